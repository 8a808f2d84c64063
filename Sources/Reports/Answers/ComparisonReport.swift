import Findings
package import Verdicts

/// What a change did to the managers, ready to be rendered.
package struct ComparisonReport: Sendable {
    /// One of the two audits: how it was asked for, and what it was made of.
    package struct Side: Sendable {
        /// `scan 1`, or a revision as given.
        package var label: String
        /// The audited folder.
        package var root: String
        package var commit: String?
        package var rulesDigest: String

        package init(label: String, root: String, commit: String?, rulesDigest: String) {
            self.label = label
            self.root = root
            self.commit = commit
            self.rulesDigest = rulesDigest
        }
    }

    package var before: Side
    package var after: Side
    package var comparison: AuditComparison
    /// Only this domain is shown; nil shows all.
    package var domain: String?
    /// How many changes of a kind are listed; nil lists all. Formats for machines list all.
    package var limit: Int?

    package init(
        before: Side, after: Side, comparison: AuditComparison, domain: String? = nil, limit: Int? = nil
    ) {
        self.before = before
        self.after = after
        self.comparison = comparison
        self.domain = domain
        self.limit = limit
    }

    package func render(_ format: AnswerFormat, _ style: Style) -> [UInt8] {
        switch format {
        case .text: Array(TextComparison(report: self, style: style).render().utf8)
        case .markdown: Array(MarkdownComparison(report: self).render().utf8)
        case .json: JSONComparison.render(self)
        }
    }
}

extension ComparisonReport {
    /// The figures that the headline speaks of.
    var headline: DomainChange {
        domain.flatMap { name in comparison.domains.first { $0.domain == name } } ?? comparison.total
    }

    /// What happened, in one sentence.
    var sentence: String {
        let figures = headline
        let (removed, merged) = (figures.tally(.removed).definitions, figures.tally(.merged).definitions)
        let gained = figures.tally(.added, .split).definitions
        let renamed = figures.tally(.renamed, .moved, .renamedAndMoved).definitions
        let what = domain.map { "\($0) manager classes" } ?? "manager classes"
        var parts = [
            "\(removed) removed", "\(merged) merged", "\(gained) added", "\(renamed) renamed or moved",
        ]
        if figures.arrived.definitions + figures.left.definitions > 0 {
            parts.append(
                "\(figures.arrived.definitions) came from other domains, \(figures.left.definitions) went to others"
            )
        }
        return "\(figures.before.definitions) → \(figures.after.definitions) \(what): "
            + parts.joined(separator: ", ")
    }

    /// What the change has to be told of, where it looks like a consolidation and is none.
    var warning: String? {
        let figures = headline
        guard figures.before.definitions > 0, figures.tally(.removed, .merged).definitions == 0 else {
            return nil
        }
        let renamed = figures.tally(.renamed, .moved, .renamedAndMoved).definitions
        return "nothing was removed: all \(figures.before.definitions) that were there are there still"
            + (renamed > 0 ? ", \(renamed) of them under another name or in another file" : "")
    }

    /// Figures by other rules do not compare.
    var caution: String? {
        before.rulesDigest == after.rulesDigest
            ? nil : "the two were counted by different rules: differences may come from these alone"
    }

    var domains: [DomainChange] {
        comparison.domains.filter { domain == nil ? $0.isChanged : $0.domain == domain }
    }

    var unchangedDomains: [DomainChange] {
        domain == nil ? comparison.domains.filter { !$0.isChanged } : []
    }

    /// The changes to be listed, by kind, the losses first.
    var sections: [(title: String, changes: [ManagerChange])] {
        let shown = domain.map { comparison.changes(in: $0) } ?? comparison.changes
        func of(_ kinds: ManagerChange.Kind...) -> [ManagerChange] {
            shown.filter { kinds.contains($0.kind) }
        }
        let reclassified = shown.filter { change in
            guard !change.isGain, !change.isLoss, let before = change.before, let after = change.after else {
                return false
            }
            return before.role != after.role || before.domain != after.domain
        }
        return [
            ("removed", of(.removed)), ("merged into another", of(.merged)),
            ("the same manager under a new name", of(.renamed, .renamedAndMoved)), ("moved", of(.moved)),
            ("new, like one that is still there", of(.split)), ("added", of(.added)),
            ("another role or domain", reclassified),
        ].filter { !$0.1.isEmpty }.map { ($0, Self.weightiestFirst($1)) }
    }

    /// Counted ones before the others, production code before tests, otherwise in the order of the comparison.
    private static func weightiestFirst(_ changes: [ManagerChange]) -> [ManagerChange] {
        func rank(_ change: ManagerChange) -> Int {
            let sides = [change.before, change.after].compactMap { $0 }
            return (sides.contains { $0.isCounted } ? 0 : 2) + (sides.contains { !$0.isTestCode } ? 0 : 1)
        }
        return changes.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
            .map(\.element)
    }

    var newAliases: [ManagerFact] { comparison.newAliases.filter { domain == nil || $0.domain == domain } }
    var goneAliases: [ManagerFact] { comparison.goneAliases.filter { domain == nil || $0.domain == domain } }
}

extension DomainChange {
    /// Whether anything happened to its managers but edits.
    var isChanged: Bool {
        let kept = tallies[.kept]?.definitions ?? 0
        return kept != before.definitions || kept != after.definitions || becameCounted + becameUncounted > 0
            || before.compliance != after.compliance
    }

    /// Survivors that began to count less those that ceased to, in or out of the domain.
    var reclassified: Int {
        becameCounted - becameUncounted + arrived.counted - left.counted
    }
}

extension ManagerChange.Evidence {
    var words: String {
        switch self {
        case .symbol: "same name and file"
        case .contents: "same contents"
        case .binding: "the old name is bound to it"
        case .likeness(let score): "\(Int((score * 100).rounded())) % alike"
        }
    }
}
