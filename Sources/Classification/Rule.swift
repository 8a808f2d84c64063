public import Findings

/// What every rule carries, whatever it decides.
public struct RuleHeader: Sendable {
    /// The file's name without its extension.
    public var id: String
    public var title: String
    public var rationale: String
    /// The languages that it speaks of; empty means every language.
    public var languages: [String]
    public var examples: RuleExamples
    /// The rule file, as given to the reader.
    public var path: String

    public init(
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
public struct MatchRule: Sendable {
    public var header: RuleHeader
    /// Evidence is given in ascending order; ids break ties.
    public var order: Int
    public var condition: Condition

    public init(header: RuleHeader, order: Int = 0, condition: Condition) {
        self.header = header
        self.order = order
        self.condition = condition
    }
}

/// A rule that decides something, if no rule before it did.
public struct DecisionRule<Decision: Sendable>: Sendable {
    public var header: RuleHeader
    /// Rules are tried in ascending order; ids break ties.
    public var order: Int
    public var decision: Decision
    public var condition: Condition

    public init(header: RuleHeader, order: Int, decision: Decision, condition: Condition) {
        self.header = header
        self.order = order
        self.decision = decision
        self.condition = condition
    }
}

public typealias RoleRule = DecisionRule<Role>
public typealias IdentifierRule = DecisionRule<IdentifierKind>
