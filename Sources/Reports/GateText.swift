import Findings
import Verdicts

/// What a gate says to people at a terminal: what is new, what the figures are, and last of all the verdict.
package struct GateText {
    private let report: AuditReport
    private let baseline: (path: String, count: Int)?
    private let style: Style

    /// How many new findings are shown.
    private static let limit = 50

    /// - Parameter baseline: the file that was judged by, and how many findings it holds; nil without one.
    package init(_ report: AuditReport, baseline: (path: String, count: Int)?, _ style: Style) {
        self.report = report
        self.baseline = baseline
        self.style = style
    }

    package func render() -> String {
        [new(), counts(), compliance(), verdict()].filter { !$0.isEmpty }
            .map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    // MARK: New findings

    /// Worst first; those of one severity in order of place.
    private func new() -> [String] {
        let new = report.judgement.findings.filter(\.isNew)
        let sorted = Severity.allCases.flatMap { severity in new.filter { $0.severity == severity } }
        let rest = sorted.count - Self.limit
        return sorted.prefix(Self.limit).flatMap(lines)
            + (rest > 0 ? ["and \(rest) more new findings; --output json-v1=FILE lists all"] : [])
    }

    private func lines(_ item: JudgedFinding) -> [String] {
        let finding = item.finding
        let place = "\(finding.path.visible):\(finding.line):\(finding.column)"
        var lines = [
            "\(style.bold(place)) \(style.colored(item.severity)) \(finding.rule)",
            "  \(finding.message.visible)",
        ]
        if !finding.fix.isEmpty { lines.append("  fix: \(finding.fix.visible)") }
        lines += finding.related.prefix(3).map { related in
            style.dim(
                "  see \(related.path.visible):\(related.line) \(related.symbol.visible) (\(related.note.visible))"
            )
        }
        return lines
    }

    // MARK: Figures

    private func counts() -> [String] {
        let judgement = report.judgement
        var (new, known, changed, old, waived) = (0, 0, 0, 0, 0)
        for item in judgement.findings {
            switch item.standing {
            case .new: new += 1
            case .old: old += 1
            case .waived: waived += 1
            case .known(let isChanged):
                known += 1
                if isChanged { changed += 1 }
            }
        }
        var parts = ["\(new) new"]
        if baseline != nil {
            parts.append("\(known) known" + (changed > 0 ? " (\(changed) changed since)" : ""))
        }
        if judgement.base != nil { parts.append("\(old) in the base already") }
        parts += ["\(waived) waived", "\(judgement.fixed.count) fixed"]
        var lines = [style.bold("findings") + "  " + parts.joined(separator: ", ")]
        if let base = judgement.base {
            lines.append(
                "compared with commit \(base.commit), the last that this tree shares with "
                    + base.revision.visible)
        }
        if let baseline {
            let fixed = judgement.fixed.count
            lines.append(
                "baseline \(baseline.path.visible) holds \(baseline.count)"
                    + (fixed > 0 ? "; \(fixed) of them are fixed: shrink it with `ssot baseline update`" : "")
            )
        } else if judgement.base == nil, new > 0 {
            lines.append("no baseline: everything is new; `ssot baseline write` makes one")
        }
        return lines
    }

    private func compliance() -> [String] {
        let compliance = report.judgement.compliance
        let audit = report.audit
        var lines = [
            style.bold("compliance")
                + "  definition \(compliance.definition.withCounts), usage \(compliance.usage.withCounts), "
                + "identifiers \(compliance.identifiers.withCounts)"
        ]
        for row in compliance.domains where row.surplus > 0 {
            let canonical =
                row.canonical.map { "canonical \($0.name.visible) at \($0.path.visible):\($0.line)" }
                ?? "none is canonical"
            lines.append(
                "  \(row.domain): \(row.definition.withCounts), \(row.counted) for a budget of \(row.budget), \(canonical)"
                    + (row.waived > 0 ? ", \(row.waived) waived" : ""))
        }
        lines.append(
            style.dim(
                "\(audit.files.outlined) of \(audit.files.sources) source files read, \(audit.files.withErrors) with "
                    + "syntax errors; scope \(report.provenance.scope), pattern \(report.provenance.pattern)")
        )
        return lines
    }

    // MARK: Verdict

    private func verdict() -> [String] {
        let verdict = report.judgement.verdict
        var lines = verdict.reasons.map { "  " + $0.visible }
        let looser = report.judgement.findings.count { $0.finding.rule == Loosening.rule && $0.isNew }
        if looser > 0 {
            let what = looser == 1 ? "1 demand" : "\(looser) demands"
            lines.append(
                style.yellow("judged by a gate that this change loosens: \(what), see loosened-gate above"))
        }
        switch verdict.outcome {
        case .pass: lines.append(style.green("pass"))
        case .fail:
            lines.append(
                style.red("fail") + ", for \(verdict.reasons.count == 1 ? "the reason" : "the reasons") above"
            )
        case .incomplete: lines.append(style.red("incomplete") + ": no verdict without the files above")
        }
        return lines
    }
}
