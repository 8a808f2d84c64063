import Findings
import Verdicts

/// Figures for a page that is read in a browser.
struct MarkdownCount {
    let report: CountReport

    func render() -> String {
        let body = report.check.map { claim($0) } ?? main()
        return (body + ["", Markdown.text(report.source)]).joined(separator: "\n") + "\n"
    }

    private func main() -> [String] {
        let title = "## Managers" + (report.domain.map { " of \(Markdown.text($0))" } ?? "")
        let rows = report.rows.map { $0.map(Markdown.text) }
        return [title, ""] + Markdown.table(CountReport.header, numbers: [2, 3, 4], rows)
    }

    private func claim(_ check: ClaimCheck) -> [String] {
        let shown = check.hits.prefix(report.limit ?? .max)
        let rest = check.hits.count - shown.count
        var lines = ["## Claim: \(check.claim)", "", Markdown.text(report.sentence(of: check)) + "; "]
        lines[2] += Markdown.text(report.caution(of: check)) + "."
        guard !shown.isEmpty else { return lines }
        lines.append("")
        for hit in shown {
            lines.append("- \(Markdown.text(hit.rule.words)): \(Markdown.code(hit.rule.sql))")
        }
        return lines + (rest > 0 ? ["- and \(rest) more, which `--all` lists"] : [])
    }
}
