/// One reason for one decision about one definition: which rule spoke, what it saw, and how much it weighed.
public struct Evidence: Sendable, Hashable {
    /// The decision that the evidence supports.
    public enum Aspect: String, Sendable, Hashable, CaseIterable {
        case match, role, domain, identifier, canonical, exclusion
    }

    public let aspect: Aspect
    /// The id of the rule that spoke: a file name in Rules/ without its extension.
    public let rule: String
    /// The weight of a vote; 0 for a rule that decides instead of voting.
    public let weight: Double
    /// What was seen, in words: `base unittest.TestCase`, `word "websocket" in the name`.
    public let detail: String
    /// The 1-based line where it was seen; 0 where it has no line of its own.
    public let line: Int

    public init(aspect: Aspect, rule: String, weight: Double = 0, detail: String, line: Int = 0) {
        self.aspect = aspect
        self.rule = rule
        self.weight = weight
        self.detail = detail
        self.line = line
    }
}
