import Auditing
import Findings
import Linking
import TestKit
import Testing

struct RepositoryTests {
    @Test(
        "an audit finds what the comments of a repository expect, and nothing else",
        arguments: FixtureRepository.names)
    func expectations(name: String) async throws {
        let repository = try FixtureRepository(name)
        let actual = repository.actual(await repository.audit(AuditPolicy(rules: try defaultRules())))
        let expected = repository.expected
        #expect(!expected.isEmpty)
        #expect(expected.filter { !actual.contains($0) } == [], "missing")
        #expect(actual.filter { !expected.contains($0) } == [], "unexpected")
    }

    @Test("one job and several give the same audit", arguments: FixtureRepository.names)
    func jobs(name: String) async throws {
        let policy = AuditPolicy(rules: try defaultRules())
        let repository = try FixtureRepository(name)
        let one = await repository.audit(policy, jobs: 1)
        for jobs in [2, 3, 16] { #expect(await repository.audit(policy, jobs: jobs) == one) }
    }

    @Test("every decision about a manager has its evidence", arguments: FixtureRepository.names)
    func evidence(name: String) async throws {
        let audit = try await FixtureRepository(name).audit(AuditPolicy(rules: try defaultRules()))
        for fact in audit.managers where fact.kind == .class {
            let aspects = Set(fact.evidence.map(\.aspect))
            #expect(aspects.contains(.match) && aspects.contains(.role), "\(fact.symbol)")
            let winner = fact.evidence.filter { $0.aspect == .domain && $0.rule == fact.domain }
            #expect(fact.domain == "other" || !winner.isEmpty, "\(fact.symbol): \(fact.domain)")
        }
        for fact in audit.identifiers { #expect(!fact.evidence.isEmpty, "\(fact.symbol)") }
    }

    @Test("references add up, place by place", arguments: FixtureRepository.names)
    func references(name: String) async throws {
        let audit = try await FixtureRepository(name).audit(AuditPolicy(rules: try defaultRules()))
        for fact in audit.managers {
            let production = fact.references.filter { !$0.isTestCode }.reduce(0) { $0 + $1.count }
            let tests = fact.references.filter(\.isTestCode).reduce(0) { $0 + $1.count }
            #expect(
                [production, tests] == [fact.productionReferences, fact.testReferences], "\(fact.symbol)")
        }
    }

    @Test("facts stand in order of their places")
    func order() async throws {
        for name in FixtureRepository.names {
            let audit = try await FixtureRepository(name).audit(AuditPolicy(rules: try defaultRules()))
            let places = audit.managers.map { ($0.path, $0.line, $0.column) }
            #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
            let functions = audit.identifiers.map { ($0.path, $0.line, $0.column) }
            #expect(zip(functions, functions.dropFirst()).allSatisfy { $0 <= $1 })
        }
    }

    @Test("a designated canonical manager is marked as such, and no other of its domain")
    func designated() async throws {
        let policy = AuditPolicy(
            rules: try defaultRules(),
            canonical: ["websocket": "app.websocket.second.UnifiedWebSocketManagerCore"])
        let audit = try await FixtureRepository("three-managers").audit(policy)
        let marked = audit.managers.filter { $0.domain == "websocket" && $0.canonical != .no }
        #expect(marked.map(\.name) == ["UnifiedWebSocketManagerCore"])
        #expect(marked.map(\.canonical) == [.designated])
    }

    @Test("roles that the policy counts are counted")
    func countedRoles() async throws {
        let policy = AuditPolicy(rules: try defaultRules(), countedRoles: [.exception])
        let audit = try await FixtureRepository("three-managers").audit(policy)
        let counted = Set(audit.managers.filter(\.isCounted).map(\.role))
        #expect(counted == [.exception])
    }

    @Test("a module behind a package of its name is reported, and an import of nothing too")
    func deadAndDangling() async throws {
        let audit = try await FixtureRepository("services").audit(AuditPolicy(rules: try defaultRules()))
        #expect(audit.shadowedModules.map(\.path) == ["shipping/app/ws.py"])
        #expect(audit.danglingImports.map(\.name) == ["app.ws.GoneManager"])
    }
}
