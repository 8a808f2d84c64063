public import Findings

/// One definition with everything that rules may ask about it: plain values, built by the linker for candidates
/// only, free of the language that the file is written in.
public struct Subject: Sendable, Hashable {
    /// The language's id: `python`.
    public var language: String
    public var kind: DefinitionKind
    public var name: String
    /// The name inside the file: `Outer.inner`.
    public var qualifiedName: String
    /// The dotted module: `app.ws.manager`.
    public var module: String
    /// Below the audited root, `/`-separated.
    public var path: String
    /// 1-based.
    public var line: Int
    /// 1-based, in UTF-8 bytes.
    public var column: Int
    public var nesting: Nesting = .module
    /// Whether it stands in for an import that failed: in its error handler or in the else-branch of a trial.
    public var isFallback = false
    /// Whether its module cannot be imported because a package of the same name stands beside it.
    public var isShadowed = false
    /// As written, resolved through imports.
    public var bases: [Use] = []
    /// All transitive bases, nearest first, dotted, resolved across the files of the repository.
    public var ancestors: [String] = []
    /// The nearest ancestor inside the repository that is itself matched as a manager.
    public var managerAncestor: String?
    /// How many classes of production code have this `managerAncestor`, and are managers by nothing else.
    public var managerKin = 0
    /// The role of `managerAncestor`; nil where there is none.
    public var managerAncestorRole: Role?
    public var decorators: [Use] = []
    public var methods: [Method] = []
    public var attributes: [Attribute] = []
    /// Empty if there is none.
    public var docstring = ""
    /// Every call in the body, resolved.
    public var calls: [Use] = []
    /// The names of what is raised.
    public var raises: [Use] = []
    /// Dotted modules and names imported anywhere in the file.
    public var imports: [String] = []
    public var moduleDocstring = ""
    /// Functions: the names of the parameters.
    public var parameters: [String] = []
    public var isAsync = false
    /// Functions: each returned or yielded expression.
    public var returns: [Return] = []
    /// Functions: each simple assignment to a local name or to a member of the object.
    public var bindings: [Binding] = []
    /// Methods: the name of the class; empty for anything else.
    public var enclosingClass = ""
    /// Aliases: what the name is bound to, dotted and resolved.
    public var target: String?
    /// Aliases: whether what the name is bound to is a manager.
    public var targetIsManager = false
    /// Whether some name that says manager is bound to it.
    public var isBoundToManagerName = false
    /// Whether production code, outside this definition, defines a manager of the same name.
    public var hasNamesakeInProduction = false
    /// Functions: statements of the body at every depth, without the docstring.
    public var statementCount = 0
    public var productionReferences = 0
    public var testReferences = 0

    public init(
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
public enum Nesting: String, Sendable, Hashable, CaseIterable {
    case module
    case `class`
    case function
}
