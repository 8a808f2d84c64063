import ArgumentParser

/// The version that the tool reports and stores with every scan.
let toolVersion = "0.1.0"

@main
enum Entry {
    static func main() async {
        Memory.growInLargeSteps()
        do {
            var command = try SSOT.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            Terminal.complain(failure.description)
            ExitStatus.error.exit()
        } catch let status as ExitStatus {
            status.exit()
        } catch {
            guard SSOT.exitCode(for: error).isSuccess else {
                Terminal.complain(SSOT.fullMessage(for: error))
                ExitStatus.error.exit()
            }
            Terminal.write(Array((SSOT.fullMessage(for: error) + "\n").utf8))
            ExitStatus.clean.exit()
        }
    }
}

/// Every command says its name: where it does not, the parser works it out by reflection, which for all of them is a
/// third of the time that the program takes to start.
struct SSOT: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssot",
        abstract: "Counts the managers of a codebase, and says why each one counts.",
        discussion: """
            Scans a repository, finds its manager classes and its functions that make identifiers, and stores what \
            it found, with the evidence for every line, in .ssot/audit.sqlite.

            Exit status: 0 clean, 1 findings, 2 usage, rules, configuration or I/O error.
            """,
        version: toolVersion,
        subcommands: [
            Scan.self, Report.self, Gate.self, BaselineCommand.self, Explain.self, List.self, Plan.self,
            Diff.self, Count.self, Rules.self, Conform.self, OutlineCommand.self, IDs.self, Serve.self,
        ])
}
