import Findings
import Verdicts

extension TextReport {
    private static let findingLimit = 30

    func compliance() -> [String] {
        var table = TextTable(header: ["compliance", "", "of"], rightAligned: [])
        for headline in report.headlines where headline.share.denominator > 0 {
            table.add([headline.title, headline.share.withCounts, headline.meaning])
        }
        return headed(table)
    }

    /// The new findings one a line, as compilers write them; what is known is counted only.
    func findings() -> [String] {
        guard !report.judgement.findings.isEmpty else { return [] }
        var lines = [style.bold("findings")]
        for row in report.severities { lines.append("  \(style.colored(row.severity)) \(row.tally.text)") }
        let new = report.worstFirst.filter(\.isNew)
        for judged in new.prefix(Self.findingLimit) {
            let finding = judged.finding
            let column = finding.line > 0 ? ":\(finding.column)" : ""
            let place = finding.place.cell + column
            lines.append(
                "  \(place): \(style.colored(judged.severity)): \(finding.text.cut(to: 600).visible) "
                    + style.dim("[\(finding.rule.visible)]"))
        }
        let rest = new.count - min(new.count, Self.findingLimit)
        if rest > 0 { lines.append("  and \(rest) more: SELECT * FROM findings, or another --format") }
        return lines
    }

    func changes() -> [String] {
        guard let former = report.former else { return [] }
        let (old, new) = (former.compliance, report.compliance)
        var table = TextTable(
            header: ["since scan \(former.point.scan)", "then", "now"], rightAligned: [1, 2])
        table.add(["counted managers", "\(old.counted)", "\(new.counted)"])
        table.add(["definition compliance", old.definition.percentText, new.definition.percentText])
        table.add(["usage compliance", old.usage.percentText, new.usage.percentText])
        table.add(["ID compliance", old.identifiers.percentText, new.identifiers.percentText])
        return headed(table) + [
            "  \(former.added.count) managers added, \(former.removed.count) removed, "
                + "\(former.renamed.count) renamed or moved; "
                + "\(former.newFindings) findings came, \(former.goneFindings) went"
        ]
    }

    func verdict() -> [String] {
        let verdict = report.judgement.verdict
        let colour =
            verdict.outcome == .pass ? style.green : verdict.outcome == .fail ? style.red : style.yellow
        let reasons =
            verdict.reasons.isEmpty
            ? "" : ": " + verdict.reasons.map { $0.cut(to: 300).visible }.joined(separator: "; ")
        let words = [
            Verdict.Outcome.pass: "would pass", .fail: "would fail", .incomplete: "could not judge",
        ]
        return ["a gate " + colour(words[verdict.outcome] ?? "") + reasons]
    }

    private func headed(_ table: TextTable) -> [String] {
        var lines = table.lines()
        guard lines.count > 1 else { return [] }
        lines[0] = style.bold(lines[0])
        return lines
    }
}
