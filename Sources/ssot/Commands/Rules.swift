import ArgumentParser
import Auditing
import Classification
import DefaultRules
import Foundation
import RuleFiles

struct Rules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List, check, test or export the rules.",
        subcommands: [ListRules.self, Check.self, Test.self, Export.self])

    /// Which rules a command is about: those that a scan of the path would use.
    struct Choice: ParsableArguments {
        @ArgumentParser.Argument(help: "The folder whose configuration says which rules are added.")
        var path = "."

        @Option(
            help: ArgumentHelp(
                "The configuration. (default: the nearest .ssot.yaml at or above the path)", valueName: "file"
            ))
        var config: String?

        func load() throws -> RuleSet {
            guard FileManager.default.fileExists(atPath: path) else {
                throw Failure("\(path): does not exist")
            }
            return try Setup(for: path, configurationPath: config).rules
        }
    }

    struct ListRules: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List every rule: group, id, title.")
        @OptionGroup var choice: Choice

        func run() throws {
            let rules = try choice.load()
            let groups: [(String, [RuleHeader])] = [
                ("managers", rules.matchRules.map(\.header)), ("roles", rules.roleRules.map(\.header)),
                ("domains", rules.domainRules.map(\.header)),
                ("candidates", rules.candidateRules.map(\.header)),
                ("identifiers", rules.identifierRules.map(\.header)),
                ("sources", rules.sourceRules.map(\.header)), ("sinks", rules.sinkRules.map(\.header)),
                ("findings", rules.findingRules.map(\.header)),
                ("interfaces", rules.interfaceRules.map(\.header)),
            ]
            var text = ""
            for (group, headers) in groups {
                for header in headers { text += "\(group)/\(header.id)\t\(header.title)\n" }
            }
            Terminal.write(text)
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Read the rules and the configuration, and name every fault in them.")
        @OptionGroup var choice: Choice

        func run() throws {
            let rules = try choice.load()
            Terminal.write("\(rules.ids.count) rules are sound, digest \(rules.digest)\n")
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test",
            abstract: "Run the examples of every rule.", discussion: "Exits 1 where an example does not hold."
        )
        @OptionGroup var choice: Choice

        func run() async throws {
            let outcome = await ExampleCheck(try choice.load()).run()
            var text = ""
            for failure in outcome.failures {
                text += "\(failure.path):\(failure.line):1: example of \(failure.rule) \(failure.message)\n"
            }
            text +=
                "\(outcome.rules) rules, \(outcome.examples) examples, \(outcome.failures.count) failures\n"
            Terminal.write(text)
            if !outcome.failures.isEmpty { throw ExitStatus.findings }
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write the rules that this program carries to a folder.",
            discussion:
                "Writes rule files and JSON Schemas as they stand in Rules/. Existing files stay: it is an error to overwrite one."
        )
        @ArgumentParser.Argument(
            help: ArgumentHelp("The folder to write to; made where it does not exist.", valueName: "dir"))
        var folder: String

        func run() throws {
            let files = (DefaultRules.files + DefaultRules.contracts).map { file in
                (url: URL(filePath: folder).appending(path: Self.relative(file.path)), text: file.text)
            }
            if let existing = files.first(where: { FileManager.default.fileExists(atPath: $0.url.path) }) {
                throw Failure("\(existing.url.path): exists already; name an empty folder")
            }
            do {
                for file in files {
                    try FileManager.default.createDirectory(
                        at: file.url.deletingLastPathComponent(), withIntermediateDirectories: true)
                    try Data(file.text.utf8).write(to: file.url, options: .atomic)
                }
            } catch {
                throw Failure(
                    "\(folder): cannot be written (\(error.localizedDescription)); name a writable folder")
            }
            Terminal.write("\(files.count) files written to \(folder)\n")
        }

        private static func relative(_ path: String) -> String {
            path.hasPrefix("Rules/") ? String(path.dropFirst(6)) : path
        }
    }
}
