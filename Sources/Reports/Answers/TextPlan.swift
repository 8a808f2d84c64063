import Findings
import Verdicts

/// A plan for people at a terminal.
struct TextPlan {
    let report: PlanReport
    let style: Style
    private var plan: RemovalPlan { report.plan }

    init(report: PlanReport, style: Style) {
        self.report = report
        self.style = style
    }

    func render() -> String {
        let parts = [head()] + sections() + [aliases()]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
            + "\n"
    }

    private func head() -> [String] {
        var lines = [style.bold(report.sentence)]
        if let advice = report.advice { lines.append(style.yellow(advice)) }
        guard let canonical = plan.canonical else { return lines }
        let status =
            canonical.canonical == .designated
            ? "" : canonical.canonical == .proposed ? " (proposed)" : " (asked for)"
        lines.append("canonical  \(canonical.symbol)  \(Wording.place(canonical))\(status)".visible)
        lines.append(
            "           \(Wording.count(canonical.members.count, "member")), \(canonical.productionReferences) production "
                + "references, \(canonical.testReferences) in tests")
        return lines
    }

    private func sections() -> [[String]] {
        let numbered = Array(plan.steps.enumerated())
        let groups: [(String, [(offset: Int, element: RemovalStep)])] = [
            ("can go today", numbered.filter { $0.element.risk <= .unreferenced }),
            (
                "then, the least risk first",
                numbered.filter { $0.element.risk > .unreferenced && !$0.element.isWithinBudget }
            ),
            (
                "within the budget: may stay",
                numbered.filter { $0.element.risk > .unreferenced && $0.element.isWithinBudget }
            ),
        ]
        return groups.filter { !$0.1.isEmpty }.map { title, steps in
            [style.bold(title)] + steps.flatMap { lines(of: $0.element, number: $0.offset + 1) }
        }
    }

    private func lines(of step: RemovalStep, number: Int) -> [String] {
        let manager = step.manager
        let index = String(repeating: " ", count: max(0, 3 - "\(number)".count)) + "\(number)"
        let head =
            "\(index). \(manager.symbol)  \(Wording.place(manager)), \(Wording.count(step.lines, "line"))"
            + (manager.isTestCode ? ", test code" : "")
        let rows: [(String, String)?] = [
            ("risk", step.riskInWords),
            step.likenessInWords.map { ("like", $0) },
            step.missing.isEmpty ? nil : ("has too", report.names(step.missing.map(\.words))),
            step.differences.isEmpty ? nil : ("canonical", report.names(step.differences.map(\.words))),
            step.users.isEmpty ? nil : ("used by", report.names(step.users.map(\.words))),
        ]
        return [head.visible]
            + rows.compactMap { $0 }.map { name, text in
                "     " + style.dim(name + String(repeating: " ", count: max(0, 10 - name.count)))
                    + text.visible
            }
    }

    private func aliases() -> [String] {
        let names = plan.aliases
        guard !names.isEmpty, let canonical = plan.canonical else { return [] }
        return [style.bold("old names to keep for a while, as aliases of \(canonical.name)".visible)]
            + names.map { "  \($0.words)".visible }
    }
}
