/// A comment that waives a rule where it stands: `# ssot: allow surplus-manager kept until the v1 API is gone`.
public struct Allowance: Sendable, Hashable {
    public var path: String
    /// The line of the comment, 1-based.
    public var line: Int
    /// The definitions that it speaks of stand from `firstLine` to `lastLine`: the one that begins on the comment's
    /// line or next after it, or the one around it.
    public var firstLine: Int
    public var lastLine: Int
    public var rule: String
    /// Why; empty where the comment gives no reason, which is a finding of its own.
    public var reason: String

    public init(path: String, line: Int, firstLine: Int, lastLine: Int, rule: String, reason: String) {
        self.path = path
        self.line = line
        self.firstLine = firstLine
        self.lastLine = lastLine
        self.rule = rule
        self.reason = reason
    }
}
