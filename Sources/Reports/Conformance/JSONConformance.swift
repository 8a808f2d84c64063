import Findings

/// A run of conformance for programs: `ssot.conformance/v1`.
enum JSONConformance {
    static func render(_ run: ConformanceRun) -> [UInt8] {
        var json = JSONWriter(indents: true)
        write(run, &json)
        json.newline()
        return json.bytes
    }

    static func write(_ run: ConformanceRun, _ json: inout JSONWriter) {
        json.object { json in
            json.field("format", "ssot.conformance/v1")
            json.field("contract", run.contract)
            json.field("subject", run.subject)
            json.field("name", run.name)
            // As text: a number above 2⁵³ is another one to JavaScript.
            json.field("seed", String(run.seed))
            json.field("whole", run.isWhole)
            json.field("passed", run.count(.pass))
            json.field("failed", run.count(.fail))
            json.field("failed_musts", run.brokenMusts.count)
            json.field("not_applicable", run.count(.notApplicable))
            json.key("results")
            json.array(run.results) { write($1, &$0) }
        }
    }

    private static func write(_ result: ConformanceResult, _ json: inout JSONWriter) {
        json.object { json in
            json.field("requirement", result.requirement)
            json.key("numbers")
            json.array(result.numbers) { $0.string($1) }
            json.field("level", result.level)
            json.field("statement", result.statement)
            json.field("outcome", result.outcome.rawValue)
            json.field("reason", result.reason.isEmpty ? nil : result.reason)
            json.key("failure")
            guard let failure = result.failure else { return json.null() }
            json.object { json in
                json.field("place", failure.place)
                json.field("call", failure.call)
                json.field("expected", failure.expected)
                json.field("observed", failure.observed)
                json.key("transcript")
                json.array(failure.transcript) { $0.string($1) }
            }
        }
    }
}
