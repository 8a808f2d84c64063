package import Findings

/// How far a repository is from one source of truth a domain: DESIGN.md §4, exactly. Waived managers are not counted.
package struct Compliance: Sendable, Hashable {
    /// One row a domain that has managers, the most counted first.
    package var domains: [DomainFigures]
    /// The ID-making sites in production code, and those of them that are canonical or delegate.
    package var identifiers: Share

    /// Counted managers that are within the budgets, of all counted.
    package var definition: Share {
        domains.reduce(Share(0, of: 0)) { $0 + $1.definition }
    }

    /// Production references to managers that reach the canonical one of their domain, of all.
    package var usage: Share {
        domains.reduce(Share(0, of: 0)) { $0 + $1.usage }
    }

    /// - Parameter isWaived: whether leave was given for a manager to exist beside the canonical one.
    package init(
        _ audit: Audit, budget: (String) -> Int, isWaived: (ManagerFact) -> Bool = { _ in false }
    ) {
        var rows: [String: DomainFigures] = [:]
        var names: [String: Set<String>] = [:]
        var canonicals: [String: ManagerFact] = [:]
        for manager in audit.managers where manager.canonical != .no && canonicals[manager.domain] == nil {
            canonicals[manager.domain] = manager
        }
        for manager in audit.managers {
            let domain = manager.domain
            var row = rows[domain] ?? DomainFigures(domain: domain, budget: budget(domain))
            row.canonical = canonicals[domain]
            if manager.isCounted, isWaived(manager) {
                row.waived += 1
            } else if manager.isCounted {
                row.counted += 1
                if !manager.isTestCode { row.inProduction += 1 }
                if manager.isShadowed { row.dead += 1 }
                names[domain, default: []].insert(manager.name)
            } else {
                switch manager.role {
                case .testDouble: row.testDoubles += 1
                case .aliasOrReexport: row.aliases += 1
                default: row.excluded += 1
                }
            }
            if manager.isCounted {
                row.usage.denominator += manager.productionReferences
                if let canonical = row.canonical, manager.symbol == canonical.symbol {
                    row.usage.numerator += manager.productionReferences
                }
            }
            rows[domain] = row
        }
        domains = rows.values.map { row in
            var row = row
            row.uniqueNames = names[row.domain]?.count ?? 0
            // No responsibility, so that nothing in it is too much.
            if row.domain == ManagerFact.unassignedDomain { row.budget = max(row.budget, row.counted) }
            return row
        }.sorted { (-$0.counted, $0.domain) < (-$1.counted, $1.domain) }
        let sites = audit.sites.filter { !$0.isTestCode }
        identifiers = Share(sites.count { $0.standing != .scattered }, of: sites.count)
    }
}

/// The figures of one domain.
package struct DomainFigures: Sendable, Hashable {
    package var domain: String
    package var counted = 0
    /// Distinct names among the counted.
    package var uniqueNames = 0
    /// Counted definitions in production code, and those in modules that cannot be imported.
    package var inProduction = 0
    package var dead = 0
    package var testDoubles = 0
    package var aliases = 0
    /// All other managers: their roles count against no budget.
    package var excluded = 0
    /// Managers that would count, but for a waiver.
    package var waived = 0
    package var budget: Int
    package var canonical: ManagerFact?
    /// Production references to managers of the domain that reach the canonical one, through aliases too.
    package var usage = Share(0, of: 0)

    package var surplus: Int { max(0, counted - budget) }

    package var definition: Share { Share(counted - surplus, of: counted) }
}
