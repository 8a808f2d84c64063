import Findings
import Verdicts

/// A plan for programs: `ssot.plan/v1`.
enum JSONPlan {
    static func render(_ plan: RemovalPlan) -> [UInt8] {
        var json = JSONWriter(indents: true)
        json.object { json in
            json.field("format", "ssot.plan/v1")
            json.field("domain", plan.domain)
            json.field("budget", plan.budget)
            json.field("counted", plan.counted)
            json.field("surplus", plan.surplus)
            json.field("dead", plan.dead.count)
            json.field("lines", plan.lines)
            json.field("dead_lines", plan.deadLines)
            json.key("canonical")
            if let canonical = plan.canonical {
                json.object {
                    place(canonical, &$0)
                    $0.field("status", canonical.canonical.rawValue)
                }
            } else {
                json.null()
            }
            json.key("steps")
            json.array(plan.steps) { step($1, &$0) }
            json.key("aliases")
            json.array(plan.aliases) { alias($1, &$0) }
        }
        json.newline()
        return json.bytes
    }

    private static func place(_ manager: ManagerFact, _ json: inout JSONWriter) {
        json.field("symbol", manager.symbol)
        json.field("file", manager.path)
        json.field("line", manager.line)
        json.field("end_line", manager.endLine)
    }

    private static func step(_ step: RemovalStep, _ json: inout JSONWriter) {
        json.object { json in
            place(step.manager, &json)
            json.field("test_code", step.manager.isTestCode)
            json.field("lines", step.lines)
            json.field("risk", step.risk.rawValue)
            json.field("risk_in_words", step.riskInWords)
            json.field("within_budget", step.isWithinBudget)
            json.key("like")
            if let likeness = step.likeness {
                json.object {
                    $0.field("evidence", likeness.kind.rawValue)
                    $0.key("score")
                    $0.number(likeness.score)
                    $0.field("symbol", likeness.other)
                }
            } else {
                json.null()
            }
            json.key("missing")
            json.array(step.missing) { json, member in
                json.object {
                    $0.field("member", member.name)
                    $0.field("kind", member.kind.rawValue)
                    $0.field("parameters", member.signature)
                    $0.field("async", member.isAsync)
                }
            }
            json.key("differences")
            json.array(step.differences) { json, difference in
                json.object {
                    $0.field("member", difference.member)
                    $0.key("dropped_parameters")
                    $0.array(difference.dropped) { $0.string($1) }
                    $0.key("demanded_parameters")
                    $0.array(difference.demanded) { $0.string($1) }
                    $0.field("changes_kind", difference.changesKind)
                    $0.field("changes_awaiting", difference.changesAwaiting)
                }
            }
            json.key("used_by")
            json.array(step.users) { json, use in
                json.object {
                    $0.field("file", use.path)
                    $0.field("count", use.count)
                    $0.field("test_code", use.isTestCode)
                }
            }
            json.key("imported_as")
            json.array(step.aliases) { alias($1, &$0) }
        }
    }

    private static func alias(_ name: ImportedName, _ json: inout JSONWriter) {
        json.object {
            $0.field("name", name.name)
            $0.field("production_files", name.productionFiles)
            $0.field("test_files", name.testFiles)
        }
    }
}
