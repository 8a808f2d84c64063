import Foundation
import Glibc
import TestKit
import Testing

struct KillTests {
    private static func tree() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for index in 0..<150 {
            let methods = (0..<20).map {
                "    def method_\($0)(self, value): return self.inner.call(value, \(index))\n"
            }
            try folder.write("t/p\(index % 7)/f\(index).py", "class C\(index)Manager:\n" + methods.joined())
        }
        return folder
    }

    private func integrity(_ folder: TemporaryFolder) throws -> String {
        guard FileManager.default.fileExists(atPath: folder.path + "/t/.ssot/audit.sqlite") else {
            return "ok\n"
        }
        return try Tool.shell(
            "sqlite3 t/.ssot/audit.sqlite 'PRAGMA integrity_check; PRAGMA foreign_key_check'", in: folder
        ).output
    }

    @Test(
        "killed at any moment, a scan leaves a sound database, and the next one works",
        .timeLimit(.minutes(5)))
    func kill() throws {
        let folder = try Self.tree()
        var generator = SplitMix(seed: 20_261_123)
        let expected = try Tool.run(
            "scan", "t", "--format", "json-v1", "--database", "whole.sqlite", in: folder
        ).output
        var killed = 0
        for round in 0..<(12 * min(effort, 20)) {
            if round % 5 == 0 { try? folder.remove("t/.ssot") }
            try folder.write("t/changed.py", "class ChangedManager:\n    x = \(round)\n")
            let scan = try Tool.command(["scan", "t"], in: folder).start()
            usleep(UInt32(generator.number(below: 300_000)))
            Glibc.kill(scan.id, SIGKILL)
            if scan.wait().status == -SIGKILL { killed += 1 }
            #expect(try integrity(folder) == "ok\n", "round \(round)")
        }
        #expect(killed > 0)
        try folder.remove("t/changed.py")
        let result = try Tool.run("scan", "t", "--format", "json-v1", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == expected)
        #expect(try integrity(folder) == "ok\n")
    }

    @Test("two scans at once both end well, or one says clearly that it could not")
    func twoAtOnce() throws {
        let folder = try Self.tree()
        for round in 0..<3 {
            try folder.write("t/changed.py", "class ChangedManager:\n    x = \(round)\n")
            let scans = try (0..<3).map { _ in
                try Tool.command(["scan", "t", "--format", "json-v1"], in: folder).start()
            }
            let results = scans.map { $0.wait() }
            let outputs = Set(results.filter { $0.status == 0 }.map(\.output))
            #expect(outputs.count == 1)
            for result in results where result.status != 0 {
                #expect(result.status == 2)
                #expect(result.errors.contains("audit.sqlite"))
            }
            #expect(try integrity(folder) == "ok\n")
        }
    }

    @Test("a full disk is an error that leaves the last scan as it was")
    func fullDisk() throws {
        let folder = try Self.tree()
        #expect(try Tool.run("scan", "t", in: folder).status == 0)
        try folder.write("t/more.py", (0..<3_000).map { "class C\($0)Manager:\n    x = 1\n" }.joined())
        // The shell's limit on file sizes stands in for a full disk, in blocks of 512 bytes.
        let size = try Tool.shell("stat -c %s t/.ssot/audit.sqlite", in: folder).output.split(separator: "\n")
        let blocks = (Int(size.first ?? "0") ?? 0) / 512 + 8
        let result = try Tool.shell("trap '' XFSZ; ulimit -f \(blocks); exec $SSOT scan t", in: folder)
        #expect(result.status == 2, "\(result.output)")
        #expect(result.errors.hasPrefix("ssot: "))
        #expect(try integrity(folder) == "ok\n")
        let list = try Tool.run("list", "managers", "--database", "t/.ssot/audit.sqlite", in: folder)
        #expect(list.output.split(separator: "\n").count == 151)
    }
}
