import TestKit
import Testing

struct ConformanceTests {
    @Test("the references take no more memory than their contracts say, measured in a process of their own")
    func memory() throws {
        let folder = try TemporaryFolder()
        for (contract, requirement) in [
            ("identifiers", "making-ids-keeps-no-memory"), ("websocket", "connections-are-small"),
        ] {
            let result = try Tool.run(
                "conformance", "run", "reference", "--contract", contract, "--requirement", requirement,
                in: folder)
            #expect(result.status == 0, "\(result.output)\(result.errors)")
            #expect(result.output.contains("pass  SHOULD \(requirement)"))
        }
    }
}
