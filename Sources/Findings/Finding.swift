/// One violation of one rule by one symbol, however many lines show it.
public struct Finding: Sendable, Hashable {
    /// The id of a rule in Rules/Findings/.
    public var rule: String
    public var severity: Severity
    /// The responsibility that it speaks of; `identifiers` where it is that of making IDs, empty where it is none.
    public var domain: String
    /// The module-qualified name of what violates the rule; the path where it is a file.
    public var symbol: String
    /// The name inside its file: `Outer.Inner`.
    public var qualifiedName: String
    /// The path below the audited root, `/`-separated.
    public var path: String
    /// 1-based; 0 where the finding speaks of a whole file.
    public var line: Int
    /// 1-based, in UTF-8 bytes.
    public var column: Int
    /// Lower case, no full stop, the thing named: `second manager for "websocket"; canonical is app/ws.py:12`.
    public var message: String
    /// What to do about this one.
    public var fix: String
    public var isTestCode: Bool
    /// Where else to look: the canonical definition first.
    public var related: [RelatedPlace]
    public var evidence: [Evidence]
    /// A digest of the symbol's own tokens, whatever its name, place or layout: hexadecimal; empty where the finding
    /// speaks of no definition.
    public var contents: String

    public init(
        rule: String, severity: Severity, domain: String = "", symbol: String, qualifiedName: String,
        path: String, line: Int, column: Int = 1, message: String, fix: String = "", isTestCode: Bool = false,
        related: [RelatedPlace] = [], evidence: [Evidence] = [], contents: String = ""
    ) {
        self.rule = rule
        self.severity = severity
        self.domain = domain
        self.symbol = symbol
        self.qualifiedName = qualifiedName
        self.path = path
        self.line = line
        self.column = column
        self.message = message
        self.fix = fix
        self.isTestCode = isTestCode
        self.related = related
        self.evidence = evidence
        self.contents = contents
    }

    /// What the finding is known by from scan to scan: equal as long as rule, name and contents are, wherever the
    /// file stands and whatever stands around the symbol. 16 lower-case hexadecimal digits. Two copies of one class
    /// have one fingerprint: who compares lists of findings counts them.
    public var fingerprint: String {
        var hash = StableHash()
        for part in [rule, qualifiedName, contents.isEmpty ? path : contents] { hash.combine(part) }
        return hash.hexadecimal
    }
}

/// A place that explains a finding.
public struct RelatedPlace: Sendable, Hashable {
    public var symbol: String
    public var path: String
    /// 1-based.
    public var line: Int
    /// What it is to the finding: `canonical`, `same body, 97 %`.
    public var note: String

    public init(symbol: String, path: String, line: Int, note: String) {
        self.symbol = symbol
        self.path = path
        self.line = line
        self.note = note
    }
}
