public import Findings

/// What a repository must not do, as data: how grave it is, why, and what to do about it. How it is found is a check
/// of the same id in Auditing.
public struct FindingRule: Sendable {
    public var header: RuleHeader
    public var severity: Severity
    /// Whether it may be wrong often enough that it advises and never fails a gate.
    public var isAdvice: Bool
    public var fix: String
    /// What its check is tuned by.
    public var settings: [String: Setting]

    public enum Setting: Sendable, Hashable {
        case number(Double)
        case texts([String])
    }

    public init(
        header: RuleHeader, severity: Severity, isAdvice: Bool = false, fix: String,
        settings: [String: Setting] = [:]
    ) {
        self.header = header
        self.severity = severity
        self.isAdvice = isAdvice
        self.fix = fix
        self.settings = settings
    }

    public func number(_ key: String, default value: Double) -> Double {
        if case .number(let number)? = settings[key] { number } else { value }
    }

    public func texts(_ key: String) -> [String] {
        if case .texts(let texts)? = settings[key] { texts } else { [] }
    }
}
