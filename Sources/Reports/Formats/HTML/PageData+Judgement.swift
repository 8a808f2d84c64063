import Findings
import Verdicts

extension PageData {
    func findings(_ writer: inout JSONWriter) {
        let fixes = Dictionary(report.rules.map { ($0.id, $0.fix) }, uniquingKeysWith: { first, _ in first })
        writer.key("findings")
        writer.array(report.judgement.findings) { writer, judged in
            let finding = judged.finding
            writer.object {
                $0.field("rule", finding.rule)
                $0.field("severity", judged.severity.rawValue)
                $0.field("standing", judged.standing.word)
                $0.sparse("domain", finding.domain)
                $0.field("name", finding.qualifiedName)
                $0.field("symbol", finding.symbol)
                $0.field("path", finding.path)
                $0.field("line", finding.line)
                $0.field("message", finding.message)
                $0.sparse("fix", finding.fix == fixes[finding.rule] ? nil : finding.fix)
                $0.sparse("test", finding.isTestCode)
                $0.field("fingerprint", finding.fingerprint)
                $0.key("related")
                $0.array(finding.related) { writer, place in
                    writer.object {
                        $0.field("symbol", place.symbol)
                        $0.field("path", place.path)
                        $0.field("line", place.line)
                        $0.field("note", place.note)
                    }
                }
            }
        }
        writer.key("rules")
        writer.object { writer in
            for rule in report.rules {
                writer.key(rule.id)
                writer.object {
                    $0.field("title", rule.title)
                    $0.field("rationale", rule.rationale)
                    $0.field("fix", rule.fix)
                    $0.sparse("advice", rule.isAdvice)
                }
            }
        }
    }

    /// The waivers that a finding was waived by, in the order of where they are written.
    func waivers(_ writer: inout JSONWriter) {
        var counts: [Waiver: Int] = [:]
        for case .waived(let waiver) in report.judgement.findings.map(\.standing) {
            counts[waiver, default: 0] += 1
        }
        let rows = counts.sorted {
            ($0.key.origin.path, $0.key.origin.line, $0.key.rule, $0.key.target)
                < ($1.key.origin.path, $1.key.origin.line, $1.key.rule, $1.key.target)
        }
        writer.key("waivers")
        writer.array(rows) { writer, row in
            writer.object {
                $0.field("rule", row.key.rule)
                $0.field("target", row.key.target)
                $0.sparse("owner", row.key.owner)
                $0.sparse("reason", row.key.reason)
                $0.sparse("expires", row.key.expires?.description)
                $0.field("path", row.key.origin.path)
                $0.field("line", row.key.origin.line)
                $0.field("findings", row.value)
            }
        }
    }

    func history(_ writer: inout JSONWriter) {
        writer.key("history")
        writer.array(report.history) { point($1, &$0) }
        guard let former = report.former else { return }
        writer.key("former")
        writer.object {
            $0.field("scan", Int(former.point.scan))
            $0.field("at", moment(former.point.startedAt))
            $0.sparse("commit", former.point.commit)
            $0.field("rules", former.point.rulesDigest)
            $0.field("newFindings", former.newFindings)
            $0.field("goneFindings", former.goneFindings)
            $0.key("changes")
            $0.array(
                former.removed.map { ("removed", $0, nil) } + former.added.map { ("added", $0, nil) }
                    + former.renamed.map { ("renamed", $0.new, $0.old) }
            ) { change($1.0, $1.1, from: $1.2, &$0) }
        }
    }

    private func change(
        _ kind: String, _ manager: ManagerFact, from old: ManagerFact?, _ writer: inout JSONWriter
    ) {
        writer.object {
            $0.field("change", kind)
            $0.field("name", manager.name)
            $0.field("domain", manager.domain)
            $0.field("path", manager.path)
            $0.field("line", manager.line)
            if let old { $0.field("from", "\(old.name), \(old.path):\(old.line)") }
        }
    }

    private func point(_ point: ScanPoint, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("scan", Int(point.scan))
            $0.field("at", moment(point.startedAt))
            $0.sparse("commit", point.commit)
            $0.field("rules", point.rulesDigest)
            $0.field("counted", point.counted.values.reduce(0, +))
            $0.share("definition", point.definition)
            $0.share("usage", point.usage)
            $0.share("identifiers", point.identifiers)
            $0.field("groups", point.duplicateGroups)
            $0.field("findings", point.findings)
        }
    }

    /// `2026-11-24 21:56`, UTC.
    private func moment(_ milliseconds: Int64) -> String {
        let day = Day(milliseconds: milliseconds)
        let minutes = Int((milliseconds - Int64(day.number) * 86_400_000) / 60_000)
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(day) \(padded(minutes / 60)):\(padded(minutes % 60))"
    }

    func limits(_ writer: inout JSONWriter) {
        writer.key("skips")
        writer.array(report.audit.skips) { writer, skip in
            writer.object {
                $0.field("path", skip.path)
                $0.field("reason", skip.reason.rawValue)
                $0.sparse("source", skip.isSource)
                $0.sparse("detail", skip.detail)
            }
        }
        writer.key("shadowed")
        writer.array(report.audit.shadowedModules) { writer, module in
            writer.object {
                $0.field("path", module.path)
                $0.field("by", module.shadowedBy)
            }
        }
        writer.key("dangling")
        writer.array(report.audit.danglingImports) { writer, item in
            writer.object {
                $0.field("path", item.path)
                $0.field("line", item.line)
                $0.field("name", item.name)
            }
        }
        writer.key("room")
        writer.object {
            $0.field("sourceBytes", ListedGroups.sourceBytes)
            $0.field("groupsWithout", groups.groupsWithoutRoom.count)
        }
    }
}

extension Waiver {
    /// What it gives leave to, in words.
    fileprivate var target: String {
        if let symbol { return symbol }
        if let path { return path }
        guard let lines = origin.lines else { return "everything" }
        return "\(origin.path), lines \(lines.lowerBound) to \(lines.upperBound)"
    }
}
