import Findings
import Verdicts

/// A comparison for people at a terminal.
struct TextComparison {
    let report: ComparisonReport
    let style: Style

    func render() -> String {
        let parts = [head(), figures(), lists(), aliases()]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
            + "\n"
    }

    private func head() -> [String] {
        let sides = [report.before, report.after].map { side in
            style.dim(
                "\(side.label)  \(side.root)  commit \(side.commit ?? "none"), rules \(side.rulesDigest.prefix(12))"
                    .visible)
        }
        return sides + [style.bold(report.sentence)]
            + [report.warning, report.caution].compactMap { $0 }.map(style.yellow)
    }

    private func figures() -> [String] {
        var table = TextTable(
            header: [
                "domain", "counted", "production", "compliance", "removed", "merged", "added", "split",
                "renamed",
                "moved", "reclassified", "edited",
            ], rightAligned: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
        for row in report.domains + (report.domain == nil ? [report.comparison.total] : []) {
            table.add([
                row.domain.isEmpty ? "all" : row.domain, "\(row.before.counted) → \(row.after.counted)",
                "\(row.before.inProduction) → \(row.after.inProduction)",
                "\(row.before.compliance.percentText) → \(row.after.compliance.percentText)",
                number(row.tally(.removed)), number(row.tally(.merged)), number(row.tally(.added)),
                number(row.tally(.split)), number(row.tally(.renamed, .renamedAndMoved)),
                number(row.tally(.moved)),
                row.reclassified == 0 ? "0" : "\(row.reclassified > 0 ? "+" : "")\(row.reclassified)",
                "\(row.edited)",
            ])
        }
        var lines = table.lines()
        lines[0] = style.bold(lines[0])
        lines.append(
            style.dim(
                "1/2: one counted of two of any role. counted after = before - removed - merged + added + split "
                    + "+ reclassified"))
        let same = report.unchangedDomains.map { "\($0.domain) \($0.before.counted)" }
        return lines + (same.isEmpty ? [] : ["unchanged: " + same.joined(separator: ", ")])
    }

    /// How many of all roles, and how many of them count where that is another number.
    private func number(_ tally: DomainChange.Tally) -> String {
        tally.definitions == 0 ? "0" : "\(tally.counted)/\(tally.definitions)"
    }

    private func lists() -> [String] {
        report.sections.enumerated().flatMap { index, section in
            let shown = section.changes.prefix(report.limit ?? .max)
            let rest = section.changes.count - shown.count
            return (index == 0 ? [] : [""]) + [style.bold("\(section.title): \(section.changes.count)")]
                + shown.map { "  " + ComparisonLine.text($0) }
                + (rest > 0 ? ["  and \(rest) more: --all lists them"] : [])
        }
    }

    private func aliases() -> [String] {
        let (new, gone) = (report.newAliases.count, report.goneAliases.count)
        return new + gone == 0
            ? [] : ["aliases and re-exports of managers, which count for nothing: \(new) new, \(gone) gone"]
    }
}

/// One change on one line.
enum ComparisonLine {
    static func text(_ change: ManagerChange) -> String {
        switch (change.before, change.after) {
        case (let before?, let after?) where change.isGain: "\(one(after))  like \(one(before))\(why(change))"
        case (let before?, let after?): "\(one(before)) → \(one(after))\(why(change))"
        case (let manager?, nil), (nil, let manager?): one(manager)
        case (nil, nil): ""
        }
    }

    private static func one(_ manager: ManagerFact) -> String {
        "\(manager.qualifiedName) \(Wording.place(manager)) [\(manager.domain), \(Wording.spaced(manager.role.rawValue))]"
            .visible
    }

    private static func why(_ change: ManagerChange) -> String {
        guard let evidence = change.evidence, evidence != .symbol else { return "" }
        return "  (\(evidence.words)\(change.isEdited && evidence == .binding ? ", edited" : ""))"
    }
}
