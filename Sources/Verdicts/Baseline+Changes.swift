import Findings

extension Baseline {
    /// Every finding of a judgement that a baseline can know: all but waived ones, and those about waivers.
    package init(of judgement: Judgement, root: String) {
        self.init(
            entries: judgement.findings.filter(\.canBeKnown).map { Entry($0.finding) }, root: root)
    }

    /// What becomes of the baseline that `judgement` was made with: what is fixed goes, what was renamed, moved or
    /// edited is brought up to date, and nothing is added unless `acceptsNew` says so.
    package init(updatedBy judgement: Judgement, root: String, acceptsNew: Bool) {
        let kept = judgement.findings.filter { item in
            guard item.canBeKnown else { return false }
            if case .known = item.standing { return true }
            return acceptsNew
        }
        self.init(entries: kept.map { Entry($0.finding) }, root: root)
    }
}

extension JudgedFinding {
    /// Whether a baseline may hold it.
    package var canBeKnown: Bool {
        if case .waived = standing { return false }
        return !WaiverRule.all.contains(finding.rule) && finding.rule != Loosening.rule
            && finding.rule != ContractStanding.untried
    }
}
