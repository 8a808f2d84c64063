import Findings
import Storage

/// A run with one result of each kind.
enum SampleConformance {
    static let run = ConformanceRun(
        contract: "identifiers", subject: "python3 adapter.py", name: "mine", seed: .max, isWhole: true,
        results: [
            ConformanceResult(
                requirement: "ids-are-distinct", numbers: ["U1", "C8"], isMust: true, statement: "S.",
                outcome: .fail,
                failure: ConformanceResult.Failure(
                    place: "x.yml:7", call: "generate {}", expected: "no two alike", observed: "\"a\" twice",
                    transcript: ["reset → true", "generate {} → [\"a\",\"a\"]"])),
            ConformanceResult(
                requirement: "ids-are-fast", numbers: [], isMust: false, statement: "T.",
                outcome: .notApplicable, reason: "generate: no such operation"),
        ])

    static func stored(_ run: ConformanceRun, of scan: StoredScan) -> StoredConformance {
        StoredConformance(
            run: run, auditID: scan.auditID, root: scan.context.root, startedAt: scan.context.startedAt,
            commit: scan.context.commit, toolVersion: scan.context.toolVersion)
    }
}
