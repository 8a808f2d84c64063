import Conformance
import Testing
import WebSocketConformance

@Suite("Mutants of the WebSocket contract")
struct MutantTests {
    private static func mutant(_ id: String) throws -> Mutant {
        try #require(WebSocketMutants.all.first { $0.id == id })
    }

    /// What its requirement finds of a mutant; nil where it finds nothing.
    private static func failure(of mutant: Mutant, scale: Double) async throws -> Outcome.Failure? {
        let requirement = try #require(
            try ReferenceTests.requirements().first { $0.id == mutant.requirement })
        let subject = mutant.subject(of: ReferenceConnections(), in: MutantScene())
        var runner = Runner()
        runner.scale = scale
        let description = await runner.greet(subject, contract: "websocket").value
        let outcome = await runner.run(requirement, on: subject, described: description)
        await subject.end()
        if case .fail(let failure) = outcome { return failure }
        return nil
    }

    @Test("each requirement has a mutant, and each mutant a requirement")
    func complete() throws {
        let requirements = Set(try ReferenceTests.requirements().map(\.id))
        let broken = Set(WebSocketMutants.all.map(\.requirement))
        #expect(requirements.subtracting(broken).isEmpty, "requirements that nothing fails")
        #expect(broken.subtracting(requirements).isEmpty, "requirements that there are not")
        #expect(Set(WebSocketMutants.all.map(\.id)).count == WebSocketMutants.all.count)
    }

    // The whole table, each mutant on each requirement, takes minutes: `ssot conformance mutants websocket`.
    @Test("each mutant fails the requirement that it is for", arguments: WebSocketMutants.all.map(\.id))
    func fails(_ id: String) async throws {
        #expect(try await Self.failure(of: Self.mutant(id), scale: MutantTable.scale) != nil)
    }

    @Test("a mistake that needs an order is found, and shrunk to the moves that it takes")
    func shrinks() async throws {
        let failure = try await Self.failure(of: Self.mutant("handle-of-before-last"), scale: 0.05)
        // Connect, end, connect, end, connect, send to what ended: no fewer moves show it. A place beside may take some.
        let title = try #require(failure?.transcript.first)
        #expect(title.hasSuffix("to 6 of 1 places:") || title.hasSuffix("to 6 of 2 places:"), "\(title)")
    }

    @Test("the same seed finds the same schedule")
    func replays() async throws {
        let mutant = try Self.mutant("user-named-by-message")
        func script() async throws -> [String]? {
            let requirement = try #require(
                try ReferenceTests.requirements().first { $0.id == "isolation-holds-in-every-order" })
            let subject = mutant.subject(of: ReferenceConnections(), in: MutantScene())
            var runner = Runner()
            runner.seed = 7
            guard case .fail(let failure) = await runner.run(requirement, on: subject, described: [:]) else {
                return nil
            }
            await subject.end()
            // The IDs of connections differ from run to run.
            return failure.transcript.map { String($0.prefix(25)) }
        }
        let first = try await script()
        #expect(first != nil)
        #expect(try await script() == first)
    }
}
