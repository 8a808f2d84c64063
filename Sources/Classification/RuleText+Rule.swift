public import Findings

extension RuleText {
    /// What a rule says.
    public init(_ rule: FindingRule) {
        self.init(
            id: rule.header.id, title: rule.header.title, severity: rule.severity, isAdvice: rule.isAdvice,
            rationale: rule.header.rationale, fix: rule.fix)
    }
}
