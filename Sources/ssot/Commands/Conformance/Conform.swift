import ArgumentParser
import Conformance
import DefaultRules
import RuleFiles
import WebSocketConformance

/// Whether managers keep what contracts ask of them.
struct Conform: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance", abstract: "Try managers on the requirements of their contracts.",
        discussion: """
            A subject is the Swift reference, or any program that speaks the protocol of Sources/Conformance/\
            Conformance.docc/Protocol.md: one line of JSON a call, one a answer. Contracts: \
            \(contracts.map(\.name).joined(separator: ", ")).
            """,
        subcommands: [
            RunConformance.self, ListRequirements.self, ExplainRequirement.self, RunMutants.self, Speak.self,
        ])

    /// Every contract. To add one: its folder in Rules/Contracts, its reference, its mutants and its name here.
    static let contracts: [Contract] = [.identifiers, .websocket]

    /// The contract of that name.
    static func contract(_ name: String) throws -> Contract {
        if let contract = contracts.first(where: { $0.name == name }) { return contract }
        let known = contracts.map(\.name).joined(separator: ", ")
        throw Failure("unknown contract \"\(name)\"; take one of \(known)")
    }

    /// The ids of all requirements, by the names of their files: waivers name them.
    static var requirementIDs: [String] {
        DefaultRules.contracts.map { file in
            String((file.path.split(separator: "/").last ?? "").dropLast(4))
        }
    }

    /// The requirements of a contract, or of all, in order of their ids.
    static func requirements(of contract: String? = nil) throws -> [Requirement] {
        do throws(RuleFileError) {
            return try ContractFiles.load(files: DefaultRules.contracts)
                .filter { contract == nil || $0.contract == contract }
        } catch {
            throw Failure(error.description)
        }
    }
}
