package import Findings

extension Judgement {
    /// The judgement of an audit by its policy alone: without a baseline or a base everything is new.
    package init(_ audit: Audit, policy: Policy) {
        let findings = audit.findings.compactMap { finding -> JudgedFinding? in
            guard let severity = policy.severities[finding.rule] ?? finding.severity else { return nil }
            return JudgedFinding(finding: finding, severity: severity, standing: .new)
        }
        let failing = findings.count { $0.severity <= policy.failingSeverity }
        let unread = audit.skips.count { $0.isSource }
        var reasons: [String] = []
        if unread > 0 { reasons.append("\(unread) source files could not be read") }
        if failing > 0 {
            reasons.append("\(failing) findings of severity \(policy.failingSeverity) or graver")
        }
        self.init(
            findings: findings, compliance: Compliance(audit, budget: policy.budget),
            verdict: Verdict(
                outcome: unread > 0 ? .incomplete : failing > 0 ? .fail : .pass, reasons: reasons))
    }
}
