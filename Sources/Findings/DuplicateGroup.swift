/// Definitions that duplicate one another, closed under the evidence of their pairs (DESIGN.md §5).
public struct DuplicateGroup: Sendable, Hashable {
    public var kind: DefinitionKind
    /// The domain of its managers, `identifiers` for functions that make IDs; empty where there are none.
    public var domain: String
    /// In order of path and line; at least two.
    public var members: [DuplicateMember]
    /// In order of `left`, then `right`.
    public var pairs: [DuplicatePair]
    /// Whether members stand in several services, and none of these holds two: copies that a policy may allow.
    public var isAcrossServices: Bool

    public init(
        kind: DefinitionKind, domain: String, members: [DuplicateMember], pairs: [DuplicatePair],
        isAcrossServices: Bool
    ) {
        self.kind = kind
        self.domain = domain
        self.members = members
        self.pairs = pairs
        self.isAcrossServices = isAcrossServices
    }
}

/// One definition of a group.
public struct DuplicateMember: Sendable, Hashable {
    public var symbol: String
    public var name: String
    public var qualifiedName: String
    public var path: String
    /// 1-based; `endLine` is the last line.
    public var line: Int
    public var column: Int
    public var endLine: Int
    /// The folder of the service that the file belongs to; empty where the repository is one service.
    public var service: String
    /// The role where the definition is a manager.
    public var role: Role?
    public var canonical: CanonicalStatus
    public var isTestCode: Bool
    /// Whether its module cannot be imported: a dead duplicate.
    public var isShadowed: Bool
    /// Nothing in it but a docstring, `pass` or methods without a body.
    public var isPlaceholder: Bool
    /// `Finding.contents` of it.
    public var contents: String

    public init(
        symbol: String, name: String, qualifiedName: String, path: String, line: Int, column: Int,
        endLine: Int, service: String, role: Role?, canonical: CanonicalStatus, isTestCode: Bool,
        isShadowed: Bool, isPlaceholder: Bool, contents: String
    ) {
        self.symbol = symbol
        self.name = name
        self.qualifiedName = qualifiedName
        self.path = path
        self.line = line
        self.column = column
        self.endLine = endLine
        self.service = service
        self.role = role
        self.canonical = canonical
        self.isTestCode = isTestCode
        self.isShadowed = isShadowed
        self.isPlaceholder = isPlaceholder
        self.contents = contents
    }
}

/// Why two members of a group are duplicates.
public struct DuplicatePair: Sendable, Hashable {
    /// Strongest first.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Comparable {
        /// The same name in one service and, for managers, one domain.
        case sameName = "same_name"
        /// The same tokens, layout and comments apart: a clone of type 1.
        case identicalBody = "identical_body"
        /// The same tokens but for names and literals: type 2.
        case renamedBody = "renamed_body"
        /// Most of the tokens are the same: type 3.
        case similarBody = "similar_body"
        /// Most of the members have the same names and parameters, in one domain.
        case overlappingInterface = "overlapping_interface"
        /// One is an empty stand-in for the other.
        case placeholder

        public static func < (left: Kind, right: Kind) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// Indices of the group's members; `left` is less than `right`.
    public var left: Int
    public var right: Int
    public var kind: Kind
    /// 0 to 1: the share of tokens, or of members, that both have.
    public var score: Double

    public init(left: Int, right: Int, kind: Kind, score: Double) {
        self.left = left
        self.right = right
        self.kind = kind
        self.score = score
    }
}
