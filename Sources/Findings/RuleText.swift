/// What a finding's rule says, whatever it found.
public struct RuleText: Sendable, Hashable {
    public var id: String
    public var title: String
    public var severity: Severity
    /// Whether it advises only, and never fails a gate.
    public var isAdvice: Bool
    public var rationale: String
    public var fix: String

    public init(
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
