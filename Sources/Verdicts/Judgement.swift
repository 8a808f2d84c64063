package import Findings

/// What a policy makes of an audit: every finding with its standing, the figures, and whether it may be merged.
package struct Judgement: Sendable, Hashable {
    /// In the order of the audit; findings of rules that the policy turns off are left out. Those about waivers
    /// (expired, unused, without a reason) follow.
    package var findings: [JudgedFinding]
    /// Waived managers are not counted.
    package var compliance: Compliance
    /// Known findings of the baseline that are gone.
    package var fixed: [Baseline.Entry]
    /// The revision that the tree was compared with, as given, and the commit it stood for; nil without one.
    package var base: Base?
    package var verdict: Verdict

    package struct Base: Sendable, Hashable {
        package var revision: String
        package var commit: String

        package init(revision: String, commit: String) {
            self.revision = revision
            self.commit = commit
        }
    }

    package init(
        findings: [JudgedFinding], compliance: Compliance, fixed: [Baseline.Entry] = [], base: Base? = nil,
        verdict: Verdict
    ) {
        self.findings = findings
        self.compliance = compliance
        self.fixed = fixed
        self.base = base
        self.verdict = verdict
    }
}

/// A finding, how grave the policy takes it to be, and whether it speaks against a merge.
package struct JudgedFinding: Sendable, Hashable {
    package var finding: Finding
    package var severity: Severity
    package var standing: Standing

    package enum Standing: Sendable, Hashable {
        /// Neither known nor waived: speaks against a merge if it is grave enough.
        case new
        /// In the baseline; `isChanged` where the symbol was edited or renamed since.
        case known(isChanged: Bool)
        /// The base revision has it too.
        case old
        case waived(Waiver)
    }

    package init(finding: Finding, severity: Severity, standing: Standing) {
        self.finding = finding
        self.severity = severity
        self.standing = standing
    }

    package var isNew: Bool { standing == .new }
}

/// Whether a tree may be merged, and all reasons against it.
package struct Verdict: Sendable, Hashable {
    package enum Outcome: String, Sendable, Hashable, CaseIterable {
        case pass, fail
        /// Something that should have been read was not: no verdict, and no pass.
        case incomplete
    }

    package var outcome: Outcome
    /// Empty for a pass: `3 new findings of severity error`, `usage compliance 41.2 % (7 of 17) is below the floor of 50 %`.
    package var reasons: [String]

    package init(outcome: Outcome, reasons: [String]) {
        self.outcome = outcome
        self.reasons = reasons
    }
}
