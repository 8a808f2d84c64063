package import Outlines

/// One outlined file of the tree that is linked.
package struct SourceUnit: Sendable {
    /// Below the audited root, `/`-separated.
    package var path: String
    /// The language's id.
    package var language: String
    package var isTestCode: Bool
    package var outline: Outline

    package init(path: String, language: String, isTestCode: Bool, outline: Outline) {
        self.path = path
        self.language = language
        self.isTestCode = isTestCode
        self.outline = outline
    }
}
