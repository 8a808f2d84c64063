import Foundation
import TestKit
import Testing

/// What goes wrong says where, what and what to do, on standard error, and exits 2.
struct FailureTests {
    /// Each failure: what is in the folder, the arguments, and a part of the message.
    struct Case: Sendable, CustomTestStringConvertible {
        var files: [String: String] = [:]
        var arguments: [String]
        var message: String
        var testDescription: String { arguments.joined(separator: " ") + ": " + message }
    }

    private static let source = "class WebSocketManager:\n    def send(self): pass\n"

    @Test(
        "a failure exits 2 with one message and prints nothing",
        arguments: [
            Case(arguments: ["scan", "nowhere"], message: "nowhere: no such file or folder"),
            Case(files: ["t/a.txt": "x"], arguments: ["scan", "t"], message: "t: no source file"),
            Case(
                files: ["t/.ssot.yaml": "version: 1\n"], arguments: ["scan", "t"],
                message: "t: no source file"),
            Case(
                files: ["t/.gitignore": "*.py\n", "t/a.py": source], arguments: ["scan", "t"],
                message: "t: no source file"),
            Case(arguments: ["outline", "nowhere"], message: "nowhere"),
            Case(files: ["t/a.txt": "x"], arguments: ["outline", "t"], message: "t: no source file"),
            Case(
                files: ["t/a.py": source, "t/.ssot.yaml": "version: 1\nbudget: 2\n"],
                arguments: ["scan", "t"],
                message: "t/.ssot.yaml:2:1: "),
            Case(
                files: ["t/a.py": source, "t/.ssot.yaml": "version: 1\nbudgets: {websocked: 2}\n"],
                arguments: ["scan", "t"],
                message: "did you mean \"websocket\"?"),
            Case(
                files: ["t/a.py": source, "t/.ssot.yaml": "a: [\n"], arguments: ["scan", "t"],
                message: "t/.ssot.yaml:"),
            Case(
                files: ["t/a.py": source, "t/.ssot.yaml": "\u{FFFF}\0"], arguments: ["scan", "t"],
                message: "t/.ssot.yaml:"),
            Case(
                files: ["t/a.py": source, "t/.ssot.yaml": "version: 1\nrules: [more]\n"],
                arguments: ["scan", "t"],
                message: "t/.ssot.yaml:2:9: rules \"more\" do not exist"),
            Case(
                files: [
                    "t/a.py": source, "t/.ssot.yaml": "version: 1\nrules: [more]\n",
                    "t/more/Domains/x.yml": "id: y\ntitle: Y\n",
                ], arguments: ["scan", "t"], message: "x.yml:1:5: "),
            Case(
                files: ["t/a.py": source], arguments: ["scan", "t", "--config", "none.yaml"],
                message: "none.yaml:1:1: cannot be read"),
            Case(
                files: ["t/a.py": source], arguments: ["scan", "t", "--format", "xml"],
                message:
                    "unknown format \"xml\"; take one of text, html, markdown, json-v1, sarif, github, gitlab, junit, csv"
            ),
            Case(
                files: ["t/a.py": source], arguments: ["scan", "t", "--jobs", "0"],
                message: "--jobs takes a number from 1"),
            Case(files: ["t/a.py": source], arguments: ["scan", "t", "--jobs", "many"], message: "many"),
            Case(
                files: ["t/a.py": source], arguments: ["scan", "t", "--max-size", "0"], message: "--max-size"),
            Case(
                files: ["t/a.py": source], arguments: ["scan", "t", "--max-size", "99999999999999999999"],
                message: "--max-size"),
            Case(arguments: ["scan", "--frobnicate"], message: "--frobnicate"),
            Case(arguments: ["scan", "a", "b"], message: "b"),
            Case(arguments: ["frobnicate"], message: "frobnicate"),
            Case(
                files: [
                    "t/a.py": source, "db": "not a database at all, but long enough for a header of one\n",
                ],
                arguments: ["scan", "t", "--database", "db"], message: "db"),
            Case(
                files: ["t/a.py": source, "t/.ssot": "a file"], arguments: ["scan", "t"], message: ".ssot"),
            Case(files: ["t/a.py": source], arguments: ["scan", "t", "--database", "t"], message: "t"),
            Case(arguments: ["list", "managers"], message: "run `ssot scan` first"),
            Case(arguments: ["explain", "X"], message: "run `ssot scan` first"),
            Case(arguments: ["list", "managers", "--database", "none"], message: "none"),
            Case(arguments: ["explain"], message: "name|file:line"),
            Case(arguments: ["list", "managers", "--production", "--tests"], message: "exclude each other"),
            Case(arguments: ["rules", "export", "/proc/nothing"], message: "/proc/nothing"),
        ])
    func failures(example: Case) throws {
        let folder = try TemporaryFolder()
        for (path, text) in example.files { try folder.write(path, text) }
        let result = try Tool.command(example.arguments, in: folder).run()
        #expect(result.status == 2)
        #expect(result.output == "")
        #expect(result.errors.contains(example.message), "\(result.errors)")
        #expect(result.errors.hasPrefix("ssot: "))
        #expect(!result.errors.contains("Fatal error"))
        // What was there before is there still, untouched.
        for (path, text) in example.files {
            #expect(try String(contentsOfFile: folder.path + "/" + path, encoding: .utf8) == text)
        }
    }

