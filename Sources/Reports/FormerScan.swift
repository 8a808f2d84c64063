package import Findings
package import Verdicts

/// What one stored scan came to. Waivers and baselines belong to the judgement of today: a point is counted without.
package struct ScanPoint: Sendable, Hashable {
    /// The scan's id in the database.
    package var scan: Int64
    /// Milliseconds since 1970.
    package var startedAt: Int64
    package var commit: String?
    /// Figures that were counted by other rules do not compare.
    package var rulesDigest: String
    /// Counted managers by domain.
    package var counted: [String: Int]
    package var definition: Share
    package var usage: Share
    package var identifiers: Share
    package var duplicateGroups: Int
    package var findings: Int

    package init(
        scan: Int64, startedAt: Int64, commit: String?, rulesDigest: String, counted: [String: Int],
        definition: Share, usage: Share, identifiers: Share, duplicateGroups: Int, findings: Int
    ) {
        self.scan = scan
        self.startedAt = startedAt
        self.commit = commit
        self.rulesDigest = rulesDigest
        self.counted = counted
        self.definition = definition
        self.usage = usage
        self.identifiers = identifiers
        self.duplicateGroups = duplicateGroups
        self.findings = findings
    }
}

/// An earlier scan of the tree, and what happened to its counted managers since.
package struct FormerScan: Sendable {
    package var point: ScanPoint
    /// Counted by the budgets of today, so that only the tree makes the difference.
    package var compliance: Compliance
    /// Counted managers that the former scan does not have.
    package var added: [ManagerFact]
    /// Counted managers that are gone.
    package var removed: [ManagerFact]
    /// Counted managers with another name or another path: neither added nor removed.
    package var renamed: [Renaming]
    /// By fingerprint, each as often as it was found: how many findings are new and how many are gone.
    package var newFindings: Int
    package var goneFindings: Int

    package struct Renaming: Sendable, Hashable {
        package var old: ManagerFact
        package var new: ManagerFact

        package init(old: ManagerFact, new: ManagerFact) {
            self.old = old
            self.new = new
        }
    }

    /// Compares two audits of one tree.
    ///
    /// - Parameter compliance: that of `former`, by the budgets of today.
    /// - Complexity: that of `AuditComparison`.
    package init(point: ScanPoint, former: Audit, compliance: Compliance, now: Audit) {
        self.point = point
        self.compliance = compliance
        let changes = AuditComparison(former, now, budget: { _ in 1 }).changes
        added = changes.filter(\.isGain).compactMap(\.after).filter(\.isCounted)
        removed = changes.filter(\.isLoss).compactMap(\.before).filter(\.isCounted)
        renamed = changes.compactMap { change in
            guard [.renamed, .moved, .renamedAndMoved].contains(change.kind), let old = change.before,
                let new = change.after, new.isCounted
            else { return nil }
            return Renaming(old: old, new: new)
        }
        var counts: [String: Int] = [:]
        for finding in former.findings { counts[finding.fingerprint, default: 0] += 1 }
        for finding in now.findings { counts[finding.fingerprint, default: 0] -= 1 }
        newFindings = counts.values.reduce(0) { $0 + max(0, -$1) }
        goneFindings = counts.values.reduce(0) { $0 + max(0, $1) }
    }
}
