import Findings
import Verdicts

/// Figures for programs: `ssot.count/v1`.
enum JSONCount {
    static func render(_ report: CountReport) -> [UInt8] {
        var json = JSONWriter(indents: true)
        json.object { json in
            json.field("format", "ssot.count/v1")
            json.field("source", report.source)
            json.field("domain", report.domain)
            json.key("figures")
            json.array(report.figures) { json, item in
                json.object {
                    rule(item.rule, &$0)
                    $0.field("figure", item.figure)
                }
            }
            json.key("claim")
            if let check = report.check { claim(check, &json) } else { json.null() }
        }
        json.newline()
        return json.bytes
    }

    private static func claim(_ check: ClaimCheck, _ json: inout JSONWriter) {
        json.object { json in
            json.field("figure", check.claim)
            json.field("rules_tried", check.ruleCount)
            json.field("rules_hit", check.hitCount)
            json.key("hits")
            json.array(check.hits) { json, hit in
                json.object {
                    rule(hit.rule, &$0)
                    $0.field("equivalents", hit.equivalents)
                }
            }
            json.key("neighbours")
            json.array(check.neighbours) { json, item in
                json.object {
                    $0.field("figure", item.figure)
                    $0.field("rules_hit", item.ruleCount)
                }
            }
        }
    }

    private static func rule(_ rule: CountingRule, _ json: inout JSONWriter) {
        json.field("rule", rule.words)
        json.field("sql", rule.sql)
    }
}
