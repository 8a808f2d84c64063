/// One violation of one rule by one symbol, however many lines show it.
package struct Finding: Sendable, Hashable {
    /// The id of a rule in Rules/Findings/.
    package var rule: String
    package var severity: Severity
    /// The responsibility that it speaks of; `identifiers` where it is that of making IDs, empty where it is none.
    package var domain: String
    /// The module-qualified name of what violates the rule; the path where it is a file.
    package var symbol: String
    /// The name inside its file: `Outer.Inner`.
    package var qualifiedName: String
    /// The path below the audited root, `/`-separated.
    package var path: String
    /// 1-based; 0 where the finding speaks of a whole file.
    package var line: Int
    /// 1-based, in UTF-8 bytes.
    package var column: Int
    /// Lower case, no full stop, the thing named: `second manager for "websocket"; canonical is app/ws.py:12`.
    package var message: String
    /// What to do about this one.
    package var fix: String
    package var isTestCode: Bool
    /// Where else to look: the canonical definition first.
    package var related: [RelatedPlace]
    package var evidence: [Evidence]
    /// A digest of the symbol's own tokens, whatever its name, place or layout: hexadecimal; empty where the finding
    /// speaks of no definition.
    package var contents: String

    package init(
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
    package var fingerprint: String {
        var hash = StableHash()
        for part in [rule, qualifiedName, contents.isEmpty ? path : contents] { hash.combine(part) }
        return hash.hexadecimal
    }
}

/// A place that explains a finding.
package struct RelatedPlace: Sendable, Hashable {
    package var symbol: String
    package var path: String
    /// 1-based.
    package var line: Int
    /// What it is to the finding: `canonical`, `same body, 97 %`.
    package var note: String

    package init(symbol: String, path: String, line: Int, note: String) {
        self.symbol = symbol
        self.path = path
        self.line = line
        self.note = note
    }
}
