package import Findings

/// What a change did to the managers of a tree: every class of two audits, each with what became of it, and the figures
/// of every domain, which add up.
package struct AuditComparison: Sendable, Hashable {
    /// Those that were there before, in order of path and line, then the new ones.
    package var changes: [ManagerChange]
    /// One row a domain that has managers in either audit, the most counted before first.
    package var domains: [DomainChange]
    /// All domains together.
    package var total: DomainChange
    /// Aliases by dotted name that one audit has and the other has not, in order of path and line.
    package var newAliases: [ManagerFact]
    package var goneAliases: [ManagerFact]

    /// Compares two audits, which may be of trees in different places.
    ///
    /// - Parameter budget: of a domain, for both audits, so that only the trees make the difference.
    /// - Complexity: O(n·m) in the managers that are not found again by their names.
    package init(_ before: Audit, _ after: Audit, budget: (String) -> Int) {
        var matching = ManagerMatching(before.managers, after.managers)
        let changes = matching.changes()
        self.changes = changes
        let compliance = (Compliance(before, budget: budget), Compliance(after, budget: budget))
        let figures = (Self.byDomain(compliance.0), Self.byDomain(compliance.1))
        let classes = (Self.classes(before), Self.classes(after))
        let names = Set(figures.0.keys).union(figures.1.keys)
        domains = names.map { domain in
            DomainChange(
                domain: domain,
                before: DomainChange.Figures(
                    figures.0[domain], definitions: classes.0[domain] ?? 0),
                after: DomainChange.Figures(
                    figures.1[domain], definitions: classes.1[domain] ?? 0),
                changes: changes)
        }.sorted { (-$0.before.counted, $0.domain) < (-$1.before.counted, $1.domain) }
        total = DomainChange(
            domain: "",
            before: DomainChange.Figures(
                compliance.0, definitions: classes.0.values.reduce(0, +)),
            after: DomainChange.Figures(
                compliance.1, definitions: classes.1.values.reduce(0, +)),
            changes: changes)
        let aliases = (
            before.managers.filter { $0.kind == .alias }, after.managers.filter { $0.kind == .alias }
        )
        let symbols = (Set(aliases.0.map(\.symbol)), Set(aliases.1.map(\.symbol)))
        newAliases = aliases.1.filter { !symbols.0.contains($0.symbol) }
        goneAliases = aliases.0.filter { !symbols.1.contains($0.symbol) }
    }

    /// The changes told under one domain: what was in it, and what came into it from nowhere.
    package func changes(in domain: String) -> [ManagerChange] { changes.filter { $0.domain == domain } }

    private static func byDomain(_ compliance: Compliance) -> [String: DomainFigures] {
        Dictionary(compliance.domains.map { ($0.domain, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func classes(_ audit: Audit) -> [String: Int] {
        audit.managers.filter { $0.kind != .alias }.reduce(into: [:]) { $0[$1.domain, default: 0] += 1 }
    }
}

/// What a change did to one domain, or to all of them.
package struct DomainChange: Sendable, Hashable {
    /// The state before or after.
    package struct Figures: Sendable, Hashable {
        /// Manager classes of any role.
        package var definitions: Int
        package var counted: Int
        package var inProduction: Int
        /// Counted ones within the budget, of all counted.
        package var compliance: Share

        init(_ figures: DomainFigures?, definitions: Int) {
            self.definitions = definitions
            counted = figures?.counted ?? 0
            inProduction = figures?.inProduction ?? 0
            compliance = figures?.definition ?? Share(0, of: 0)
        }

        init(_ compliance: Compliance, definitions: Int) {
            self.definitions = definitions
            counted = compliance.domains.reduce(0) { $0 + $1.counted }
            inProduction = compliance.domains.reduce(0) { $0 + $1.inProduction }
            self.compliance = compliance.definition
        }
    }

    /// How many definitions of one kind of change: of all roles, and counted ones.
    package struct Tally: Sendable, Hashable {
        package var definitions = 0
        package var counted = 0
    }

    /// Empty for all domains together.
    package var domain: String
    package var before: Figures
    package var after: Figures
    /// By kind; losses and survivors as they were before, gains as they are after.
    package var tallies: [ManagerChange.Kind: Tally]
    /// Survivors that changed to a role that counts, and to one that does not; of one domain, those that stayed in it.
    package var becameCounted = 0
    package var becameUncounted = 0
    /// Survivors that came from another domain and that went to one.
    package var arrived = Tally()
    package var left = Tally()
    /// Survivors whose tokens changed.
    package var edited = 0

    /// `after.counted` is `before.counted` less what was removed, merged, left and no longer counts, with what was added,
    /// split off, arrived and counts now. Likewise for definitions.
    fileprivate init(domain: String, before: Figures, after: Figures, changes: [ManagerChange]) {
        self.domain = domain
        self.before = before
        self.after = after
        tallies = [:]
        for change in changes { add(change) }
    }

    package func tally(_ kinds: ManagerChange.Kind...) -> Tally {
        kinds.compactMap { tallies[$0] }.reduce(into: Tally()) {
            $0.definitions += $1.definitions
            $0.counted += $1.counted
        }
    }

    private mutating func add(_ change: ManagerChange) {
        let isAll = domain.isEmpty
        if change.isGain || change.isLoss {
            guard let manager = change.isGain ? change.after : change.before,
                isAll || manager.domain == domain
            else { return }
            tallies[change.kind, default: Tally()].add(manager)
            return
        }
        guard let old = change.before, let new = change.after else { return }
        let (wasHere, isHere) = (isAll || old.domain == domain, isAll || new.domain == domain)
        if wasHere {
            tallies[change.kind, default: Tally()].add(old)
            if change.isEdited { edited += 1 }
            if !isHere { left.add(old) }
        } else if isHere {
            arrived.add(new)
        }
        if wasHere, isHere, old.isCounted != new.isCounted {
            if new.isCounted { becameCounted += 1 } else { becameUncounted += 1 }
        }
    }
}

extension DomainChange.Tally {
    fileprivate mutating func add(_ manager: ManagerFact) {
        definitions += 1
        if manager.isCounted { counted += 1 }
    }
}