    @Test("the database of another program is refused and left as it was")
    func foreignDatabase() throws {
        let folder = try TemporaryFolder()
        try folder.write("t/a.py", Self.source)
        #expect(
            try Tool.shell("sqlite3 other.db 'CREATE TABLE t(x); INSERT INTO t VALUES(1)'", in: folder).status
                == 0)
        let before = FileManager.default.contents(atPath: folder.path + "/other.db")
        let result = try Tool.run("scan", "t", "--database", "other.db", in: folder)
        #expect(result.status == 2)
        #expect(result.errors.contains("other.db"))
        #expect(FileManager.default.contents(atPath: folder.path + "/other.db") == before)
    }

    @Test("a database from a newer version is refused by name")
    func newerDatabase() throws {
        let folder = try TemporaryFolder()
        try folder.write("t/a.py", Self.source)
        #expect(try Tool.run("scan", "t", in: folder).status == 0)
        let change = "sqlite3 t/.ssot/audit.sqlite 'PRAGMA user_version = 9999; PRAGMA journal_mode = DELETE'"
        #expect(try Tool.shell(change, in: folder).status == 0)
        for arguments in [["scan", "t"], ["list", "managers", "--database", "t/.ssot/audit.sqlite"]] {
            let result = try Tool.command(arguments, in: folder).run()
            #expect(result.status == 2)
            #expect(result.errors.contains("newer"), "\(result.errors)")
        }
    }

    @Test("a reader that goes away ends the output quietly")
    func brokenPipe() throws {
        let folder = try TemporaryFolder()
        var text = ""
        for index in 0..<20_000 { text += "def function_with_a_long_name_\(index)(): pass\n" }
        try folder.write("t/a.py", text)
        let line = "{ $SSOT outline t; echo $? > status; } | head -1 | wc -l"
        let result = try Tool.shell(line, in: folder)
        #expect(result.errors == "")
        #expect(result.output.split(separator: " ").joined() == "1\n")
        #expect(try String(contentsOfFile: folder.path + "/status", encoding: .utf8) == "0\n")
    }

    @Test("a full standard output is an error")
    func fullOutput() throws {
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        let folder = try TemporaryFolder()
        try folder.write("t/a.py", Self.source)
        let result = try Tool.shell("$SSOT scan t > /dev/full", in: folder)
        #expect(result.status == 2)
        #expect(result.errors.contains("standard output"))
    }
}
