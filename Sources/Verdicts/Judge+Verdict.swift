import Classification
import Findings

extension Judge {
    /// Whether the tree may be merged. What could not be read fails first: nothing passes on what nobody saw.
    func verdict(
        _ audit: Audit, _ findings: [JudgedFinding], _ compliance: Compliance, _ fixed: [Baseline.Entry]
    ) -> Verdict {
        let unread = unread(audit)
        let reasons =
            contracts.compactMap(\.reason) + new(findings) + budgets(findings) + floors(compliance)
            + stale(fixed)
        let outcome: Verdict.Outcome = !unread.isEmpty ? .incomplete : reasons.isEmpty ? .pass : .fail
        return Verdict(outcome: outcome, reasons: unread + reasons)
    }

    /// Sources that were not read, but for those that the policy tolerates.
    private func unread(_ audit: Audit) -> [String] {
        let tolerated = policy.toleratedSkips.compactMap { try? GlobPattern($0, scope: .path) }
        let skips = audit.skips.filter { skip in
            skip.isSource && !tolerated.contains { $0.matches(skip.path) }
        }
        return skips.map { skip in
            let reason = skip.reason.rawValue.split(separator: "_").joined(separator: " ")
            let detail = skip.detail.isEmpty ? "" : " (\(skip.detail))"
            return "\(skip.path) was not read: \(reason)\(detail)"
        }
    }

    private func new(_ findings: [JudgedFinding]) -> [String] {
        Severity.allCases.compactMap { severity in
            let count = findings.count { $0.isNew && $0.severity == severity && isFailing($0) }
            return count == 0
                ? nil : "\(count) new \(count == 1 ? "finding" : "findings") of severity \(severity)"
        }
    }

    /// Advice fails nothing, however low the bar lies, unless the policy names its rule.
    private func isFailing(_ item: JudgedFinding) -> Bool {
        if item.finding.rule == Loosening.rule {
            // As the base has it, whatever the change makes of it.
            return item.severity <= max(policy.failingSeverity, base?.policy?.failingSeverity ?? .error)
        }
        // The verdict says it in words of its own.
        if item.finding.rule == ContractStanding.untried { return false }
        guard item.severity <= policy.failingSeverity else { return false }
        return policy.severities[item.finding.rule] != nil || !(rules[item.finding.rule]?.isAdvice ?? false)
    }

    /// Who sets a budget means it, however grave the rule takes a surplus to be.
    private func budgets(_ findings: [JudgedFinding]) -> [String] {
        var counts: [[String]: Int] = [:]
        for item in findings where item.isNew && !isFailing(item) {
            let (rule, domain) = (item.finding.rule, item.finding.domain)
            let isSet =
                rule == Self.surplusManager && policy.budgets[domain] != nil
                || rule == Self.surplusTestDouble
                    && (policy.testDoubleBudgets[domain] ?? policy.defaultTestDoubleBudget) != nil
            if isSet { counts[[domain, rule], default: 0] += 1 }
        }
        return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, count in
            let noun = key[1] == Self.surplusManager ? "manager" : "test double"
            return "\(count) new \(noun)\(count == 1 ? "" : "s") beyond the budget of \"\(key[0])\""
        }
    }

    private func floors(_ compliance: Compliance) -> [String] {
        var reasons: [String] = []
        func check(_ name: String, _ share: Share, _ floor: Double?) {
            guard let floor, share.percent < floor else { return }
            reasons.append("\(name) \(share.withCounts) is below the floor of \(Share.text(floor))")
        }
        check("definition compliance", compliance.definition, policy.floors.definition)
        check("usage compliance", compliance.usage, policy.floors.usage)
        check("identifier compliance", compliance.identifiers, policy.floors.identifiers)
        for (domain, floor) in policy.floors.domains.sorted(by: { $0.key < $1.key }) {
            let row = compliance.domains.first { $0.domain == domain }
            check("definition compliance of \"\(domain)\"", row?.definition ?? Share(0, of: 0), floor)
        }
        return reasons
    }

    private func stale(_ fixed: [Baseline.Entry]) -> [String] {
        guard policy.failsOnStaleBaseline, !fixed.isEmpty else { return [] }
        let noun = fixed.count == 1 ? "finding of the baseline is" : "findings of the baseline are"
        return ["\(fixed.count) \(noun) fixed; run `ssot baseline update`"]
    }
}

extension Share {
    /// `41.2 % (7 of 17)`; only what is whole says 100 %.
    package var withCounts: String { "\(Self.text(percent)) (\(numerator) of \(denominator))" }

    /// One decimal, and none where it is zero; never rounded up to 100.
    package static func text(_ percent: Double) -> String {
        let tenths = percent < 100 ? min(999, Int((percent * 10).rounded())) : 1000
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
