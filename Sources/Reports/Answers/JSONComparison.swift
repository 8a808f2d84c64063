import Findings
import Verdicts

/// A comparison for programs: `ssot.diff/v1`.
enum JSONComparison {
    static func render(_ report: ComparisonReport) -> [UInt8] {
        var json = JSONWriter(indents: true)
        json.object { json in
            json.field("format", "ssot.diff/v1")
            json.key("before")
            side(report.before, &json)
            json.key("after")
            side(report.after, &json)
            json.field("domain", report.domain)
            json.key("total")
            figures(report.headline, &json)
            json.key("domains")
            json.array(
                report.comparison.domains.filter { report.domain == nil || $0.domain == report.domain }
            ) {
                figures($1, &$0)
            }
            json.key("changes")
            let changes = report.domain.map { report.comparison.changes(in: $0) } ?? report.comparison.changes
            json.array(changes) { change($1, &$0) }
            json.key("new_aliases")
            json.array(report.newAliases) { alias($1, &$0) }
            json.key("gone_aliases")
            json.array(report.goneAliases) { alias($1, &$0) }
        }
        json.newline()
        return json.bytes
    }

    private static func side(_ side: ComparisonReport.Side, _ json: inout JSONWriter) {
        json.object {
            $0.field("label", side.label)
            $0.field("commit", side.commit)
            $0.field("rules_digest", side.rulesDigest)
        }
    }

    private static func figures(_ row: DomainChange, _ json: inout JSONWriter) {
        json.object { json in
            json.field("domain", row.domain.isEmpty ? nil : row.domain)
            for (name, state) in [("before", row.before), ("after", row.after)] {
                json.key(name)
                json.object {
                    $0.field("definitions", state.definitions)
                    $0.field("counted", state.counted)
                    $0.field("in_production", state.inProduction)
                    $0.key("definition_compliance")
                    $0.number(state.compliance.percent)
                }
            }
            for kind in ManagerChange.Kind.allCases {
                json.key(kind.rawValue)
                tally(row.tally(kind), &json)
            }
            json.key("arrived")
            tally(row.arrived, &json)
            json.key("left")
            tally(row.left, &json)
            json.field("became_counted", row.becameCounted)
            json.field("became_uncounted", row.becameUncounted)
            json.field("edited", row.edited)
        }
    }

    private static func tally(_ tally: DomainChange.Tally, _ json: inout JSONWriter) {
        json.object {
            $0.field("definitions", tally.definitions)
            $0.field("counted", tally.counted)
        }
    }

    private static func change(_ change: ManagerChange, _ json: inout JSONWriter) {
        json.object { json in
            json.field("change", change.kind.rawValue)
            json.key("before")
            manager(change.before, &json)
            json.key("after")
            manager(change.after, &json)
            switch change.evidence {
            case nil: json.field("evidence", nil as String?)
            case .symbol: json.field("evidence", "symbol")
            case .contents: json.field("evidence", "contents")
            case .binding: json.field("evidence", "binding")
            case .likeness(let score):
                json.field("evidence", "likeness")
                json.key("score")
                json.number(score)
            }
            json.field("edited", change.isEdited)
        }
    }

    private static func manager(_ manager: ManagerFact?, _ json: inout JSONWriter) {
        guard let manager else { return json.null() }
        json.object {
            $0.field("symbol", manager.symbol)
            $0.field("file", manager.path)
            $0.field("line", manager.line)
            $0.field("domain", manager.domain)
            $0.field("role", manager.role.rawValue)
            $0.field("counted", manager.isCounted)
        }
    }

    private static func alias(_ alias: ManagerFact, _ json: inout JSONWriter) {
        json.object {
            $0.field("symbol", alias.symbol)
            $0.field("file", alias.path)
            $0.field("line", alias.line)
            $0.field("target", alias.target)
        }
    }
}
