import ArgumentParser
import Conformance
import Reports

struct ListRequirements: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List every requirement: contract, id, level, numbers.")

    @Option(help: ArgumentHelp("Only this contract.", valueName: "name")) var contract: String?
    @OptionGroup var answer: ConformanceFormat

    func run() throws {
        if let contract { _ = try Conform.contract(contract) }
        let requirements = try Conform.requirements(of: contract)
        switch try answer.known() {
        case .text:
            Terminal.write(
                requirements.map {
                    "\($0.contract)/\($0.id)\t\($0.level.rawValue)\t\($0.numbers.joined(separator: " "))\n"
                }.joined())
        case .markdown:
            var text = "| requirement | level | statement |\n|---|---|---|\n"
            for item in requirements {
                text += "| `\(item.id)` | \(item.level.rawValue) | \(item.statement) |\n"
            }
            Terminal.write(text)
        case .json: Terminal.write(RequirementText.json(requirements))
        }
    }
}

struct ExplainRequirement: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a requirement demands, why, and what a subject has to answer.")

    @ArgumentParser.Argument(help: "The requirement, by its id or a number.") var id: String
    @OptionGroup var answer: ConformanceFormat

    func run() throws {
        let all = try Conform.requirements()
        let found = all.filter { $0.isNamed(id) }
        guard !found.isEmpty else { throw Failure("no requirement \"\(id)\"; see `ssot conformance list`") }
        if try answer.known() == .json { return Terminal.write(RequirementText.json(found)) }
        Terminal.write(found.map { RequirementText.explain($0, Terminal.style) }.joined(separator: "\n"))
    }
}
