import Conformance
import DefaultRules
import RuleFiles
import Testing
import WebSocketConformance

@Suite("The WebSocket contract")
struct ReferenceTests {
    static func requirements() throws -> [Requirement] {
        try ContractFiles.load(files: DefaultRules.contracts).filter { $0.contract == "websocket" }
    }

    @Test("the reference keeps every requirement, and each applies to it")
    func reference() async throws {
        let subject = ReferenceConnections()
        var runner = Runner()
        runner.scale = 0.05
        let greeting = await runner.greet(subject, contract: "websocket")
        guard case .value(let description) = greeting else {
            Issue.record("the reference does not answer hello: \(greeting)")
            return
        }
        // The memory of this process is that of all tests: `ConformanceTests` of the program itself looks at it.
        let requirements = try Self.requirements().filter { !$0.operations.contains("memory") }
        for result in await runner.run(requirements, on: subject, described: description) {
            #expect(result.outcome == .pass, "\(result.requirement.id)")
        }
        await subject.end()
    }
}
