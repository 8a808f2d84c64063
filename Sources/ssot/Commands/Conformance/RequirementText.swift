import Conformance
import DefaultRules
import Reports

/// Requirements for people and for programs.
enum RequirementText {
    static func explain(_ requirement: Requirement, _ style: Style) -> String {
        var text = style.bold(requirement.id) + "  \(requirement.level.rawValue)\n"
        text += "\(requirement.statement.unwrapped)\n\n\(requirement.why.unwrapped)\n\n"
        if let claim = requirement.claim { text += "claim     \(claim)\n" }
        text += "contract  \(requirement.contract)\n"
        text += "numbers   \(requirement.numbers.joined(separator: ", "))\n"
        text += "calls     \(requirement.operations.joined(separator: ", "))\n"
        if !requirement.needs.isEmpty { text += "needs     \(requirement.needs.joined(separator: ", "))\n" }
        let mutants = Conform.contracts.flatMap(\.mutants).filter { $0.requirement == requirement.id }
        for mutant in mutants { text += "mutant    \(mutant.id): \(mutant.fault)\n" }
        text += "\n\(requirement.path)\n"
        let file = DefaultRules.contracts.first { $0.path == requirement.path }?.text ?? ""
        let scenario = file.split(separator: "\n", omittingEmptySubsequences: false)
            .drop { $0 != "scenario:" }
        return text + scenario.map { "  \($0)\n" }.joined()
    }

    static func json(_ requirements: [Requirement]) -> [UInt8] {
        var json = JSONWriter(indents: true)
        json.array(requirements) { json, requirement in
            json.object { json in
                json.field("id", requirement.id)
                json.field("contract", requirement.contract)
                json.field("level", requirement.level.rawValue)
                json.field("statement", requirement.statement.unwrapped)
                json.field("why", requirement.why.unwrapped)
                json.field("claim", requirement.claim)
                json.field("path", requirement.path)
                for (name, texts) in [
                    ("numbers", requirement.numbers), ("operations", requirement.operations),
                    ("needs", requirement.needs),
                ] {
                    json.key(name)
                    json.array(texts) { $0.string($1) }
                }
            }
        }
        json.newline()
        return json.bytes
    }
}

extension String {
    /// A text that its file folds, on one line.
    fileprivate var unwrapped: String { split(separator: "\n").joined(separator: " ") }
}
