public import Outlines

/// One outlined file of the tree that is linked. A reference, since outlines are large and much passed around.
public final class SourceUnit: Sendable {
    /// Below the audited root, `/`-separated.
    public let path: String
    /// The language's id.
    public let language: String
    public let isTestCode: Bool
    public let outline: Outline

    public init(path: String, language: String, isTestCode: Bool, outline: Outline) {
        self.path = path
        self.language = language
        self.isTestCode = isTestCode
        self.outline = outline
    }

    /// Whether it is the `manage.py` by which a program of Django's is run.
    var isDjangoScript: Bool {
        guard path == "manage.py" || path.hasSuffix("/manage.py") else { return false }
        return outline.imports.contains {
            $0.level == 0 && $0.module != NamePath.none
                && outline.names[outline.paths.root(of: $0.module)] == "django"
        }
    }
}
