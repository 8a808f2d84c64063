import Conformance
import Foundation
import TestKit
import Testing

/// The example managers in Python, through their adapter.
struct AdapterTests {
    private static let python = "/usr/bin/python3"

    private static func failed(_ module: String) async throws -> (failed: [String], passed: Int) {
        try #require(FileManager.default.isExecutableFile(atPath: python), "SKIPPED LOUDLY: no \(python)")
        let folder = Fixtures.repository + "/Fixtures/Conformance/identifiers"
        let subject = ProcessSubject(
            command: "cd '\(folder)' && exec \(python) -B adapter.py \(module)", contract: "identifiers")
        var runner = Runner()
        runner.scale = MutantTable.scale
        runner.now = { 0 }
        let description = await runner.greet(subject, contract: "identifiers").value
        #expect(description["name"] == .text(module))
        let requirements = CatalogueTests.requirements(of: .identifiers)
        let results = await runner.run(requirements, on: subject, described: description)
        await subject.end()
        return (
            results.compactMap { if case .fail = $0.outcome { $0.requirement.id } else { nil } },
            results.count { $0.outcome == .pass }
        )
    }

    @Test("the right manager breaks nothing, and most of the contract concerns it")
    func right() async throws {
        let (failed, passed) = try await Self.failed("right")
        #expect(failed == [])
        #expect(passed >= 40)
    }

    @Test("each fault of the careless manager is found, and none that it has not")
    func careless() async throws {
        let (failed, _) = try await Self.failed("careless")
        #expect(
            failed == [
                "a-hostile-prefix-reaches-no-id", "a-hostile-user-reaches-no-id", "hostile-runs-are-no-runs",
                "hostile-threads-are-no-threads", "ids-do-not-tell-their-user",
                "kinds-without-a-time-have-64-random-bits", "migration-gives-one-id-its-one-successor",
                "migration-refuses-instead-of-raising", "parse-refuses-capitals",
                "parse-refuses-digits-of-other-scripts", "parse-refuses-line-ends-and-spaces",
                "parse-refuses-other-lengths", "runs-and-threads-are-matched-by-name",
                "texts-are-compared-by-their-bytes", "threads-are-named-without-their-prefix",
                "what-may-be-two-things-is-not-guessed",
            ])
    }
}
