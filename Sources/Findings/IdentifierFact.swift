/// A function that makes, returns or looks up identifiers, and which of these it does.
public struct IdentifierFact: Sendable, Hashable {
    public var symbol: String
    public var name: String
    public var qualifiedName: String
    public var path: String
    /// 1-based.
    public var line: Int
    /// 1-based, in UTF-8 bytes.
    public var column: Int
    public var language: String
    public var kind: IdentifierKind
    /// What the identifier names: `session`, `request`; `other` where the names say nothing.
    public var concept: String
    public var isTestCode: Bool
    public var evidence: [Evidence]

    public init(
        symbol: String, name: String, qualifiedName: String, path: String, line: Int, column: Int,
        language: String, kind: IdentifierKind, concept: String, isTestCode: Bool, evidence: [Evidence]
    ) {
        self.symbol = symbol
        self.name = name
        self.qualifiedName = qualifiedName
        self.path = path
        self.line = line
        self.column = column
        self.language = language
        self.kind = kind
        self.concept = concept
        self.isTestCode = isTestCode
        self.evidence = evidence
    }
}
