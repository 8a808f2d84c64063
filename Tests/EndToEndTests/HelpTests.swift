import TestKit
import Testing

struct HelpTests {
    static let commands: [[String]] = [
        [], ["scan"], ["report"], ["explain"], ["list"], ["list", "managers"], ["list", "ids"],
        ["list", "sites"], ["rules"],
        ["rules", "list"],
        ["rules", "check"], ["rules", "test"], ["rules", "export"], ["outline"], ["serve"], ["gate"],
        ["baseline"],
        ["baseline", "write"], ["baseline", "update"], ["baseline", "show"],
        ["ids"], ["ids", "generate"], ["ids", "inspect"], ["ids", "validate"],
        ["conformance"], ["conformance", "run"], ["conformance", "list"], ["conformance", "explain"],
        ["conformance", "mutants"], ["conformance", "speak"],
        ["plan"], ["diff"], ["count"],
        ["ids", "migrate"], ["ids", "migrate", "scan"], ["ids", "migrate", "plan"],
        ["ids", "migrate", "apply"], ["ids", "migrate", "verify"], ["ids", "migrate", "rollback"],
        ["ids", "migrate", "aliases"],
    ]

    private static func name(_ command: [String]) -> String { (["ssot"] + command).joined(separator: "-") }

    @Test("help is as its snapshot", arguments: commands)
    func help(command: [String]) throws {
        let folder = try TemporaryFolder()
        let result = try Tool.command(command + ["--help"], in: folder, environment: ["COLUMNS": "100"]).run()
        #expect(result.status == 0)
        #expect(result.errors == "")
        // The number of cores is the machine's.
        let text = result.output.replacing(/--jobs <n>( +)How many workers read files\. \(default: \d+\)/) {
            "--jobs <n>\($0.output.1)How many workers read files. (default: @CORES@)"
        }
        #expect(try Snapshot.difference(text, from: "Help/\(Self.name(command)).txt") == nil)
        let lines = result.output.split(separator: "\n").filter { !$0.hasPrefix("USAGE:") }
        #expect(lines.filter { $0.count > 100 } == [])
    }

    @Test("every snapshot belongs to a command")
    func orphans() {
        #expect(Fixtures.names(in: "Help").sorted() == Self.commands.map { Self.name($0) + ".txt" }.sorted())
    }

    @Test("every subcommand that help lists has a snapshot")
    func coverage() throws {
        let folder = try TemporaryFolder()
        for command in Self.commands {
            let text = try Tool.command(command + ["--help"], in: folder).run().output
            guard let start = text.firstRange(of: "SUBCOMMANDS:\n") else { continue }
            for line in text[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false) {
                guard !line.isEmpty else { break }
                guard line.hasPrefix("  "), !line.hasPrefix("   ") else { continue }
                let name = line.split(separator: " ").first.map(String.init) ?? ""
                #expect(Self.commands.contains(command + [name]), "\(command) \(name)")
            }
        }
    }

    @Test("the version is one line", arguments: [["--version"]])
    func version(arguments: [String]) throws {
        let result = try Tool.command(arguments, in: try TemporaryFolder()).run()
        #expect(result.status == 0)
        #expect(result.output.split(separator: ".").count == 3)
    }

    @Test("no command at all prints help")
    func nothing() throws {
        let result = try Tool.command([], in: try TemporaryFolder()).run()
        #expect((result.output + result.errors).contains("USAGE: ssot <subcommand>"))
    }
}
