import Findings
import Verdicts

/// The `markdown` format: a consolidation report, from the summary to what is left. Fit for the summary of a GitHub
/// Actions step, which holds 1 MiB; what does not fit is counted.
struct MarkdownReport {
    /// The longest listings; with long names and messages, each stays far below 1 MiB.
    static let findingLimit = 200
    static let groupLimit = 50

    let report: AuditReport

    init(_ report: AuditReport) { self.report = report }

    func render() -> String {
        let sections: [(title: String, lines: [String])] = [
            ("", summary()), ("Initial state", initialState()), ("State by domain", domains()),
            ("Changes", changes()), ("What is left", rules() + findings()), ("Duplicates", duplicates()),
            ("IDs", identifiers()), ("Waivers", waivers()), ("Not read", unread()),
            ("How this was counted", counting()),
        ]
        var lines = ["# Single source of truth: the state of consolidation", ""]
        for section in sections where !section.lines.isEmpty {
            if !section.title.isEmpty { lines += ["## \(section.title)", ""] }
            lines += section.lines + [""]
        }
        return lines.joined(separator: "\n")
    }

    // MARK: Summary

    private func summary() -> [String] {
        let verdict = report.judgement.verdict
        let reasons = verdict.reasons.map { "- \(Markdown.text($0))" }
        var lines = [
            "**Verdict of the gate: \(verdict.outcome.rawValue)**" + (reasons.isEmpty ? "." : ":"), "",
        ]
        if !reasons.isEmpty { lines += reasons + [""] }
        lines += Markdown.table(
            ["figure", "value", "of"],
            [["managers counted", "\(report.compliance.counted)", "in \(report.domains.count) domains"]]
                + report.headlines.map { [$0.title, $0.share.withCounts, $0.meaning] })
        let rule = report.countingRule.map { "\($0.name) \(Markdown.code($0.value))" }
        return lines + ["", "Counted by: " + rule.joined(separator: ", ") + ".", "", report.coverage + "."]
    }

    /// Where the tree stood at the scan that this one is compared with.
    private func initialState() -> [String] {
        guard let former = report.former else { return [] }
        let point = former.point
        var lines = [
            "Scan \(point.scan) of \(Timestamp.text(point.startedAt)), commit \(Markdown.code(point.commit ?? "none")): "
                + "\(former.compliance.counted) managers counted, definition compliance "
                + "\(former.compliance.definition.withCounts), usage compliance \(former.compliance.usage.withCounts), "
                + "ID compliance \(former.compliance.identifiers.withCounts), \(point.findings) findings."
        ]
        if point.rulesDigest != report.provenance.rulesDigest {
            lines += [
                "",
                "It was counted by other rules (\(Markdown.code(point.rulesDigest))): not all of the difference is the tree's.",
            ]
        }
        return lines
    }

    private func domains() -> [String] {
        guard !report.domains.isEmpty else { return ["There is no manager."] }
        let former = report.former.map { former in
            Dictionary(former.compliance.domains.map { ($0.domain, $0.counted) }) { first, _ in first }
        }
        let rows = report.domains.map { row in
            let canonical = row.canonical.map {
                Markdown.code($0.symbol) + ($0.canonical == .proposed ? " (proposed)" : "")
            }
            let counts = [
                "\(row.counted)", "\(row.uniqueNames)", "\(row.inProduction)", "\(row.dead)",
                "\(row.testDoubles)",
                "\(row.aliases)", "\(row.excluded)", "\(row.waived)", "\(row.budget)",
            ]
            return [Markdown.code(row.domain)] + (former.map { ["\($0[row.domain] ?? 0)"] } ?? []) + counts
                + [row.definition.withCounts, row.usage.withCounts, canonical ?? "none"]
        }
        let header =
            ["domain"] + (former == nil ? [] : ["before"]) + [
                "counted", "names", "in production", "dead", "test doubles", "aliases", "excluded", "waived",
                "budget",
                "definition compliance", "usage compliance", "canonical",
            ]
        return Markdown.table(header, numbers: Set(1..<(former == nil ? 12 : 13)), rows)
    }

    // MARK: Changes

    private func changes() -> [String] {
        guard let former = report.former else { return [] }
        let (old, new) = (former.compliance, report.compliance)
        var lines = Markdown.table(
            ["since scan \(former.point.scan)", "then", "now"], numbers: [1, 2],
            [
                ["managers counted", "\(old.counted)", "\(new.counted)"],
                ["definition compliance", old.definition.withCounts, new.definition.withCounts],
                ["usage compliance", old.usage.withCounts, new.usage.withCounts],
                ["ID compliance", old.identifiers.withCounts, new.identifiers.withCounts],
                ["findings", "\(former.point.findings)", "\(report.audit.findings.count)"],
            ])
        lines += [
            "", "\(former.newFindings) findings came, \(former.goneFindings) went. Of the counted managers:",
            "",
        ]
        let renamed = former.renamed.map { "\(manager($0.old)) is now \(manager($0.new))" }
        lines +=
            listed("added", former.added.map(manager)) + listed("removed", former.removed.map(manager))
            + listed("renamed or moved: nothing was removed", renamed)
        return lines
    }

