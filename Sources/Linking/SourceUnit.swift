package import Outlines

/// One outlined file of the tree that is linked. A reference, since outlines are large and much passed around.
package final class SourceUnit: Sendable {
    /// Below the audited root, `/`-separated.
    package let path: String
    /// The language's id.
    package let language: String
    package let isTestCode: Bool
    package let outline: Outline

    package init(path: String, language: String, isTestCode: Bool, outline: Outline) {
        self.path = path
        self.language = language
        self.isTestCode = isTestCode
        self.outline = outline
    }
}
