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
                title: "counted definitions", count: domains.reduce(0) { $0 + $1.counted }, isExclusion: false
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

    /// The findings from the gravest to the mildest, new ones before known ones, otherwise in the order of the audit.
    package var worstFirst: [JudgedFinding] {
        judgement.findings.enumerated().sorted {
            ($0.element.severity, $0.element.isNew ? 0 : 1, $0.offset)
                < ($1.element.severity, $1.element.isNew ? 0 : 1, $1.offset)
        }.map(\.element)
    }

    /// The text of a rule; nil for one that the report does not know.
    package func rule(_ id: String) -> RuleText? { rules.first { $0.id == id } }
}
