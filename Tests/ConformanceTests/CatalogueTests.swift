import Conformance
import DefaultRules
import RuleFiles
import Testing

struct CatalogueTests {
    @Test("the requirements load, and the reference keeps them")
    func reference() async throws {
        let requirements = try ContractFiles.load(files: DefaultRules.contracts)
        let subject = ReferenceIDs()
        var runner = Runner()
        runner.scale = 0.01
        runner.now = { 0 }
        let answer = await runner.greet(subject, contract: "identifiers")
        guard case .value(let description) = answer else {
            Issue.record("\(answer)")
            return
        }
        let chosen = requirements.filter { $0.contract == "identifiers" }
        for result in await runner.run(chosen, on: subject, described: description) {
            #expect(result.outcome == .pass, "\(result.requirement.id)")
        }
    }
}
