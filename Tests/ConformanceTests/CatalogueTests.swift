import Conformance
import DefaultRules
import RuleFiles
import Testing
import WebSocketConformance

struct CatalogueTests {
    private static let contracts: [Contract] = [.identifiers, .websocket]

    static let requirements = (try? ContractFiles.load(files: DefaultRules.contracts)) ?? []

    static func requirements(of contract: Contract) -> [Requirement] {
        requirements.filter { $0.contract == contract.name }
    }

    @Test("the requirements load, and every contract has some")
    func load() throws {
        #expect(try ContractFiles.load(files: DefaultRules.contracts).count >= 60)
        #expect(Set(Self.requirements.map(\.contract)) == Set(Self.contracts.map(\.name)))
    }

    @Test("a reference keeps every MUST and every SHOULD", arguments: ["identifiers"])
    func reference(name: String) async throws {
        let contract = try #require(Self.contracts.first { $0.name == name })
        let subject = contract.reference { contract.reference { nil } }
        var runner = Runner()
        runner.scale = MutantTable.scale
        // How fast this machine is today is no matter of this test.
        runner.now = { 0 }
        let description = await runner.greet(subject, contract: name).value
        // The memory of this process is that of all tests: `ConformanceTests` of the program itself looks at it.
        let requirements = Self.requirements(of: contract).filter { !$0.operations.contains("memory") }
        let results = await runner.run(requirements, on: subject, described: description)
        for result in results { #expect(result.outcome == .pass, "\(result.requirement.id)") }
    }

    @Test(
        "each mutant fails its requirement, and each requirement has one", arguments: ["identifiers"]
    )
    func mutants(name: String) async throws {
        let contract = try #require(Self.contracts.first { $0.name == name })
        let table = await MutantTable(contract, Self.requirements(of: contract))
        for row in table.rows {
            #expect(row.isCaught, "\(row.mutant.id) fails \(row.failed), not \(row.mutant.requirement)")
            // A mutant that fails many things says little about any.
            #expect(row.failed.count <= 3, "\(row.mutant.id) fails \(row.failed)")
        }
        #expect(table.unbroken == [])
        #expect(Set(contract.mutants.map(\.id)).count == contract.mutants.count)
    }
}
