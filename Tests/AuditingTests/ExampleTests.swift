import Auditing
import Testing

struct ExampleTests {
    @Test("every example of every default rule holds")
    func defaultRulesHold() async throws {
        let outcome = await ExampleCheck(try defaultRules()).run()
        #expect(outcome.failures.map { "\($0.path):\($0.line): \($0.rule) \($0.message)" } == [])
        #expect(outcome.rules > 30)
        #expect(outcome.examples > 2 * outcome.rules - 1)
    }
}
