package import Findings
package import Verdicts

/// How many managers there are, by the rules that people count by; and which rules give a claimed figure.
package struct CountReport: Sendable {
    package var domain: String?
    /// The main rules and their figures.
    package var figures: [Figure]
    /// Nil where nothing was claimed.
    package var check: ClaimCheck?
    /// What the figures are of: `commit …`, in words.
    package var source: String
    /// How many rules are listed; nil lists all. Formats for machines list all.
    package var limit: Int?

    package struct Figure: Sendable, Hashable {
        package var rule: CountingRule
        package var figure: Int
    }

    package init(
        _ managers: [ManagerFact], domain: String?, claim: Int?, source: String, limit: Int? = nil
    ) {
        self.domain = domain
        self.source = source
        self.limit = limit
        var table = CountingTable(managers)
        figures = CountingGrid.mainRules(domain: domain).map {
            Figure(rule: $0, figure: table.count($0).figure)
        }
        check = claim.map { ClaimCheck(claim: $0, domain: domain, managers) }
    }

    package func render(_ format: AnswerFormat, _ style: Style) -> [UInt8] {
        switch format {
        case .text: Array(TextCount(report: self, style: style).render().utf8)
        case .markdown: Array(MarkdownCount(report: self).render().utf8)
        case .json: JSONCount.render(self)
        }
    }
}

extension CountReport {
    /// The main figures as rows: one for each kind of manager and unit, production, tests and all.
    var rows: [[String]] {
        var rows: [[String]] = []
        for chunk in stride(from: 0, to: figures.count, by: CountingRule.Scope.allCases.count) {
            let group = figures[chunk..<chunk + CountingRule.Scope.allCases.count]
            guard let first = group.first else { continue }
            rows.append([first.rule.subject, first.rule.unit.rawValue] + group.map { "\($0.figure)" })
        }
        return rows
    }

    static let header = ["what", "unit"] + CountingRule.Scope.allCases.map(\.rawValue)

    /// What the claim comes to, in one sentence.
    func sentence(of check: ClaimCheck) -> String {
        let what = "\(check.claim)" + (check.domain.map { " of \($0)" } ?? "")
        guard check.hitCount > 0 else {
            return "\(what): no rule of \(check.ruleCount) gives it"
        }
        return "\(what): \(Wording.count(check.hitCount, "rule")) of \(check.ruleCount) "
            + "\(check.hitCount == 1 ? "gives" : "give") it, by \(Wording.count(check.hits.count, "different count"))"
    }

    /// How little a hit proves.
    func caution(of check: ClaimCheck) -> String {
        let around = check.neighbours.filter { $0.figure != check.claim }
        let counts = around.map(\.ruleCount)
        guard let first = around.first, let last = around.last, let least = counts.min(),
            let most = counts.max()
        else {
            return ""
        }
        let others = "the other numbers from \(first.figure) to \(last.figure)"
        guard most > 0 else { return others + " are given by no rule either" }
        return "\(others) are given by \(least) to \(most) rules each: "
            + "that some rule gives a number proves little"
    }
}

extension CountingRule {
    /// What is counted, without unit and scope.
    var subject: String {
        var parts: [String] = []
        switch pattern {
        case .any: break
        case .contains(let text): parts.append("name contains \(text)")
        case .ends(let text): parts.append("name ends in \(text)")
        case .sequence(let first, let second): parts.append("name contains \(first)…\(second)")
        case .sequenceAtEnd(let first, let second): parts.append("name contains \(first), ends in \(second)")
        }
        switch roles {
        case .all: parts.insert("all matches, aliases too", at: 0)
        case .classes: parts.insert("classes", at: 0)
        case .counted: parts.insert("counted", at: 0)
        case .role(let role): parts.insert("role \(Wording.spaced(role.rawValue))", at: 0)
        }
        return parts.joined(separator: ", ")
    }
}
