import Findings
import Verdicts

/// A plan as a list to tick off, for an issue or a pull request.
struct MarkdownPlan {
    let report: PlanReport
    private var plan: RemovalPlan { report.plan }

    init(report: PlanReport) { self.report = report }

    func render() -> String {
        let parts = [head(), steps(), aliases()]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
            + "\n"
    }

    private func head() -> [String] {
        var lines = ["## Plan for \(Markdown.text(plan.domain))", "", Markdown.text(report.sentence)]
        if let advice = report.advice { lines += ["", "> " + Markdown.text(advice)] }
        if let canonical = plan.canonical {
            lines += [
                "",
                "Canonical: \(Markdown.code(canonical.symbol)), \(Markdown.code(Wording.place(canonical)))",
            ]
        }
        return lines
    }

    private func steps() -> [String] {
        guard !plan.steps.isEmpty else { return [] }
        return ["### Steps, the least risk first", ""]
            + plan.steps.flatMap { step -> [String] in
                let details: [String?] = [
                    "risk: \(Markdown.text(step.riskInWords))",
                    step.likenessInWords.map { "like: \(Markdown.text($0))" },
                    step.missing.isEmpty ? nil : "it has too: \(names(step.missing.map(\.words)))",
                    step.differences.isEmpty
                        ? nil
                        : "the canonical one: \(Markdown.text(report.names(step.differences.map(\.words))))",
                    step.users.isEmpty ? nil : "used by: \(names(step.users.map(\.words)))",
                ]
                let note = step.isWithinBudget ? " (within the budget: may stay)" : ""
                return [
                    "- [ ] \(Markdown.code(step.manager.symbol)), \(Markdown.code(Wording.place(step.manager))), "
                        + "\(Wording.count(step.lines, "line"))\(note)"
                ] + details.compactMap { $0 }.map { "  - " + $0 }
            }
    }

    private func names(_ items: [String]) -> String {
        report.names(items.map(Markdown.code))
    }

    private func aliases() -> [String] {
        guard !plan.aliases.isEmpty, plan.canonical != nil else { return [] }
        return ["### Old names to keep for a while, as aliases of the canonical one", ""]
            + plan.aliases.map {
                "- \(Markdown.code($0.name)): \(Wording.files(production: $0.productionFiles, tests: $0.testFiles))"
            }
    }
}
