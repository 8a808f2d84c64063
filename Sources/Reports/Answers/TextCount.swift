import Findings
import Verdicts

/// Figures for people at a terminal.
struct TextCount {
    let report: CountReport
    let style: Style

    func render() -> String {
        let body = report.check.map { claim($0) } ?? main()
        return (body + ["", style.dim(report.source.visible)]).joined(separator: "\n") + "\n"
    }

    private func main() -> [String] {
        var table = TextTable(header: CountReport.header, rightAligned: [2, 3, 4])
        for row in report.rows { table.add(row) }
        var lines = table.lines()
        lines[0] = style.bold(lines[0])
        return (report.domain.map { [style.bold("domain \($0)"), ""] } ?? []) + lines
    }

    private func claim(_ check: ClaimCheck) -> [String] {
        let shown = check.hits.prefix(report.limit ?? .max)
        let rest = check.hits.count - shown.count
        return [style.bold(report.sentence(of: check)), style.yellow(report.caution(of: check))]
            + shown.flatMap { hit -> [String] in
                let more =
                    hit.equivalents == 0
                    ? "" : " (and \(hit.equivalents) with further conditions that exclude nothing)"
                return ["", "  \(hit.rule.words)\(more)".visible, style.dim("    \(hit.rule.sql)".visible)]
            } + (rest > 0 ? ["", "  and \(rest) more: --all lists them"] : [])
    }
}
