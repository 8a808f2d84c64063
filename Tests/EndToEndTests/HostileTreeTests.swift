import Foundation
import Glibc
import TestKit
import Testing

struct HostileTreeTests {
    private static let source = "class WebSocketManager:\n    def send(self): self.websocket.send(1)\n"

    @Test("links that go in circles, pipes, devices and sockets hold nothing up, and are named")
    func irregularFiles() throws {
        let folder = try TemporaryFolder()
        try folder.write("t/a.py", Self.source)
        let made = try Tool.shell(
            "cd t && mkfifo pipe.py && ln -s . loop && ln -s a.py link.py && ln -s /dev/zero zero.py && ln -s nowhere gone.py "
                + "&& ln -s /etc/passwd out.py && (mknod device.py c 1 5 || true)", in: folder)
        #expect(made.status == 0)
        let result = try Tool.run("scan", "t", "--format", "json-v1", in: folder)
        #expect(result.status == 0)
        #expect(result.output.contains("\"file\": \"pipe.py\",\n      \"reason\": \"not_regular\""))
        #expect(result.output.contains("\"outlined\": 1"))
        #expect(try Tool.run("scan", "t/pipe.py", in: folder).status == 2)
    }

    @Test("unreadable, oversize and binary files are named, and others still count")
    func skips() throws {
        let folder = try TemporaryFolder()
        try folder.write("t/a.py", Self.source)
        try folder.write("t/binary.py", [UInt8]("x = 1\n".utf8) + [0, 1, 2, 0, 0xff, 0])
        try folder.write("t/large.py", String(repeating: "x = 1\n", count: 2_000))
        try folder.write("t/secret.py", Self.source)
        #expect(try Tool.shell("chmod 000 t/secret.py", in: folder).status == 0)
        let result = try Tool.run("scan", "t", "--max-size", "10000", in: folder)
        #expect(result.status == 0)
        #expect(result.output.contains("large.py: too large"))
        #expect(result.output.contains("binary.py: binary"))
        // The superuser reads everything.
        if geteuid() != 0 { #expect(result.output.contains("secret.py: unreadable")) }
        #expect(result.output.contains("files were skipped"))
    }

    @Test("a tree that changes while it is scanned")
    func changingTree() throws {
        let folder = try TemporaryFolder()
        for index in 0..<300 {
            try folder.write("t/f\(index).py", "class C\(index)Manager:\n    x = \(index)\n")
        }
        for round in 0..<6 {
            let scan = try Tool.command(["scan", "t", "--format", "json-v1", "--jobs", "2"], in: folder)
                .start()
            for index in stride(from: round, to: 300, by: 6) {
                if index % 2 == 0 {
                    try? folder.remove("t/f\(index).py")
                } else {
                    try folder.write("t/f\(index).py", "class Changed\(round)Manager: pass\n")
                }
            }
            let result = scan.wait()
            #expect(result.status == 0, "\(result.errors)")
            #expect((try? JSONSerialization.jsonObject(with: Data(result.output.utf8))) != nil)
        }
        let last = try Tool.run("scan", "t", "--format", "json-v1", in: folder)
        try folder.remove("t/.ssot")
        #expect(try Tool.run("scan", "t", "--format", "json-v1", in: folder).output == last.output)
    }

    @Test("names that are no UTF-8, or hold line ends, quotes and escape sequences")
    func strangeNames() throws {
        let folder = try TemporaryFolder()
        try folder.write("t/a.py", Self.source)
        let made = try Tool.shell(
            #"cd t && cp a.py "$(printf 'bad\377.py')" && cp a.py "$(printf 'new\nline.py')" && cp a.py "$(printf 'esc\033[31m.py')" "#
                + #"&& cp a.py "quote\"'.py" && cp a.py ' .py' && cp a.py -- '-dash.py'"#, in: folder)
        #expect(made.status == 0)
        let result = try Tool.run("scan", "t", "--format", "json-v1", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect((object?["managers"] as? [Any])?.count == 7)
        // A file name must not speak to the reader's terminal.
        #expect(!(try Tool.run("scan", "t", in: folder)).output.contains("\u{1b}"))
        let list = try Tool.run("list", "managers", "--database", "t/.ssot/audit.sqlite", in: folder)
        #expect(!list.output.contains("\u{1b}"))
        #expect(list.output.split(separator: "\n").count == 8)
    }

    @Test("source made to break the scan", .timeLimit(.minutes(5)))
    func hostileSource() throws {
        let folder = try TemporaryFolder()
        let depth = 3_000
        try folder.write("t/brackets.py", "x = " + String(repeating: "(", count: depth * 10))
        try folder.write("t/strings.py", String(repeating: "f'{", count: depth))
        try folder.write("t/chain.py", "a" + String(repeating: ".b", count: depth * 10) + "\n")
        try folder.write("t/classes.py", String(repeating: "class AManager(AManager): pass\n", count: depth))
        try folder.write(
            "t/aliases.py",
            "class M: pass\n"
                + (0..<depth).map { "A\($0)Manager = \($0 == 0 ? "M" : "A\($0 - 1)Manager")\n" }.joined())
        try folder.write(
            "t/stars.py", String(repeating: "from stars import *\nfrom . import *\n", count: depth))
        try folder.write(
            "t/nested.py",
            (0..<300).map { String(repeating: " ", count: $0) + "class A\($0)Manager:\n" }.joined())
        let bases = (0..<depth).map { "B\($0)Manager" }.joined(separator: ", ")
        try folder.write("t/bases.py", "class Wide(\(bases)): pass\n")
        let chain = (1..<depth).map { "class K\($0)Manager(K\($0 - 1)Manager): pass\n" }.joined()
        try folder.write("t/deep.py", "class K0Manager: pass\n" + chain)
        let result = try Tool.run("scan", "t", in: folder)
        #expect(result.status == 0, "\(result.errors)")
    }

    /// Each of these compared with all others would take minutes.
    @Test("thousands of managers of one name, of one domain and of one claim", .timeLimit(.minutes(2)))
    func crowds() throws {
        let folder = try TemporaryFolder()
        let members =
            "    def add(self, key): self.items[key] = key\n    def get(self, key): return self.items\n"
        for file in 0..<100 {
            let names = (0..<40).map { _ in "class UserManager:\n\(members)" }.joined()
            try folder.write("t/p\(file)/users.py", names)
            let claims = (0..<20).map {
                "class UnifiedSession\($0)Manager:\n    \"\"\"The single source of truth.\"\"\"\n\(members)"
            }.joined()
            try folder.write("t/p\(file)/sessions.py", claims)
        }
        let others = (0..<5_000).map {
            "class Tested\($0)WebSocketManager:\n    def send(self, a): self.sent.append(a)\n"
        }.joined()
        try folder.write("t/tests/others.py", others)
        let scan = try Tool.run("scan", "t", in: folder)
        #expect(scan.status == 0, "\(scan.errors)")
        let report = try Tool.run("report", "--format", "csv", "t", in: folder)
        #expect(report.status == 0, "\(report.errors)")
        let rows = report.output.split(whereSeparator: \.isNewline)
        for (rule, count) in [
            ("same-name-manager", 100), ("surplus-manager", 7_098), ("competing-canonical", 1_980),
        ] {
            #expect(rows.count { $0.hasPrefix(rule + ",") } == count, "\(rule)")
        }
        let claim = try Tool.run(
            "count", "--claim", "11000", "--database", "t/.ssot/audit.sqlite", in: folder)
        #expect(claim.status == 0, "\(claim.errors)")
    }
}
