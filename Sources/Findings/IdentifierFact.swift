/// A function that makes, returns or looks up identifiers, and which of these it does.
package struct IdentifierFact: Sendable, Hashable {
    package var symbol: String
    package var name: String
    package var qualifiedName: String
    package var path: String
    /// 1-based.
    package var line: Int
    /// 1-based, in UTF-8 bytes.
    package var column: Int
    package var language: String
    package var kind: IdentifierKind
    /// What the identifier names: `session`, `request`; `other` where the names say nothing.
    package var concept: String
    package var isTestCode: Bool
    package var evidence: [Evidence]

    package init(
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
