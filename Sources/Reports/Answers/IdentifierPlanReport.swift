import Findings
package import Verdicts

/// A plan for ID-making sites, ready to be rendered.
package struct IdentifierPlanReport: Sendable {
    package var plan: IdentifierPlan
    /// How many sites and formats of one step are listed; nil lists all. Formats for machines list all.
    package var limit: Int?

    package init(_ plan: IdentifierPlan, limit: Int? = nil) {
        self.plan = plan
        self.limit = limit
    }

    package func render(_ format: AnswerFormat, _ style: Style) -> [UInt8] {
        switch format {
        case .text: Array(TextIdentifierPlan(report: self, style: style).render().utf8)
        case .markdown: Array(MarkdownIdentifierPlan(report: self).render().utf8)
        case .json: JSONIdentifierPlan.render(plan)
        }
    }
}

extension IdentifierPlanReport {
    /// Where the repository stands, in one sentence.
    var sentence: String {
        let done = plan.canonical + plan.delegating
        return
            "identifiers: \(Wording.count(plan.scattered, "scattered site")) of \(done + plan.scattered) in production "
            + "code to bring to the ID manager, in \(Wording.count(plan.steps.count, "step"))"
    }

    /// What the plan leaves alone.
    var rest: String {
        "not in the plan: \(Wording.count(plan.derived, "site")) that compose, hash or let the database make identifiers, "
            + "\(Wording.count(plan.inTests, "site")) in test code"
    }

    var advice: String? {
        guard !plan.hasManager, plan.scattered > 0 else { return nil }
        return "no class is the ID manager, so that no call can replace these. Write "
            + "`canonical: {identifiers: SYMBOL}` in .ssot.yaml, where SYMBOL is a class with methods such as generate_run_id"
    }

    func listed(_ step: IdentifierStep) -> [IdentifierSite] {
        limit.map { Array(step.sites.prefix($0)) } ?? step.sites
    }

    func formats(_ step: IdentifierStep) -> String {
        Wording.list(step.formats, limit: limit ?? .max)
    }
}

extension IdentifierStep {
    var call: String { replacement.isEmpty ? "no call yet" : replacement }

    var extent: String { "\(Wording.count(sites.count, "site")) in \(Wording.count(files, "file"))" }
}

extension IdentifierStep.Phase {
    var title: String {
        switch self {
        case .lacksCall: "first give the ID manager a call for these"
        case .weak: "weak ones: two can be equal, or one can be guessed"
        case .functions: "functions that make identifiers: one change serves every caller"
        case .inline: "made where they are used"
        case .stored:
            "defaults of fields and columns: what is stored keeps its form until `ssot ids migrate`"
        }
    }
}

extension IdentifierSite {
    /// `request_id in Handler.start, 32 bits secure random, returned to 3 callers`.
    var words: String {
        let name = sinkName.isEmpty ? "" : sinkName
        let place = scope.isEmpty ? name : name.isEmpty ? "in \(scope)" : "\(name) in \(scope)"
        let callers = evidence.first { $0.rule == "callers" }.map { ", \($0.detail)" } ?? ""
        return "\(place), \(bits) bits \(Wording.spaced(source.rawValue))\(callers)"
    }
}
