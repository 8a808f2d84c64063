import Findings
import Testing
import Verdicts

struct LooseningTests {
    private func loosenings(_ policy: Policy, since former: Policy = Policy()) -> [String] {
        Loosening.of(policy, since: former, rules: Sample.rules, path: ".ssot.yaml").map(\.message)
    }

    private func entry(_ symbol: String, contents: String = "c0") -> Baseline.Entry {
        Baseline.Entry(Sample.finding(symbol, contents: contents))
    }

    @Test("an equal policy loosens nothing, and neither does a stricter one")
    func nothing() {
        var strict = Policy()
        strict.budgets = ["websocket": 0]
        strict.floors.usage = 90
        strict.severities = ["shared-state": .error]
        strict.failingSeverity = .note
        #expect(loosenings(strict, since: strict).isEmpty)
        #expect(loosenings(strict).isEmpty)
    }

    @Test("every demand that is taken away is said with what it was")
    func everything() {
        var former = Policy()
        former.floors.domains = ["websocket": 100]
        former.testDoubleBudgets = ["websocket": 2]
        former.failsOnStaleBaseline = true
        var policy = Policy()
        policy.defaultBudget = 2
        policy.severities = ["cloned-manager": Severity?.some(.note), "surplus-manager": Severity?.none]
        policy.failingSeverity = .error
        policy.toleratedSkips = ["vendor/**"]
        #expect(
            loosenings(policy, since: former) == [
                "budgets: default was 1, and is 2",
                "test-double-budgets: websocket was 2, and is gone",
                "floors: websocket was 100 %, and is gone",
                "fail-on was warning, and is error",
                "severities: surplus-manager was warning, and is off",
                "severities: cloned-manager was error, and is note",
                "tolerate-skips: vendor/** may go unread now",
                "stale-baseline was fail, and is note",
            ])
    }

    @Test("a waiver that holds longer is looser, one with another reason is not")
    func waivers() {
        var (former, policy) = (Policy(), Policy())
        former.waivers = [Sample.waiver()]
        policy.waivers = [Sample.waiver(reason: "another")]
        #expect(loosenings(policy, since: former).isEmpty)
        policy.waivers = [Sample.waiver(expires: Day(number: 30_001))]
        #expect(loosenings(policy, since: former).count == 1)
        policy.waivers = [Sample.waiver(), Sample.waiver(symbol: "app.ws.B")]
        #expect(loosenings(policy, since: former).count == 1)
    }

    @Test("a baseline in which one entry took the place of another has not grown, unless they are no kin")
    func baseline() {
        let former = Baseline(entries: [entry("app.ws.A"), entry("app.ws.B", contents: "c1")])
        func grown(_ entries: [Baseline.Entry]) -> [String] {
            Loosening.of(Baseline(entries: entries), since: former, path: "b").map(\.message)
        }
        #expect(grown([entry("app.ws.A")]).isEmpty)
        #expect(grown([entry("app.chat.A"), entry("app.ws.B", contents: "c2")]).isEmpty)
        #expect(grown([entry("app.ws.Renamed"), entry("app.ws.B", contents: "c1")]).isEmpty)
        #expect(
            grown([entry("app.ws.A"), entry("app.ws.C", contents: "c3")]) == [
                "the baseline knows 1 finding more: surplus-manager of app.ws.C"
            ])
        #expect(
            Loosening.of(former, since: nil, path: "b").map(\.message) == [
                "the baseline is new, and knows 2 findings"
            ])
    }

    @Test("the base says how grave a loosening is, not the change")
    func severity() {
        var (former, policy) = (Policy(), Policy())
        former.severities = ["loosened-gate": .error]
        policy.severities = ["loosened-gate": Severity?.none]
        var judge = Sample.judge(policy, base: [])
        judge.rules["loosened-gate"] = RuleText(
            id: "loosened-gate", title: "", severity: .note, isAdvice: false, rationale: "", fix: "")
        judge.base?.loosenings = [Loosening("budgets", "raised", path: ".ssot.yaml")]
        #expect(judge.judge(Sample.audit([])).verdict.outcome == .pass)
        judge.base?.policy = former
        #expect(judge.judge(Sample.audit([])).verdict.reasons == ["1 new finding of severity error"])
    }
}
