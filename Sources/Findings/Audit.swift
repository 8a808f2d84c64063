/// Everything that one scan found: a pure function of the tree, the rules and the configuration. Two scans of
/// equal inputs give equal audits, whatever the machine, the folder or the number of workers.
public struct Audit: Sendable, Hashable {
    public var files: FileCounts
    public var definitions: DefinitionCounts
    /// In order of path, line, column.
    public var managers: [ManagerFact]
    /// In order of path, line, column.
    public var identifiers: [IdentifierFact]
    /// Files that were not read, in order of path.
    public var skips: [Skip]
    /// Modules that cannot be imported, in order of path.
    public var shadowedModules: [ShadowedModule]
    /// Imports of names that the repository does not define, in order of path and line.
    public var danglingImports: [DanglingImport]
    /// In order of their first members.
    public var duplicates: [DuplicateGroup]
    /// In order of path, line and name.
    public var sites: [IdentifierSite]
    /// In order of path and line.
    public var allowances: [Allowance]
    /// In order of path, line, rule; before any waiver, baseline or budget of a gate.
    public var findings: [Finding]

    public init(
        files: FileCounts, definitions: DefinitionCounts, managers: [ManagerFact],
        identifiers: [IdentifierFact],
        skips: [Skip], shadowedModules: [ShadowedModule], danglingImports: [DanglingImport],
        duplicates: [DuplicateGroup] = [], sites: [IdentifierSite] = [], allowances: [Allowance] = [],
        findings: [Finding] = []
    ) {
        self.files = files
        self.definitions = definitions
        self.managers = managers
        self.identifiers = identifiers
        self.skips = skips
        self.shadowedModules = shadowedModules
        self.danglingImports = danglingImports
        self.duplicates = duplicates
        self.sites = sites
        self.allowances = allowances
        self.findings = findings
    }
}

/// How many files the scan met.
public struct FileCounts: Sendable, Hashable {
    /// Files that the walk listed.
    public var walked: Int
    /// Files in a language that the audit reads.
    public var sources: Int
    /// Source files that were outlined; `sources - outlined` are among the skips.
    public var outlined: Int
    /// Outlined files with a lexical or structural error, whose sound parts were still read.
    public var withErrors: Int
    public var bytes: Int
    public var lines: Int

    public init(walked: Int, sources: Int, outlined: Int, withErrors: Int, bytes: Int, lines: Int) {
        self.walked = walked
        self.sources = sources
        self.outlined = outlined
        self.withErrors = withErrors
        self.bytes = bytes
        self.lines = lines
    }
}

/// How many definitions the outlined files hold.
public struct DefinitionCounts: Sendable, Hashable {
    public var classes: Int
    public var functions: Int

    public init(classes: Int, functions: Int) {
        self.classes = classes
        self.functions = functions
    }
}

/// A file that was not read, and why.
public struct Skip: Sendable, Hashable {
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case binary
        case tooLarge = "too_large"
        case unreadable
        case notRegular = "not_regular"
        case vanished
    }
    public var path: String
    public var reason: Reason
    /// Whether the name says that it is a source file of a language that the audit reads.
    public var isSource: Bool
    /// What the system said, in words; empty where the reason says it all.
    public var detail: String

    public init(path: String, reason: Reason, isSource: Bool, detail: String = "") {
        self.path = path
        self.reason = reason
        self.isSource = isSource
        self.detail = detail
    }
}

/// A module `x.py` beside a package `x/`: Python imports the package, so the module's definitions are dead.
public struct ShadowedModule: Sendable, Hashable {
    public var path: String
    /// The package's `__init__.py`.
    public var shadowedBy: String

    public init(path: String, shadowedBy: String) {
        self.path = path
        self.shadowedBy = shadowedBy
    }
}

/// An import of a name from a module of the repository that does not define it.
public struct DanglingImport: Sendable, Hashable {
    public var path: String
    /// 1-based.
    public var line: Int
    /// The dotted name as resolved: `app.ws.UnifiedWebSocketManager`.
    public var name: String

    public init(path: String, line: Int, name: String) {
        self.path = path
        self.line = line
        self.name = name
    }
}
