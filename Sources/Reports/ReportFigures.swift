package import Findings
package import Verdicts

/// One step from all matches to what is counted.
package struct FunnelStep: Sendable, Hashable {
    package var title: String
    package var count: Int
    package var isExclusion: Bool
}

extension AuditReport {
    /// How far the repository is, by its own budgets; waived managers are not counted.
    package var compliance: Compliance { judgement.compliance }

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
        let waived = domains.reduce(0) { $0 + $1.waived }
        if waived > 0 { steps.append(FunnelStep(title: "waived", count: waived, isExclusion: true)) }
        steps.append(
            FunnelStep(
                title: "counted definitions", count: compliance.counted, isExclusion: false
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

    /// The findings from the gravest to the mildest, new ones before others, otherwise in the order of the judgement.
    package var worstFirst: [JudgedFinding] { worstFirstOrder.map { judgement.findings[$0] } }

    /// The same, each with a key unlike that of any other finding: the fingerprint and the how-manieth of its kind it
    /// is, from 1.
    package var keyedWorstFirst: [(judged: JudgedFinding, key: String)] {
        var seen: [String: Int] = [:]
        let keys = judgement.findings.map { judged in
            let fingerprint = judged.finding.fingerprint
            seen[fingerprint, default: 0] += 1
            return "\(fingerprint):\(seen[fingerprint, default: 1])"
        }
        return worstFirstOrder.map { (judgement.findings[$0], keys[$0]) }
    }

    /// Indices of `judgement.findings`: findings are large, and numbers are sorted in no time.
    private var worstFirstOrder: [Int] {
        let ranks = judgement.findings.enumerated().map { index, judged in
            (judged.severity, judged.isNew ? 0 : 1, index)
        }
        return ranks.sorted { $0 < $1 }.map(\.2)
    }

    /// The text of a rule; its id stands for all of it where the report does not know it.
    package func rule(_ id: String) -> RuleText {
        rules.first { $0.id == id }
            ?? RuleText(id: id, title: id, severity: .warning, isAdvice: false, rationale: "", fix: "")
    }
}

/// A figure that people quote, with what it was taken of.
package struct Headline: Sendable, Hashable {
    package var title: String
    package var share: Share
    /// What numerator and denominator count, in words.
    package var meaning: String
}

/// How many findings have which standing.
package struct FindingTally: Sendable, Hashable {
    package var new = 0
    package var known = 0
    package var old = 0
    package var waived = 0

    package var total: Int { new + known + old + waived }

    package init(_ findings: some Sequence<JudgedFinding>) {
        for finding in findings {
            switch finding.standing {
            case .new: new += 1
            case .known: known += 1
            case .old: old += 1
            case .waived: waived += 1
            }
        }
    }

    /// `12: 3 new, 8 known, 1 waived`.
    package var text: String {
        let parts = [(new, "new"), (known, "known"), (old, "in the base"), (waived, "waived")]
        return total == 0
            ? "0" : "\(total): " + parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}

extension AuditReport {
    package var headlines: [Headline] {
        [
            Headline(
                title: "definition compliance", share: compliance.definition,
                meaning: "counted definitions that are within the budgets"),
            Headline(
                title: "usage compliance", share: compliance.usage,
                meaning: "production references to managers that reach the canonical one"),
            Headline(
                title: "ID compliance", share: compliance.identifiers,
                meaning: "ID-making sites in production code that are canonical or delegate"),
        ]
    }

    /// What every figure was counted by, name and value.
    package var countingRule: [(name: String, value: String)] {
        [
            ("unit", "definition"), ("scope", provenance.scope), ("pattern", provenance.pattern),
            ("counted roles", provenance.countedRoles.sorted().map(\.rawValue).joined(separator: ", ")),
            ("commit", provenance.commit ?? "none"), ("rules", provenance.rulesDigest),
            ("configuration", provenance.configurationDigest), ("ssot", provenance.toolVersion),
        ]
    }

    /// How much of the tree the figures speak of.
    package var coverage: String {
        let files = audit.files
        return
            "\(files.outlined) of \(files.sources) source files read, \(files.withErrors) of them with syntax "
            + "errors; \(unread.count) not read"
    }

    /// Source files that were not read: whatever stands in them is in no figure.
    package var unread: [Skip] { audit.skips.filter(\.isSource) }

    /// The findings of each severity that has any, the gravest first.
    package var severities: [(severity: Severity, tally: FindingTally)] {
        Severity.allCases.map { severity in
            (severity, FindingTally(judgement.findings.filter { $0.severity == severity }))
        }.filter { $0.1.total > 0 }
    }

    /// The rules that findings name, those with the gravest and the most findings first.
    package var violatedRules: [(rule: RuleText, tally: FindingTally)] {
        let groups = Dictionary(grouping: judgement.findings, by: \.finding.rule)
        let rows = groups.map { id, findings in
            (worst: findings.map(\.severity).min() ?? .note, rule: rule(id), tally: FindingTally(findings))
        }
        return rows.sorted {
            ($0.worst, -$0.tally.total, $0.rule.id) < ($1.worst, -$1.tally.total, $1.rule.id)
        }.map { ($0.rule, $0.tally) }
    }
}

extension Compliance {
    /// Counted managers of all domains.
    package var counted: Int { domains.reduce(0) { $0 + $1.counted } }
}
