package import Classification
import Digests
package import Findings
package import Verdicts

/// What an audited repository says about itself in its `.ssot.yaml`.
package struct Configuration: Sendable {
    /// A name in the file, with the place where it stands, for messages of those who look it up.
    package struct Name: Sendable, Hashable {
        package var text: String
        /// 1-based.
        package var line: Int
        /// 1-based, in Unicode scalars.
        package var column: Int
    }

    /// The file's path as given; empty where there is none.
    package var path = ""
    /// Only paths that match one of these are audited; empty means every path.
    package var include: [GlobPattern] = []
    /// Paths that match one of these are not audited.
    package var exclude: [GlobPattern] = []
    /// Paths that are test code besides those of the rules.
    package var testCode: [GlobPattern] = []
    /// The dotted symbols that are canonical, by domain.
    package var canonical: [String: Name] = [:]
    /// The dotted symbol of the one maker of identifiers.
    package var canonicalIdentifiers: Name?
    /// Budgets, floors, severities and waivers.
    package var policy = Policy()
    /// Folders of the services of the repository: copies between them are told apart. Empty: each top-level package is one.
    package var services: [String] = []
    /// By domain and term of its contract: what the canonical manager calls the member.
    package var contracts: [String: [String: String]] = [:]
    /// The baseline, relative to the folder of the file; nil where it names none, which means `defaultBaseline` if
    /// there is one.
    package var baseline: String?
    package var countedRoles: Set<Role> = Role.countedByDefault
    /// Folders and files of added rules, relative to the folder of the file.
    package var rules: [Name] = []
    package var disabledRules: [Name] = []
    /// Every domain that the file names, to be looked up among the rules.
    var namedDomains: [Name] = []
    /// Every rule that the gate's settings and waivers name, likewise.
    var namedRules: [Name] = []
    /// Every contract that is required by its name, likewise.
    var namedContracts: [Name] = []
    /// SHA-256 of the file, in lower-case hexadecimal; of nothing where there is none.
    package var digest: String

    /// The configuration of a repository that has none.
    package init() {
        digest = Digest(of: []).hexadecimal
    }

    /// Whether a path below the audited root is audited.
    package func covers(path: String) -> Bool {
        (include.isEmpty || include.contains { $0.matches(path) }) && !exclude.contains { $0.matches(path) }
    }

    package static let defaultBaseline = ".ssot-baseline.jsonl"
    /// The key of `canonical` that designates the maker of identifiers instead of a domain's manager.
    static let identifiersKey = "identifiers"
    /// The key of `budgets` that is no domain.
    static let defaultKey = "default"
}
