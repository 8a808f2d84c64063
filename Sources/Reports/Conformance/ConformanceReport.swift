package import Findings

/// A run of conformance, for people and for programs.
package struct ConformanceReport: Sendable {
    package var run: ConformanceRun

    package init(_ run: ConformanceRun) { self.run = run }

    package func render(_ format: AnswerFormat, _ style: Style) -> [UInt8] {
        switch format {
        case .text:
            let lines = run.results.map { Self.text($0, style) }.joined()
            return Array((lines + summary(style)).utf8)
        case .markdown: return Array(markdown.utf8)
        case .json: return JSONConformance.render(run)
        }
    }

    // MARK: Text

    /// One result: a line, and below it why it is no pass.
    package static func text(_ result: ConformanceResult, _ style: Style) -> String {
        let level = result.isMust ? "MUST  " : "SHOULD"
        var text = "\(level) \(result.requirement)\n"
        switch result.outcome {
        case .pass: return style.green("pass") + "  " + text
        case .notApplicable:
            return style.dim("n/a ") + "  " + text + style.dim("        \(result.reason.cell)") + "\n"
        case .fail:
            text = (result.isMust ? style.red("FAIL") : style.yellow("fail")) + "  " + text
            text += "        \(result.statement.visible)\n"
            guard let failure = result.failure else { return text }
            text += "        \(failure.place.visible): \(failure.call.cell)\n"
            text += "        expected \(failure.expected.cell)\n"
            return text + "        observed \(failure.observed.cell)\n"
        }
    }

    /// The last lines.
    package func summary(_ style: Style) -> String {
        let broken = run.count(.fail)
        let musts = run.brokenMusts.count
        let subject = run.name.map { $0 == run.subject ? $0 : "\($0) (\(run.subject))" } ?? run.subject
        let head =
            "\(run.contract), \(subject): \(run.count(.pass)) of \(Wording.count(run.results.count, "requirement")) kept, "
            + "\(broken) broken, \(run.count(.notApplicable)) not applicable"
        let untried = run.results.count { $0.isMust && $0.outcome == .notApplicable }
        let verdict =
            musts > 0
            ? style.red("\(Wording.count(musts, "MUST")) broken")
            : style.green("every MUST\(untried > 0 ? " that could be tried" : "") kept")
        let limits =
            (untried > 0 ? "; \(Wording.count(untried, "MUST")) could not be tried" : "")
            + (run.isWhole ? "" : "; not the whole contract was tried")
        return "\n" + style.bold(head.visible) + "\n" + verdict + limits + "\n"
    }

    // MARK: Markdown

    private var markdown: String {
        var text = "## \(Markdown.text(run.contract)): \(Markdown.text(run.name ?? run.subject))\n\n"
        text += "| requirement | level | outcome | observed |\n|---|---|---|---|\n"
        for result in run.results {
            let observed =
                result.failure.map { "expected \($0.expected); observed \($0.observed)" } ?? result.reason
            text += "| \(Markdown.text(result.requirement)) | \(result.level) | \(result.outcome.rawValue) | "
            text += Markdown.text(observed.cell) + " |\n"
        }
        return text + summary(Style(hasColor: false))
    }
}
