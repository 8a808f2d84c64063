import Foundation
import TestKit
import Testing

struct IDsTests {
    private func run(_ arguments: [String]) throws -> Command.Result {
        try Tool.command(["ids"] + arguments, in: try TemporaryFolder()).run()
    }

    private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    @Test(
        "generate prints IDs of the kind, in the spelling that was asked for",
        arguments: [
            (["request", "-n", "3"], #"req_[0-7][0-9a-hjkmnp-tv-z]{25}"#),
            (["req", "-n", "3"], #"req_[0-7][0-9a-hjkmnp-tv-z]{25}"#),
            (
                ["user", "--number", "3", "--format", "uuid"],
                #"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"#
            ),
            (["trace", "-n", "3"], #"[0-9a-f]{32}"#), (["span", "-n", "3"], #"[0-9a-f]{16}"#),
        ])
    func generate(arguments: [String], pattern: String) throws {
        let result = try run(["generate"] + arguments)
        #expect(result.status == 0 && result.errors == "")
        let regex = try Regex(pattern)
        #expect(lines(result.output).count == 3)
        for line in lines(result.output) { #expect(line.wholeMatch(of: regex) != nil) }
    }

    @Test("C10: 8 processes that make IDs at once share none")
    func processes() throws {
        let count = 10_000 * effort
        let folder = try TemporaryFolder()
        let command = Tool.command(["ids", "generate", "message", "-n", "\(count)"], in: folder)
        let running = try (0..<8).map { _ in try command.start() }
        var seen: Set<String> = []
        for process in running {
            let result = process.wait()
            #expect(result.status == 0)
            let ids = lines(result.output)
            #expect(ids.count == count && ids == ids.sorted())
            seen.formUnion(ids)
        }
        #expect(seen.count == 8 * count)
    }

    @Test("what is generated is valid, and what is not canonical is named")
    func validate() throws {
        let ids = lines(try run(["generate", "run", "-n", "20"]).output)
        #expect(try run(["validate"] + ids).status == 0)
        #expect(try run(["validate", "--kind", "run"] + ids).output == "")
        let wrong = try run(["validate", "--kind", "user"] + ids)
        #expect(wrong.status == 1)
        #expect(lines(wrong.output).first == "\(ids[0]): run ID, where user ID is wanted")
        let result = try run(["validate", ids[0], "run_user123_a1b2c3d4", ids[1].uppercased(), "a\u{1b}[31m"])
        #expect(result.status == 1)
        #expect(lines(result.output).count == 3)
        #expect(!result.output.contains("\u{1b}"))
    }

    @Test("validate reads lines where there are no arguments, and says which is wrong")
    func standardInput() throws {
        let folder = try TemporaryFolder()
        let ids = lines(try run(["generate", "message", "-n", "3"]).output)
        let long = String(repeating: "x", count: 3 << 20)
        try folder.write("ids", [ids[0], "msg_x", ids[1], long, "", ids[2]].joined(separator: "\n"))
        let result = try Command(
            "/bin/sh", ["-c", "exec '\(Tool.path)' ids validate < ids"], in: folder.path, keeping: folder
        ).run()
        #expect(result.status == 1)
        let found = lines(result.output)
        #expect(found.count == 3)
        #expect(found.first == "standard input:2:1: msg_x: 5 bytes long, not 26 to 90")
        #expect(found.last == "standard input:5:1: : 0 bytes long, not 26 to 90")
    }

    @Test("inspect prints what an ID tells, as text and as JSON")
    func inspect() throws {
        let arguments = [
            "inspect", "req_01h455vb4pex5vsknk084sn02q", "run_user_12345_a1b2c3d4",
            "919108f752d143209bacf847db4148a8", "invoice_01h455vb4pex5vsknk084sn02q", "no such thing",
        ]
        let text = try run(arguments)
        #expect(text.status == 1 && text.errors == "")
        #expect(try Snapshot.difference(text.output, from: "Identifiers/inspect.expected") == nil)
        let json = try run(arguments + ["--format", "json-v1"])
        #expect(try Snapshot.difference(json.output, from: "Identifiers/inspect.json-v1.expected") == nil)
        _ = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
        #expect(try run(["inspect", "req_01h455vb4pex5vsknk084sn02q"]).status == 0)
        let trace = try run(["inspect", "--kind", "trace", "919108f752d143209bacf847db4148a8"])
        #expect(trace.status == 0 && trace.output.contains("kind        trace"))
    }

    @Test(
        "unknown kinds, formats and numbers are usage errors that name what there is",
        arguments: [
            ["generate", "invoice"], ["generate", "user", "--format", "base64"],
            ["generate", "user", "-n", "-1"],
            ["validate", "--kind", "invoice", "x"], ["inspect", "--format", "xml", "x"],
        ])
    func usage(arguments: [String]) throws {
        let result = try run(arguments)
        #expect(result.status == 2)
        #expect(result.output == "")
        #expect(!result.errors.isEmpty)
    }
}
