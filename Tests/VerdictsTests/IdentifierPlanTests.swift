import Findings
import Testing
import Verdicts

/// The way from scattered ID-making to the one ID manager.
struct IdentifierPlanTests {
    private func plan(_ sites: [IdentifierSite]) -> IdentifierPlan {
        IdentifierPlan(Sample.audit([], sites: sites))
    }

    @Test(
        "weak sites come first, then functions, inline sites and stored defaults; what lacks a call before all"
    )
    func order() {
        let plan = plan([
            .sample("run", 1, sink: .fieldDefault), .sample("run", 2), .sample("run", 3, sink: .returned),
            .sample("run", 4, bits: 32), .sample("order", 5, replacement: ""),
        ])
        #expect(plan.steps.map(\.phase) == [.lacksCall, .weak, .functions, .inline, .stored])
        #expect(plan.steps.map { $0.sites.map(\.line) } == [[5], [4], [3], [2], [1]])
        #expect(plan.scattered == 5)
    }

    @Test("sites that one call replaces are one step, that with the most sites first")
    func steps() throws {
        let plan = plan([
            .sample("session", 1), .sample("run", 2, format: "run_{8 hex}"), .sample("run", 3),
            .sample("run", 4),
        ])
        #expect(plan.steps.map(\.concept) == ["run", "session"])
        let step = try #require(plan.steps.first)
        #expect(step.replacement == "IDManager.generate_run_id()")
        #expect(step.formats == ["uuid", "run_{8 hex}"])
        #expect(step.files == 1)
    }

    @Test("what is no new identity, canonical, delegating or test code is counted and not planned for")
    func rest() {
        var sites: [IdentifierSite] = [
            .sample("run", 1, standing: .canonical), .sample("run", 2, standing: .delegating),
            .sample("run", 3, source: .hash), .sample("run", 4, source: .composed),
            .sample("run", 5, source: .external), .sample("run", 6),
        ]
        sites[5].isTestCode = true
        let plan = plan(sites)
        #expect(plan.steps.isEmpty)
        #expect(plan.hasManager)
        #expect((plan.canonical, plan.delegating, plan.scattered) == (1, 1, 0))
        #expect((plan.derived, plan.inTests) == (3, 1))
    }

    @Test("without an ID manager every site lacks its call")
    func noManager() {
        let plan = plan([.sample("run", 1, replacement: "")])
        #expect(!plan.hasManager)
        #expect(plan.steps.map(\.phase) == [.lacksCall])
    }
}

extension IdentifierSite {
    fileprivate static func sample(
        _ concept: String, _ line: Int, sink: Sink = .assignment, source: Source = .secureRandom,
        bits: Int = 122, format: String = "uuid", standing: Standing = .scattered, replacement: String? = nil
    ) -> IdentifierSite {
        IdentifierSite(
            path: "app/a.py", line: line, symbol: "app.a.f", scope: "f", sinkName: "\(concept)_id",
            sink: sink, source: source, bits: bits, format: format, concept: concept, standing: standing,
            replacement: replacement ?? "IDManager.generate_\(concept)_id()", isTestCode: false, evidence: [])
    }
}
