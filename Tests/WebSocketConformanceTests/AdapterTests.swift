import Conformance
import Foundation
import TestKit
import Testing

/// The example managers in Python, through their adapter.
@Suite("A WebSocket manager in Python")
struct AdapterTests {
    private static let python = "/usr/bin/python3"

    private static func results(_ module: String) async throws -> [Result] {
        try #require(FileManager.default.isExecutableFile(atPath: python), "SKIPPED LOUDLY: no \(python)")
        let folder = Fixtures.repository + "/Fixtures/Conformance/websocket"
        let subject = ProcessSubject(
            command: "cd '\(folder)' && exec \(python) -B adapter.py \(module)", contract: "websocket")
        var runner = Runner()
        runner.scale = 0.02
        let description = await runner.greet(subject, contract: "websocket").value
        #expect(description["name"] == .text(module))
        let results = await runner.run(
            try ReferenceTests.requirements(), on: subject, described: description)
        await subject.end()
        return results
    }

    private static func failed(_ results: [Result]) -> Set<String> {
        Set(results.compactMap { if case .fail = $0.outcome { $0.requirement.id } else { nil } })
    }

    @Test("the right manager breaks nothing, and most of the contract concerns it")
    func right() async throws {
        let results = try await Self.results("right")
        #expect(Self.failed(results) == [])
        #expect(results.count { $0.outcome == .pass } >= 50)
    }

    @Test("each marked fault of the careless manager is found by a requirement of its own")
    func careless() async throws {
        let failed = Self.failed(try await Self.results("careless"))
        #expect(
            failed.isSuperset(of: [
                // A scoped send that calls what does not exist, and all that rests on it.
                "scoped-event-reaches-one-socket", "connection-has-a-scope", "order-is-kept",
                // Options and limits that are ignored.
                "scoping-off-is-defined", "user-limit-is-kept", "total-limit-is-kept",
                "connection-id-does-not-name-the-user", "lost-socket-is-cleaned",
                "closing-one-leaves-the-others",
                "shutdown-closes-with-1001", "names-decide-nothing", "payload-cannot-forge-the-envelope",
                "broken-socket-fails-no-other", "missing-user-is-refused", "shared-thread-keeps-users-apart",
                "isolation-holds-in-every-order",
            ]))
        #expect(
            failed.isDisjoint(with: [
                "connection-ids-are-distinct", "closed-connection-has-no-scope", "wrong-user-is-refused",
                "user-event-reaches-all-own-connections", "other-thread-is-passed-by",
            ]))
    }
}
