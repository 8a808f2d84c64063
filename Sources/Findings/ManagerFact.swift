/// A definition that the manager rules match, with everything that was decided about it.
public struct ManagerFact: Sendable, Hashable {
    /// The module-qualified name, `app.ws.manager.WebSocketManager`; not unique where a file defines it twice.
    public var symbol: String
    public var name: String
    /// The name inside its file: `Outer.Inner`.
    public var qualifiedName: String
    /// The path below the audited root, `/`-separated.
    public var path: String
    /// 1-based.
    public var line: Int
    /// 1-based, in UTF-8 bytes.
    public var column: Int
    /// The last line of the definition, 1-based.
    public var endLine: Int
    public var kind: DefinitionKind
    public var language: String
    public var role: Role
    public var domain: String
    public var isTestCode: Bool
    /// Whether the module cannot be imported because a package of the same name shadows it.
    public var isShadowed: Bool
    /// Whether the definition counts against its domain's budget.
    public var isCounted: Bool
    public var canonical: CanonicalStatus
    /// What an alias or a wrapper stands for; nil for a definition of its own.
    public var target: String?
    public var methodCount: Int
    /// Resolved uses elsewhere, in production and in test code.
    public var productionReferences: Int
    public var testReferences: Int
    public var evidence: [Evidence]
    public var references: [ReferenceFact]
    /// The folder of the service that the file belongs to; empty where the repository is one service.
    public var service: String
    /// `Finding.contents` of the definition; empty for an alias.
    public var contents: String
    /// What it offers: its own members in order of the source, then inherited ones, each name once; none for an alias.
    public var members: [ManagerMember]
    /// The names under which other files import it, in order.
    public var imports: [ImportedName]

    public init(
        symbol: String, name: String, qualifiedName: String, path: String, line: Int, column: Int,
        endLine: Int,
        kind: DefinitionKind, language: String, role: Role, domain: String, isTestCode: Bool,
        isShadowed: Bool,
        isCounted: Bool, canonical: CanonicalStatus, target: String?, methodCount: Int,
        productionReferences: Int, testReferences: Int, evidence: [Evidence], references: [ReferenceFact],
        service: String = "", contents: String = "", members: [ManagerMember] = [],
        imports: [ImportedName] = []
    ) {
        self.symbol = symbol
        self.name = name
        self.qualifiedName = qualifiedName
        self.path = path
        self.line = line
        self.column = column
        self.endLine = endLine
        self.kind = kind
        self.language = language
        self.role = role
        self.domain = domain
        self.isTestCode = isTestCode
        self.isShadowed = isShadowed
        self.isCounted = isCounted
        self.canonical = canonical
        self.target = target
        self.methodCount = methodCount
        self.productionReferences = productionReferences
        self.testReferences = testReferences
        self.evidence = evidence
        self.references = references
        self.service = service
        self.contents = contents
        self.members = members
        self.imports = imports
    }
}

extension ManagerFact {
    /// The domain of managers that no domain rule claims.
    public static let unassignedDomain = "other"
}

/// Whether a definition is the source of truth of its domain, and who says so.
public enum CanonicalStatus: String, Sendable, Hashable, CaseIterable {
    case no
    /// Proposed by evidence, where the repository designates none.
    case proposed
    /// Designated in the audited repository's `.ssot.yaml`.
    case designated
}

/// The uses of one definition inside one scope of another place.
public struct ReferenceFact: Sendable, Hashable {
    public var path: String
    /// The line of the first use in the scope, 1-based.
    public var line: Int
    /// The qualified name of the function or class that the uses stand in; empty at the top of a file.
    public var scope: String
    public var count: Int
    public var isTestCode: Bool

    public init(path: String, line: Int, scope: String, count: Int, isTestCode: Bool) {
        self.path = path
        self.line = line
        self.scope = scope
        self.count = count
        self.isTestCode = isTestCode
    }
}
