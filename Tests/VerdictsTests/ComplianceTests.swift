import Findings
import Testing
import Verdicts

/// DESIGN.md §4.
struct ComplianceTests {
    private func compliance(_ managers: [ManagerFact], budget: Int = 1) -> Compliance {
        Compliance(
            Audit(
                files: FileCounts(walked: 1, sources: 1, outlined: 1, withErrors: 0, bytes: 1, lines: 1),
                definitions: DefinitionCounts(classes: managers.count, functions: 0), managers: managers,
                identifiers: [], skips: [], shadowedModules: [], danglingImports: []),
            budget: { _ in budget })
    }

    private func manager(
        _ number: Int, _ domain: String, role: Role = .implementation, references: Int = 0,
        canonical: CanonicalStatus = .no
    ) -> ManagerFact {
        ManagerFact(
            symbol: "app.a.M\(number)", name: "M\(number)", qualifiedName: "M\(number)", path: "app/a.py",
            line: number + 1, column: 1, endLine: number + 1, kind: .class, language: "python", role: role,
            domain: domain, isTestCode: false, isShadowed: false, isCounted: role == .implementation,
            canonical: canonical, target: nil, methodCount: 1, productionReferences: references,
            testReferences: 0, evidence: [], references: [])
    }

    @Test("42 managers for a budget of 1 are 1 of 42, one is all, none is 100 %")
    func definition() throws {
        let many = compliance((0..<42).map { manager($0, "session") })
        #expect(many.domains.first?.surplus == 41)
        #expect(many.definition == Share(1, of: 42))
        #expect(compliance([manager(0, "session")]).definition == Share(1, of: 1))
        #expect(compliance([manager(0, "session", role: .testDouble)]).domains.first?.surplus == 0)
        #expect(compliance((0..<42).map { manager($0, "session") }, budget: 50).domains.first?.surplus == 0)
    }

    @Test("managers that no domain claims are no surplus, however many")
    func unassigned() {
        let other = compliance((0..<9).map { manager($0, ManagerFact.unassignedDomain) })
        #expect(other.domains.first?.surplus == 0)
        #expect(other.definition == Share(9, of: 9))
    }

    @Test("usage is the share of references to counted managers that reach the canonical one")
    func usage() {
        let found = compliance([
            manager(0, "session", references: 9, canonical: .proposed), manager(1, "session", references: 2),
            manager(2, "session", role: .testDouble, references: 5),
        ])
        #expect(found.usage == Share(9, of: 11))
    }
}