    private func listed(_ title: String, _ items: [String]) -> [String] {
        let rest = items.count - min(items.count, Self.groupLimit)
        return ["- \(items.count) \(title)"] + items.prefix(Self.groupLimit).map { "  - \($0)" }
            + (rest > 0 ? ["  - and \(rest) more"] : [])
    }

    private func manager(_ fact: ManagerFact) -> String {
        "\(Markdown.code(fact.symbol)) (\(Markdown.code("\(fact.path):\(fact.line)")))"
    }

    // MARK: What is left

    private func rules() -> [String] {
        guard !report.judgement.findings.isEmpty else { return ["Nothing: there is no finding."] }
        let rows = report.violatedRules.map { rule, tally in
            [
                Markdown.code(rule.id), Markdown.text(rule.title), rule.severity.rawValue, "\(tally.total)",
                "\(tally.new)", "\(tally.known)", "\(tally.old)", "\(tally.waived)",
            ]
        }
        return Markdown.table(
            ["rule", "what it says", "severity", "findings", "new", "known", "in the base", "waived"],
            numbers: [3, 4, 5, 6, 7], rows) + [""]
    }

    private func findings() -> [String] {
        let left = report.worstFirst.filter { !$0.isWaived }
        guard !left.isEmpty else { return [] }
        let rows = left.prefix(Self.findingLimit).map { judged in
            let finding = judged.finding
            return [
                judged.severity.rawValue, judged.standing.word,
                Markdown.code(finding.place),
                Markdown.text(finding.text), Markdown.text(finding.fix), Markdown.code(finding.rule),
            ]
        }
        let rest = left.count - rows.count
        return Markdown.table(["severity", "", "place", "finding", "what to do", "rule"], rows)
            + (rest > 0 ? ["", "And \(rest) more findings, no graver than these."] : [])
    }

    private func duplicates() -> [String] {
        let groups = report.audit.duplicates
        guard !groups.isEmpty else { return [] }
        let definitions = groups.reduce(0) { $0 + $1.members.count }
        var lines = ["\(groups.count) groups of \(definitions) definitions.", ""]
        let shown = groups.sorted { $0.members.count > $1.members.count }.prefix(Self.groupLimit)
        lines += Markdown.table(
            ["definitions", "domain", "strongest evidence", "members"], numbers: [0],
            shown.map { group in
                let members = group.members.prefix(8).map {
                    Markdown.code("\($0.path):\($0.line) \($0.name)")
                }
                let rest = group.members.count - members.count
                return [
                    "\(group.members.count)", Markdown.code(group.domain), Markdown.text(group.evidenceText),
                    members.joined(separator: "<br>") + (rest > 0 ? "<br>and \(rest) more" : ""),
                ]
            })
        let rest = groups.count - shown.count
        return lines + (rest > 0 ? ["", "And \(rest) more groups, no larger than these."] : [])
    }

    private func identifiers() -> [String] {
        let sites = report.audit.sites.filter { !$0.isTestCode }
        guard !sites.isEmpty else { return [] }
        let rows = IdentifierSite.Standing.allCases.map { standing in
            ["\(standing.rawValue)", "\(sites.count { $0.standing == standing })"]
        }
        let formats = Dictionary(grouping: sites, by: \.concept).mapValues { Set($0.map(\.format)).count }
        let drift = formats.filter { $0.value > 1 }.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }
        var lines = Markdown.table(
            ["ID-making sites in production code", "count"], numbers: [1],
            rows + [["all", "\(sites.count)"]])
        if !drift.isEmpty {
            let shown = drift.prefix(Self.groupLimit).map { "\(Markdown.code($0.key)) \($0.value)" }
            let rest = drift.count - shown.count
            lines += [
                "",
                "IDs in more than one format: " + shown.joined(separator: ", ")
                    + (rest > 0 ? " and \(rest) more" : "") + ".",
            ]
        }
        return lines
    }

    // MARK: What to know

    private func waivers() -> [String] {
        let rows = report.judgement.findings.compactMap { judged -> [String]? in
            guard case .waived(let waiver) = judged.standing else { return nil }
            return [
                Markdown.code(judged.finding.rule), Markdown.code(judged.finding.symbol),
                Markdown.text(waiver.owner),
                waiver.expires?.description ?? "never", Markdown.text(waiver.reason),
            ]
        }
        guard !rows.isEmpty else { return [] }
        let rest = rows.count - min(rows.count, Self.findingLimit)
        return Markdown.table(
            ["rule", "symbol", "owner", "until", "reason"], Array(rows.prefix(Self.findingLimit)))
            + (rest > 0 ? ["", "And \(rest) more."] : [])
    }

    private func unread() -> [String] {
        let skips = report.unread
        guard !skips.isEmpty else { return [] }
        return ["Whatever stands in these source files is in no figure above.", ""]
            + listed("source files", skips.map { "\(Markdown.code($0.path)): \(Markdown.text($0.text))" })
    }

    private func counting() -> [String] {
        Markdown.table(
            ["step", "count"], numbers: [1],
            report.funnel.map { [$0.isExclusion ? "less: \($0.title)" : $0.title, "\($0.count)"] })
    }
}
