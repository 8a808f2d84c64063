import Findings
import Verdicts

/// The report for people at a terminal.
struct TextReport {
    let report: AuditReport
    let style: Style

    init(_ report: AuditReport, _ style: Style) {
        self.report = report
        self.style = style
    }

    func render() -> String {
        let parts = [
            domains(), funnel(), compliance(), identifiers(), findings(), changes(), notes(), provenance(),
            verdict(),
        ]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
            + "\n"
    }

    private func domains() -> [String] {
        guard !report.audit.managers.isEmpty else { return [style.bold("no managers")] }
        var table = TextTable(
            header: [
                "domain", "counted", "production", "test doubles", "aliases", "excluded", "budget",
                "compliance",
                "canonical",
            ], rightAligned: [1, 2, 3, 4, 5, 6, 7])
        for row in report.domains {
            let canonical = row.canonical.map {
                "\($0.path):\($0.line) \($0.name)" + ($0.canonical == .proposed ? " (proposed)" : "")
            }
            table.add([
                row.domain, "\(row.counted)", "\(row.inProduction)", "\(row.testDoubles)", "\(row.aliases)",
                "\(row.excluded)", "\(row.budget)", row.definition.percentText, canonical ?? "-",
            ])
        }
        var lines = table.lines()
        lines[0] = style.bold(lines[0])
        return lines
    }

    private func funnel() -> [String] {
        let names = Set(report.audit.managers.filter(\.isCounted).map(\.name)).count
        return [style.bold("how the count comes about")]
            + report.funnel.map { step in
                let count = (step.isExclusion ? "- " : "  ") + "\(step.count)"
                return String(repeating: " ", count: max(0, 8 - count.count)) + count + "  " + step.title
            } + ["        (\(names) distinct names)"]
    }

    private func identifiers() -> [String] {
        guard !report.audit.identifiers.isEmpty else { return [] }
        var table = TextTable(header: ["ID functions", "production", "tests"], rightAligned: [1, 2])
        for row in report.identifierKinds where row.production + row.tests > 0 {
            table.add([
                row.kind.rawValue.split(separator: "_").joined(separator: " "), "\(row.production)",
                "\(row.tests)",
            ])
        }
        var lines = table.lines()
        lines[0] = style.bold(lines[0])
        return lines
    }

    /// What the reader has to know to trust the figures.
    private func notes() -> [String] {
        let audit = report.audit
        var lines: [String] = []
        if audit.files.withErrors > 0 {
            lines.append(
                "\(audit.files.withErrors) files have syntax errors; what stands around the errors was read")
        }
        if !audit.shadowedModules.isEmpty {
            let dead = audit.managers.count { $0.isShadowed && $0.isCounted }
            lines.append(
                "\(audit.shadowedModules.count) modules cannot be imported, a package of the same name shadows "
                    + "them; \(dead) counted definitions in them are dead")
        }
        if !audit.danglingImports.isEmpty {
            lines.append("\(audit.danglingImports.count) imports name what the repository does not define")
        }
        lines += skips()
        return lines.isEmpty ? [] : [style.bold("notes")] + lines.map { "  " + $0 }
    }

    private func skips() -> [String] {
        let skips = report.audit.skips
        guard !skips.isEmpty else { return [] }
        let sources = skips.count { $0.isSource }
        let shown = skips.prefix(20).map { skip in
            let reason = skip.reason.rawValue.split(separator: "_").joined(separator: " ")
            let detail = skip.detail.isEmpty ? "" : " (\(skip.detail.cell))"
            return style.yellow("  \(skip.path.cell): \(reason)\(detail)")
        }
        let rest = skips.count - shown.count
        return ["\(skips.count) files were skipped, \(sources) of them sources:"] + shown
            + (rest > 0 ? ["  and \(rest) more: SELECT * FROM skipped_files"] : [])
    }

    private func provenance() -> [String] {
        let audit = report.audit
        let provenance = report.provenance
        var lines = [
            "unit definition, scope \(provenance.scope.cell), pattern \(provenance.pattern.visible)",
            "counted roles \(provenance.countedRoles.sorted().map(\.rawValue).joined(separator: ", "))",
            "commit \(provenance.commit ?? "none"), rules \(provenance.rulesDigest.prefix(12)), "
                + "ssot \(provenance.toolVersion)",
            "\(audit.files.outlined) of \(audit.files.sources) source files, \(audit.files.lines) lines, "
                + "\(audit.definitions.classes) classes, \(audit.definitions.functions) functions",
        ]
        if let effort = report.effort {
            let seconds =
                Double(effort.elapsed.components.seconds) + Double(effort.elapsed.components.attoseconds)
                / 1e18
            let rate = Int(Double(audit.files.outlined) / max(seconds, 1e-9))
            lines.append(
                "\(Int(seconds * 1000)) ms, \(rate) files a second; \(effort.lexed) files lexed, "
                    + "\(effort.reused) known; stored in \(effort.database)")
        }
        return lines.map { style.dim($0) }
    }
}
