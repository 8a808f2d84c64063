import Findings
import Verdicts

/// A plan for ID-making sites as a list to tick off, for an issue or a pull request.
struct MarkdownIdentifierPlan {
    let report: IdentifierPlanReport

    func render() -> String {
        var lines = ["## Plan for identifiers", "", Markdown.text(report.sentence)]
        if let advice = report.advice { lines += ["", "> " + Markdown.text(advice)] }
        lines += ["", Markdown.text(report.rest)]
        for (phase, steps) in report.plan.phases {
            lines += ["", "### " + Markdown.text(phase.title), ""]
            for step in steps {
                let listed = report.listed(step)
                let rest = step.sites.count - listed.count
                lines.append(
                    "- [ ] \(Markdown.text(step.concept)): \(step.extent) → \(Markdown.code(step.call))")
                lines.append(
                    "  - instead of "
                        + Wording.list(step.formats.map(Markdown.code), limit: report.limit ?? .max))
                lines += listed.map {
                    "  - \(Markdown.code("\($0.path):\($0.line)")) \(Markdown.text($0.words))"
                }
                if rest > 0 { lines.append("  - and \(rest) more") }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
