/// What a finding's rule says, whatever it found.
package struct RuleText: Sendable, Hashable {
    package var id: String
    package var title: String
    package var severity: Severity
    /// Whether it advises only, and never fails a gate.
    package var isAdvice: Bool
    package var rationale: String
    package var fix: String

    package init(
        id: String, title: String, severity: Severity, isAdvice: Bool, rationale: String, fix: String
    ) {
        self.id = id
        self.title = title
        self.severity = severity
        self.isAdvice = isAdvice
        self.rationale = rationale
        self.fix = fix
    }
}
