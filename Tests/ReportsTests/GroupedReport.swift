import Findings
import Reports
import Verdicts

/// A report whose audit holds nothing but groups of duplicates, and the text of their files.
enum GroupedReport {
    static func member(_ name: String, _ path: String, lines: ClosedRange<Int>, isTestCode: Bool = false)
        -> DuplicateMember
    {
        DuplicateMember(
            symbol: "app." + name, name: name, qualifiedName: name, path: path, line: lines.lowerBound,
            column: 1, endLine: lines.upperBound, service: "", role: nil, canonical: .no,
            isTestCode: isTestCode, isShadowed: false, isPlaceholder: false, contents: "")
    }

    static func group(_ members: [DuplicateMember], domain: String, kind: DuplicatePair.Kind = .similarBody)
        -> DuplicateGroup
    {
        DuplicateGroup(
            kind: .class, domain: domain, members: members,
            pairs: [DuplicatePair(left: 0, right: 1, kind: kind, score: 0.75)], isAcrossServices: false)
    }

    static func report(_ groups: [DuplicateGroup], sources: [String: String] = [:]) -> AuditReport {
        var audit = FixedReport.empty.audit
        audit.duplicates = groups
        return AuditReport(
            audit: audit, judgement: FixedReport.empty.judgement,
            provenance: FixedReport.empty.provenance, sources: sources)
    }
}
