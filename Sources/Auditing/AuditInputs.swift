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
    /// The configuration's path below the audited root, for findings about it.
    package var configurationPath = ".ssot.yaml"
    /// Whether a path below the root is test code.
    package var isTestCode: @Sendable (String) -> Bool

    package init(
        rules: RuleSet, countedRoles: Set<Role> = Role.countedByDefault, canonical: [String: String] = [:],
        canonicalIdentifiers: String? = nil
    ) {
        self.rules = rules
        self.countedRoles = countedRoles
        self.canonical = canonical
        self.canonicalIdentifiers = canonicalIdentifiers
        isTestCode = { rules.isTestCode(path: $0) }
    }

    func budget(for domain: String) -> Int { budgets[domain] ?? defaultBudget }

    func testDoubleBudget(for domain: String) -> Int? {
        testDoubleBudgets[domain] ?? defaultTestDoubleBudget
    }
}
