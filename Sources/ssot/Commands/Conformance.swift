import ArgumentParser
import Conformance
import DefaultRules
import Reports
import RuleFiles
import WebSocketConformance

/// Whether managers keep what contracts ask of them.
struct Conform: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance", abstract: "Try managers on the requirements of their contracts.",
        subcommands: [RunConformance.self])

    /// The requirements of a contract, or of all.
    static func requirements(of contract: String?) throws -> [Requirement] {
        let all: [Requirement]
        do throws(RuleFileError) {
            all = try ContractFiles.load(files: DefaultRules.contracts)
        } catch {
            throw Failure(error.description)
        }
        guard let contract else { return all }
        let chosen = all.filter { $0.contract == contract }
        if chosen.isEmpty {
            let known = Set(all.map(\.contract)).sorted().joined(separator: ", ")
            throw Failure("unknown contract \"\(contract)\"; take one of \(known)")
        }
        return chosen
    }
}

struct RunConformance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Try a subject, and print what came of each requirement.")

    @ArgumentParser.Argument(help: "The subject: reference, the Swift manager itself.") var subject: String
    @Option(help: ArgumentHelp("The contract.", valueName: "name")) var contract: String

    func run() async throws {
        let requirements = try Conform.requirements(of: contract)
        guard subject == "reference" else { throw Failure("unknown subject \"\(subject)\"; take reference") }
        let subject: any Subject = contract == "websocket" ? ReferenceConnections() : ReferenceIDs()
        let runner = Runner()
        guard case .value(let description) = await runner.greet(subject, contract: contract) else {
            throw Failure("the subject does not answer hello")
        }
        let results = await runner.run(requirements, on: subject, described: description) { result in
            Terminal.write("\(result.outcome.name)\t\(result.requirement.id)\n")
            if case .fail(let failure) = result.outcome {
                Terminal.write(
                    "  \(failure.call): expected \(failure.expected); observed \(failure.observed)\n")
            }
        }
        await subject.end()
        if results.contains(where: { if case .fail = $0.outcome { true } else { false } }) {
            throw ExitStatus.findings
        }
    }
}
