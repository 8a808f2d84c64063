package import Findings

/// What every rule carries, whatever it decides.
package struct RuleHeader: Sendable {
    /// The file's name without its extension.
    package var id: String
    package var title: String
    package var rationale: String
    /// The languages that it speaks of; empty means every language.
    package var languages: [String]
    package var examples: RuleExamples
    /// The rule file, as given to the reader.
    package var path: String

    package init(
        id: String, title: String, rationale: String = "", languages: [String] = [],
        examples: RuleExamples = RuleExamples(), path: String = ""
    ) {
        self.id = id
        self.title = title
        self.rationale = rationale
        self.languages = languages
        self.examples = examples
        self.path = path
    }

    func speaks(of language: String) -> Bool { languages.isEmpty || languages.contains(language) }
}

/// A rule that takes in what it holds for: as a manager, or as a function that has to do with identifiers.
package struct MatchRule: Sendable {
    package var header: RuleHeader
    /// Evidence is given in ascending order; ids break ties.
    package var order: Int
    package var condition: Condition

    package init(header: RuleHeader, order: Int = 0, condition: Condition) {
        self.header = header
        self.order = order
        self.condition = condition
    }
}

/// A rule that decides something, if no rule before it did.
package struct DecisionRule<Decision: Sendable>: Sendable {
    package var header: RuleHeader
    /// Rules are tried in ascending order; ids break ties.
    package var order: Int
    package var decision: Decision
    package var condition: Condition

    package init(header: RuleHeader, order: Int, decision: Decision, condition: Condition) {
        self.header = header
        self.order = order
        self.decision = decision
        self.condition = condition
    }
}

package typealias RoleRule = DecisionRule<Role>
package typealias IdentifierRule = DecisionRule<IdentifierKind>
