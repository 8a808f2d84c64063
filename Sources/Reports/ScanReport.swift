package import Findings
package import Verdicts

/// What a scan's report shows, in any format: the audit, and what its figures were counted by.
package struct ScanReport: Sendable {
    package var audit: Audit
    package var provenance: Provenance
    /// How long the scan took and how much it read; formats that must not differ from run to run leave it out.
    package var effort: Effort?

    package init(audit: Audit, provenance: Provenance, effort: Effort? = nil) {
        self.audit = audit
        self.provenance = provenance
        self.effort = effort
    }

    /// What every figure depends on.
    package struct Provenance: Sendable {
        package var toolVersion: String
        package var commit: String?
        package var rulesDigest: String
        package var configurationDigest: String
        /// What was audited, in words.
        package var scope: String
        /// Which definitions count as managers, in words.
        package var pattern: String
        package var countedRoles: Set<Role>
        package var budgets: [String: Int]
        package var defaultBudget: Int

        package init(
            toolVersion: String, commit: String?, rulesDigest: String, configurationDigest: String,
            scope: String,
            pattern: String, countedRoles: Set<Role>, budgets: [String: Int], defaultBudget: Int
        ) {
            self.toolVersion = toolVersion
            self.commit = commit
            self.rulesDigest = rulesDigest
            self.configurationDigest = configurationDigest
            self.scope = scope
            self.pattern = pattern
            self.countedRoles = countedRoles
            self.budgets = budgets
            self.defaultBudget = defaultBudget
        }
    }

    package struct Effort: Sendable {
        package var elapsed: Duration
        package var lexed: Int
        package var reused: Int
        package var database: String

        package init(elapsed: Duration, lexed: Int, reused: Int, database: String) {
            self.elapsed = elapsed
            self.lexed = lexed
            self.reused = reused
            self.database = database
        }
    }
}

/// One step from all matches to what is counted.
package struct FunnelStep: Sendable, Hashable {
    package var title: String
    package var count: Int
    package var isExclusion: Bool
}

extension ScanReport {
    /// How far the repository is, by its own budgets; nothing is waived.
    package var compliance: Compliance {
        Compliance(audit, budget: { provenance.budgets[$0] ?? provenance.defaultBudget })
    }

    /// One row a domain that has managers, the most counted first.
    package var domains: [DomainFigures] { compliance.domains }

    /// From the classes and names that match to the definitions that are counted; the exclusions add up.
    package var funnel: [FunnelStep] {
        var steps = [
            FunnelStep(title: "classes in the scope", count: audit.definitions.classes, isExclusion: false),
            FunnelStep(
                title: "matches of the manager rules, aliases included", count: audit.managers.count,
                isExclusion: false),
        ]
        for role in Role.allCases {
            let count = audit.managers.count { $0.role == role && !$0.isCounted }
            if count > 0 {
                steps.append(
                    FunnelStep(
                        title: role.rawValue.split(separator: "_").joined(separator: " "), count: count,
                        isExclusion: true))
            }
        }
        steps.append(
            FunnelStep(
                title: "counted definitions", count: audit.managers.count { $0.isCounted }, isExclusion: false
            ))
        return steps
    }

    /// How many ID functions are of each kind, in and outside of test code.
    package var identifierKinds: [(kind: IdentifierKind, production: Int, tests: Int)] {
        IdentifierKind.allCases.map { kind in
            let facts = audit.identifiers.filter { $0.kind == kind }
            return (kind, facts.count { !$0.isTestCode }, facts.count { $0.isTestCode })
        }
    }
}
