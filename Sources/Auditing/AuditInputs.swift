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

    package init(
        rules: RuleSet, countedRoles: Set<Role> = Role.countedByDefault, canonical: [String: String] = [:],
        canonicalIdentifiers: String? = nil
    ) {
        self.rules = rules
        self.countedRoles = countedRoles
        self.canonical = canonical
        self.canonicalIdentifiers = canonicalIdentifiers
    }
}
