import Findings
import Verdicts

/// A plan for ID-making sites, for programs: `ssot.plan-identifiers/v1`.
enum JSONIdentifierPlan {
    static func render(_ plan: IdentifierPlan) -> [UInt8] {
        var json = JSONWriter(indents: true)
        json.object { json in
            json.field("format", "ssot.plan-identifiers/v1")
            json.field("canonical", plan.canonical)
            json.field("delegating", plan.delegating)
            json.field("scattered", plan.scattered)
            json.field("derived", plan.derived)
            json.field("scattered_in_tests", plan.inTests)
            json.key("steps")
            json.array(plan.steps) { json, step in
                json.object { json in
                    json.field("phase", step.phase.rawValue)
                    json.field("concept", step.concept)
                    json.field("replacement", step.replacement)
                    json.key("formats")
                    json.array(step.formats) { $0.string($1) }
                    json.key("sites")
                    json.array(step.sites) { site($1, &$0) }
                }
            }
        }
        json.newline()
        return json.bytes
    }

    private static func site(_ site: IdentifierSite, _ json: inout JSONWriter) {
        json.object {
            $0.field("file", site.path)
            $0.field("line", site.line)
            $0.field("symbol", site.symbol)
            $0.field("name", site.sinkName)
            $0.field("sink", site.sink.rawValue)
            $0.field("source", site.source.rawValue)
            $0.field("bits", site.bits)
            $0.field("format", site.format)
        }
    }
}
