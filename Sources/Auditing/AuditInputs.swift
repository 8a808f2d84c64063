package import Classification
package import Findings

/// What an audit judges by, besides the code.
package struct AuditPolicy: Sendable {
    package var rules: RuleSet
    package var countedRoles: Set<Role>
    /// The dotted symbols that are designated canonical, by domain.
    package var canonical: [String: String]
    /// The dotted symbol of the designated maker of identifiers.
    package var canonicalIdentifiers: String?
    /// How many counted managers a domain may have.
    package var budgets: [String: Int] = [:]
    package var defaultBudget = 1
    /// How many test doubles a domain may have; nil where nobody set a limit.
    package var testDoubleBudgets: [String: Int] = [:]
    package var defaultTestDoubleBudget: Int?
    /// Folders of the services of the repository; empty where the configuration names none.
    package var services: [String] = []
    /// By domain and term of its contract: what the canonical manager calls the member.
    package var contracts: [String: [String: String]] = [:]
    package var duplicates: DuplicateSettings
    /// The configuration's path below the audited root, for findings about it.
    package var configurationPath = ".ssot.yaml"
    /// Whether a path below the root is test code.
    package var isTestCode: @Sendable (String) -> Bool

    package init(
        rules: RuleSet, countedRoles: Set<Role> = Role.countedByDefault, canonical: [String: String] = [:],
        canonicalIdentifiers: String? = nil
    ) {
        self.rules = rules
        duplicates = DuplicateSettings(rules)
        self.countedRoles = countedRoles
        self.canonical = canonical
        self.canonicalIdentifiers = canonicalIdentifiers
        isTestCode = { rules.isTestCode(path: $0) }
    }

    /// The service that a file belongs to: the longest configured folder that holds it, or else the first folder
    /// of its path.
    func service(of path: String) -> String {
        guard services.isEmpty else {
            let holding = services.filter { path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
            return holding.max { ($0.utf8.count, $0) < ($1.utf8.count, $1) } ?? ""
        }
        return path.firstIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    func budget(for domain: String) -> Int { budgets[domain] ?? defaultBudget }

    func testDoubleBudget(for domain: String) -> Int? {
        testDoubleBudgets[domain] ?? defaultTestDoubleBudget
    }
}
