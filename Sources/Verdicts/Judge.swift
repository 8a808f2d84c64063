import Classification
package import Findings

/// What an audit is judged by. Judging is a pure function: equal inputs, equal judgements.
package struct Judge: Sendable {
    package var policy: Policy
    /// Every rule that findings can name, by id.
    package var rules: [String: RuleText]
    /// When waivers are held against the calendar.
    package var today: Day
    /// What is known already; nil without a baseline.
    package var baseline: Baseline?
    /// What the tree is compared with; nil without a base.
    package var base: Base?
    /// How the contracts that the policy requires are kept.
    package var contracts: [ContractStanding] = []
    /// Whether all of what the configuration speaks of was audited, and not a part of it.
    package var isWhole = true

    /// A revision, and what an audit of its tree found.
    package struct Base: Sendable {
        package var revision: Judgement.Base
        package var findings: [Finding]
        /// What the tree demands no more of what the revision demanded of itself.
        package var loosenings: [Loosening]
        /// The revision's own policy, which says how grave that is; nil without one.
        package var policy: Policy?

        package init(
            revision: Judgement.Base, findings: [Finding], loosenings: [Loosening] = [],
            policy: Policy? = nil
        ) {
            self.revision = revision
            self.findings = findings
            self.loosenings = loosenings
            self.policy = policy
        }
    }

    package init(policy: Policy, rules: [RuleText], today: Day) {
        self.policy = policy
        self.rules = Dictionary(rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.today = today
    }

    /// Waivers come first, then severities, then what is known; the verdict comes from what is left. Figures are
    /// those of the whole audit.
    package func judge(_ audit: Audit) -> Judgement {
        var waivers = Waivers(policy, audit.allowances, today: today)
        let findings = audit.findings + contracts.flatMap(\.findings)
        let present = findings.filter { severity(of: $0) != nil }
        let waived = present.map { waivers.take(for: $0) }
        // Who has leave needs no entry: it stays free for a copy without.
        let open = zip(present, waived).filter { $0.1 == nil }.map(\.0)
        var known = KnownFindings(baseline?.entries ?? [])
        let knownMatches = known.match(open)
        var old = KnownFindings((base?.findings ?? []).map(Baseline.Entry.init))
        let oldMatches = old.match(open)

        var judged: [JudgedFinding] = []
        var position = 0
        for (finding, waiver) in zip(present, waived) {
            guard let severity = severity(of: finding) else { continue }
            let standing: JudgedFinding.Standing
            if let waiver {
                standing = .waived(waiver)
            } else {
                if oldMatches[position] != nil {
                    standing = .old
                } else if let match = knownMatches[position] {
                    standing = .known(isChanged: match.isChanged)
                } else {
                    standing = .new
                }
                position += 1
            }
            judged.append(JudgedFinding(finding: finding, severity: severity, standing: standing))
        }
        let loosenings =
            rules[Loosening.rule].map { rule in base?.loosenings.map { $0.finding(rule) } ?? [] } ?? []
        // What is about the gate itself is always new.
        let ownFindings =
            waivers.findings(rules, judgesUse: isWhole) + contracts.compactMap(\.untriedFinding) + loosenings
        for finding in ownFindings {
            guard let severity = severity(of: finding) else { continue }
            judged.append(JudgedFinding(finding: finding, severity: severity, standing: .new))
        }
        let compliance = Compliance(
            audit, budget: policy.budget, isWaived: Self.hasLeave(among: judged))
        // An entry of a rule that is off now is neither fixed nor known.
        let fixed = known.left.filter { policy.severities[$0.rule] != .some(nil) }
        return Judgement(
            findings: judged, compliance: compliance, fixed: fixed, base: base?.revision,
            verdict: verdict(audit, judged, compliance, fixed))
    }

    /// How grave the policy takes a finding to be; nil where its rule is off. Advice is a note unless the policy names
    /// its rule.
    private func severity(of finding: Finding) -> Severity? {
        // No change says how grave its own leave is.
        let policy = finding.rule == Loosening.rule ? base?.policy ?? policy : policy
        if let severity = policy.severities[finding.rule] { return severity }
        return rules[finding.rule]?.isAdvice ?? false ? .note : finding.severity
    }

    /// Managers with leave to exist beside the canonical one: their surplus is waived.
    private static func hasLeave(among findings: [JudgedFinding]) -> (ManagerFact) -> Bool {
        var places: Set<[String]> = []
        for item in findings where item.finding.rule == surplusManager {
            guard case .waived = item.standing else { continue }
            places.insert([item.finding.path, item.finding.symbol, "\(item.finding.line)"])
        }
        return { places.contains([$0.path, $0.symbol, "\($0.line)"]) }
    }

    static let surplusManager = "surplus-manager"
    static let surplusTestDouble = "surplus-test-double"
}
