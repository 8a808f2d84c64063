import Findings
import Verdicts

/// A comparison for a page that is read in a browser: a pull request, an issue, a wiki.
struct MarkdownComparison {
    let report: ComparisonReport

    func render() -> String {
        let parts = [head(), figures(), lists()]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
            + "\n"
    }

    private func head() -> [String] {
        var lines = [
            "## Managers: \(Markdown.text(report.before.label)) → \(Markdown.text(report.after.label))",
            "",
        ]
        lines.append("**\(Markdown.text(report.sentence))**")
        for note in [report.warning, report.caution].compactMap({ $0 }) {
            lines += ["", "> " + Markdown.text(note)]
        }
        return lines
    }

    private func figures() -> [String] {
        let header = [
            "domain", "counted", "production", "compliance", "removed", "merged", "added", "split", "renamed",
            "moved", "reclassified",
        ]
        let figures = report.domains + (report.domain == nil ? [report.comparison.total] : [])
        let rows = figures.map { row in
            [
                row.domain.isEmpty ? "all" : Markdown.text(row.domain),
                "\(row.before.counted) → \(row.after.counted)",
                "\(row.before.inProduction) → \(row.after.inProduction)",
                "\(row.before.compliance.percentText) → \(row.after.compliance.percentText)",
                "\(row.tally(.removed).counted)", "\(row.tally(.merged).counted)",
                "\(row.tally(.added).counted)", "\(row.tally(.split).counted)",
                "\(row.tally(.renamed, .renamedAndMoved).counted)", "\(row.tally(.moved).counted)",
                "\(row.reclassified)",
            ]
        }
        return Markdown.table(header, numbers: Set(1..<header.count), rows)
            + ["", "Counted managers only; the sentence above counts all roles."]
    }

    private func lists() -> [String] {
        report.sections.enumerated().flatMap { index, section -> [String] in
            let shown = section.changes.prefix(report.limit ?? .max)
            let rest = section.changes.count - shown.count
            return (index == 0 ? [] : [""]) + ["### \(section.title): \(section.changes.count)", ""]
                + shown.map { "- " + Markdown.text(ComparisonLine.text($0)) }
                + (rest > 0 ? ["- and \(rest) more, which `--all` lists"] : [])
        }
    }
}
