package import Findings

/// One definition with everything that rules may ask about it: plain values, built by the linker for candidates
/// only, free of the language that the file is written in.
package struct Subject: Sendable, Hashable {
    /// The language's id: `python`.
    package var language: String
    package var kind: DefinitionKind
    package var name: String
    /// The name inside the file: `Outer.inner`.
    package var qualifiedName: String
    /// The dotted module: `app.ws.manager`.
    package var module: String
    /// Below the audited root, `/`-separated.
    package var path: String
    /// 1-based.
    package var line: Int
    /// 1-based, in UTF-8 bytes.
    package var column: Int
    package var nesting: Nesting = .module
    /// Whether it stands in for an import that failed: in its error handler or in the else-branch of a trial.
    package var isFallback = false
    /// Whether its module cannot be imported because a package of the same name stands beside it.
    package var isShadowed = false
    /// As written, resolved through imports.
    package var bases: [Use] = []
    /// All transitive bases, nearest first, dotted, resolved across the files of the repository.
    package var ancestors: [String] = []
    /// The nearest ancestor inside the repository that is itself matched as a manager.
    package var managerAncestor: String?
    /// The role of `managerAncestor`; nil where there is none.
    package var managerAncestorRole: Role?
    package var decorators: [Use] = []
    package var methods: [Method] = []
    package var attributes: [Attribute] = []
    /// Empty if there is none.
    package var docstring = ""
    /// Every call in the body, resolved.
    package var calls: [Use] = []
    /// The names of what is raised.
    package var raises: [Use] = []
    /// Dotted modules and names imported anywhere in the file.
    package var imports: [String] = []
    package var moduleDocstring = ""
    /// Functions: the names of the parameters.
    package var parameters: [String] = []
    package var isAsync = false
    /// Functions: each returned or yielded expression.
    package var returns: [Return] = []
    /// Functions: each simple assignment to a local name or to a member of the object.
    package var bindings: [Binding] = []
    /// Methods: the name of the class; empty for anything else.
    package var enclosingClass = ""
    /// Aliases: what the name is bound to, dotted and resolved.
    package var target: String?
    /// Aliases: whether what the name is bound to is a manager.
    package var targetIsManager = false
    /// Whether some name that says manager is bound to it.
    package var isBoundToManagerName = false
    /// Whether production code, outside this definition, defines a manager of the same name.
    package var hasNamesakeInProduction = false
    /// Functions: statements of the body at every depth, without the docstring.
    package var statementCount = 0
    package var productionReferences = 0
    package var testReferences = 0

    package init(
        language: String, kind: DefinitionKind, name: String, qualifiedName: String, module: String,
        path: String,
        line: Int, column: Int
    ) {
        self.language = language
        self.kind = kind
        self.name = name
        self.qualifiedName = qualifiedName
        self.module = module
        self.path = path
        self.line = line
        self.column = column
    }
}

/// What a definition stands directly in.
package enum Nesting: String, Sendable, Hashable, CaseIterable {
    case module
    case `class`
    case function
}
