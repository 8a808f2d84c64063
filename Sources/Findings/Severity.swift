/// How grave a finding is. What fails a gate is the policy's to say; by default errors and warnings do.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    case error, warning
    /// Worth knowing; never fails a gate unless a policy raises it.
    case note

    /// The graver one comes first.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .error: 0
        case .warning: 1
        case .note: 2
        }
    }
}
