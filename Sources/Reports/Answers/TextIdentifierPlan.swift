import Findings
import Verdicts

/// A plan for ID-making sites, for people at a terminal.
struct TextIdentifierPlan {
    let report: IdentifierPlanReport
    let style: Style

    func render() -> String {
        var head = [style.bold(report.sentence)]
        if let advice = report.advice { head.append(style.yellow(advice)) }
        head.append(style.dim(report.rest))
        var number = 0
        let phases = report.plan.phases.map { phase, steps in
            [style.bold(phase.title)]
                + steps.flatMap { step in
                    number += 1
                    return lines(of: step, number: number)
                }
        }
        return ([head] + phases).map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func lines(of step: IdentifierStep, number: Int) -> [String] {
        let index = String(repeating: " ", count: max(0, 3 - "\(number)".count)) + "\(number)"
        let listed = report.listed(step)
        let rest = step.sites.count - listed.count
        return ["\(index). \(step.concept): \(step.extent) → \(step.call)".visible]
            + ["     " + style.dim("instead of ") + report.formats(step).visible]
            + listed.map { "     \($0.path):\($0.line)  \($0.words)".visible }
            + (rest > 0 ? ["     and \(rest) more; --all lists them"] : [])
    }
}
