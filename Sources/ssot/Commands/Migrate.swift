import ArgumentParser
import Foundation
import IDMigration
import RuleFiles

struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Turn stored legacy IDs into unified ones, with proof and a way back.",
        discussion: """
            Works in steps, each of which only reads what the one before it wrote: scan shows what the columns hold; \
            plan decides about every value and writes the map; apply writes migrated copies; verify proves them; \
            rollback turns them back. The inputs themselves are never changed.

            SPECIFICATION is a YAML file that names the inputs (CSV, JSON lines, plain PostgreSQL dumps, SQLite; \
            .gz too) and the kinds of IDs in their columns. FOLDER is the migration's own.

            Exit status: 0 done and proven, 1 not proven, 2 error, 3 refused: values that no rule may decide about.
            """,
        subcommands: [ScanColumns.self, Plan.self, Apply.self, Verify.self, Rollback.self, Aliases.self])

    /// The secret that keyed identifiers are made with.
    struct KeyOption: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "The file with the secret key: at least 16 random bytes. The plan and the output never hold it.",
                valueName: "file"))
        var key: String

        func translator() throws -> Translator {
            guard let data = FileManager.default.contents(atPath: key) else {
                throw Failure("\(key): cannot be read; make a key by `head -c 32 /dev/urandom > \(key)`")
            }
            return try Translator(key: [UInt8](data))
        }
    }

    struct ScanColumns: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "scan",
            abstract: "Count the legacy forms in the columns of the specification; write nothing.")

        @Argument(
            help: ArgumentHelp("The YAML file that names inputs and columns.", valueName: "specification"))
        var specification: String

        func run() throws {
            let folder =
                FileManager.default.temporaryDirectory.path
                + "/ssot-\(ProcessInfo.processInfo.processIdentifier)"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            // No key is needed to count; what would be written with this one is thrown away.
            let translator = try Translator(key: [UInt8](repeating: 0, count: Translator.shortestKey))
            try Migrate.plan(specification, folder, translator, keepsUnknown: true) { result in
                Terminal.write(MigrationText.columns(result.plan))
            }
        }
    }

    struct Plan: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan",
            abstract: "Read the inputs, decide about every value, and write the map and the plan.")

        @Argument(
            help: ArgumentHelp("The YAML file that names inputs and columns.", valueName: "specification"))
        var specification: String
        @Argument(help: ArgumentHelp("The folder of the migration; it is made.", valueName: "folder"))
        var folder: String
        @OptionGroup var key: KeyOption
        @Flag(help: "Leave unknown and ambiguous values as they are, instead of refusing.")
        var keepUnknown = false

        func run() throws {
            try Migrate.plan(specification, folder, try key.translator(), keepsUnknown: keepUnknown) {
                result in
                Terminal.write(MigrationText.columns(result.plan) + MigrationText.references(result.plan))
                guard result.refusals.isEmpty else {
                    Terminal.complain(
                        "refused, and nothing was planned:\n" + result.refusals.joined(separator: "\n"))
                    throw ExitStatus.refused
                }
                Terminal.write("\(result.plan.mapped) identifiers mapped, plan \(try result.plan.hash())\n")
            }
        }
    }

    struct Apply: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "apply",
            abstract: "Write migrated copies of the inputs; goes on where an interrupted run stopped.")

        @Argument(help: ArgumentHelp("The folder of the migration.", valueName: "folder")) var folder: String
        @OptionGroup var key: KeyOption
        @Flag(help: "Write. Without it, the command says what it would write.") var execute = false

        func run() throws {
            try Migrate.told {
                let plan = try MigrationPlan.read(from: folder)
                guard execute else {
                    for input in plan.inputs {
                        Terminal.write(
                            "would write \(Applier.output(of: input.specification, in: folder)): \(input.records) records\n"
                        )
                    }
                    Terminal.write("nothing was written; add --execute\n")
                    return
                }
                let result = try Applier(folder: folder, translator: try key.translator()).run()
                for path in result.outputs { Terminal.write("wrote \(path)\n") }
                Terminal.write("\(result.records) records; run `ssot ids migrate verify \(folder)` next\n")
            }
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Prove the migrated copies: the way back, every reference, nothing left over.")

        @Argument(help: ArgumentHelp("The folder of the migration.", valueName: "folder")) var folder: String
        @OptionGroup var key: KeyOption

        func run() throws {
            try Migrate.told {
                let checks = try Verifier(folder: folder, translator: try key.translator()).run()
                for check in checks {
                    Terminal.write("\(check.holds ? "holds" : "FAILS")  \(check.name): \(check.detail)\n")
                }
                guard checks.allSatisfy(\.holds) else { throw ExitStatus.findings }
            }
        }
    }

    struct Rollback: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rollback",
            abstract: "Turn the migrated copies back, with whatever was added to them since.")

        @Argument(help: ArgumentHelp("The folder of the migration.", valueName: "folder")) var folder: String

        func run() throws {
            try Migrate.told {
                for output in try Reverser(folder: folder).run() {
                    let note = output.isIdentical ? "identical to the input" : "with what was added since"
                    Terminal.write("restored \(output.path): \(note)\n")
                }
            }
        }
    }

    struct Aliases: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "aliases",
            abstract: "Print SQL that makes a table of old IDs and new ones, so that old links go on working."
        )

        @Argument(help: ArgumentHelp("The folder of the migration.", valueName: "folder")) var folder: String

        func run() throws {
            try Migrate.told { try AliasTable(folder: folder).write { Terminal.write($0) } }
        }
    }

    private static func plan(
        _ path: String, _ folder: String, _ translator: Translator, keepsUnknown: Bool,
        then show: (Planner.Result) throws -> Void
    ) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure("\(path): cannot be read; name the specification of the migration")
        }
        try told {
            let specification = try MigrationFile.read(
                path: path, text: String(decoding: data, as: UTF8.self))
            let planner = Planner(
                specification, folder: folder, translator: translator, keepsUnknown: keepsUnknown,
                toolVersion: toolVersion)
            try show(try planner.run())
        }
    }

    /// Errors in words.
    private static func told(_ body: () throws -> Void) throws {
        do { try body() } catch let error as MigrationError {
            throw Failure(error.description)
        } catch let error as RuleFileError {
            throw Failure(error.description)
        }
    }
}
