import Findings
import Testing
import Verdicts

struct JudgeTests {
    private let finding = Sample.finding("app.ws.A")

    private func standings(_ judgement: Judgement) -> [JudgedFinding.Standing] {
        judgement.findings.map(\.standing)
    }

    @Test("leave goes before what is old, that before what is known, and the rest is new")
    func standing() {
        let audit = Sample.audit([finding])
        var policy = Policy()
        #expect(standings(Sample.judge().judge(audit)) == [.new])
        #expect(standings(Sample.judge(baseline: [finding]).judge(audit)) == [.known(isChanged: false)])
        #expect(standings(Sample.judge(baseline: [finding], base: [finding]).judge(audit)) == [.old])
        policy.waivers = [Sample.waiver()]
        let judgement = Sample.judge(policy, baseline: [finding], base: [finding]).judge(audit)
        #expect(standings(judgement) == [.waived(policy.waivers[0])])
        #expect(judgement.verdict.outcome == .pass)
    }

    @Test("a waiver covers a symbol and its members, or a glob of paths, and no other rule")
    func waivers() {
        for (waiver, isWaived) in [
            (Sample.waiver(symbol: "app.ws.A"), true), (Sample.waiver(symbol: "app.ws"), true),
            (Sample.waiver(symbol: "app.w"), false), (Sample.waiver(symbol: nil, path: "app/*.py"), true),
            (Sample.waiver(symbol: nil, path: "app"), false), (Sample.waiver("cloned-manager"), false),
            (Sample.waiver(expires: Sample.today), true),
            (Sample.waiver(expires: Day(number: 19_999)), false),
            (Sample.waiver(reason: ""), false), (Sample.waiver(owner: ""), false),
        ] {
            var policy = Policy()
            policy.waivers = [waiver]
            let judgement = Sample.judge(policy).judge(Sample.audit([finding]))
            #expect((judgement.findings[0].standing == .waived(waiver)) == isWaived, "\(waiver)")
            // What gives no leave is itself found.
            #expect(judgement.findings.count == (isWaived ? 1 : 2), "\(waiver)")
            #expect(judgement.verdict.outcome == (isWaived ? .pass : .fail))
        }
    }

    @Test("a baseline never holds what is found about waivers, nor what is waived")
    func waiverFindings() {
        var policy = Policy()
        policy.waivers = [Sample.waiver(), Sample.waiver(symbol: "app.ws.Gone")]
        let judgement = Sample.judge(policy).judge(
            Sample.audit([finding, Sample.finding("app.ws.B", contents: "c9")]))
        #expect(judgement.findings.count == 3)
        #expect(Baseline(of: judgement, root: ".").entries.map(\.symbol) == ["app.ws.B"])
    }

    @Test("a waiver that was of no use is not blamed where a part of the tree was audited")
    func partialAudit() {
        var judge = Sample.judge()
        judge.policy.waivers = [Sample.waiver(symbol: "lib.B")]
        #expect(judge.judge(Sample.audit([])).verdict.outcome == .fail)
        judge.isWhole = false
        #expect(judge.judge(Sample.audit([])).verdict.outcome == .pass)
    }

    @Test(
        "a policy makes rules graver, milder or turns them off; advice fails only where the policy names it")
    func severities() {
        let audit = Sample.audit([finding, Sample.finding("shared-state", "app.ws.A", severity: .error)])
        var policy = Policy()
        #expect(Sample.judge(policy).judge(audit).findings.map(\.severity) == [.warning, .note])
        policy.severities = ["surplus-manager": nil]
        #expect(Sample.judge(policy).judge(audit).verdict.outcome == .pass)
        policy.failingSeverity = .note
        #expect(Sample.judge(policy).judge(audit).verdict.outcome == .pass)
        policy.severities["shared-state"] = .warning
        #expect(Sample.judge(policy).judge(audit).verdict.reasons == ["1 new finding of severity warning"])
    }

    @Test(
        "what was not read leaves no verdict, however many findings there are, unless the policy tolerates it"
    )
    func skips() {
        let skip = Skip(path: "app/big.py", reason: .tooLarge, isSource: true, detail: "9 bytes")
        let picture = Skip(path: "app/a.png", reason: .binary, isSource: false)
        var policy = Policy()
        let judgement = Sample.judge(policy).judge(Sample.audit([finding], skips: [skip, picture]))
        #expect(judgement.verdict.outcome == .incomplete)
        #expect(
            judgement.verdict.reasons
                == ["app/big.py was not read: too large (9 bytes)", "1 new finding of severity warning"])
        policy.toleratedSkips = ["app/*.py"]
        #expect(Sample.judge(policy).judge(Sample.audit([], skips: [skip])).verdict.outcome == .pass)
    }

    @Test("a floor is missed below it, and met on it")
    func floors() {
        let site = { (standing: IdentifierSite.Standing) in
            IdentifierSite(
                path: "a.py", line: 1, symbol: "a", scope: "", sinkName: "x_id", sink: .assignment,
                source: .secureRandom, bits: 122, format: "uuid4", concept: "x", standing: standing,
                replacement: "", isTestCode: false, evidence: [])
        }
        // 103 of 250 is 41.2 %.
        let sites = (0..<250).map { site($0 < 103 ? .delegating : .scattered) }
        var policy = Policy()
        policy.floors.identifiers = 41.2
        #expect(Sample.judge(policy).judge(Sample.audit([], sites: sites)).verdict.outcome == .pass)
        policy.floors.identifiers = 41.3
        #expect(
            Sample.judge(policy).judge(Sample.audit([], sites: sites)).verdict.reasons
                == ["identifier compliance 41.2 % (103 of 250) is below the floor of 41.3 %"])
    }

    @Test(
        "an update drops what is fixed, keeps what changed under its new fingerprint, and adds only what is accepted"
    )
    func update() {
        let edited = Sample.finding("app.ws.A", contents: "c2")
        let new = Sample.finding("app.ws.N", contents: "c3")
        let gone = Sample.finding("app.ws.G", contents: "c4")
        let judgement = Sample.judge(baseline: [finding, gone]).judge(Sample.audit([edited, new]))
        #expect(judgement.fixed.map(\.symbol) == ["app.ws.G"])
        let shrunk = Baseline(updatedBy: judgement, root: ".", acceptsNew: false)
        #expect(shrunk.entries == [Baseline.Entry(edited)])
        let grown = Baseline(updatedBy: judgement, root: ".", acceptsNew: true)
        #expect(grown.entries == [Baseline.Entry(edited), Baseline.Entry(new)])
    }
}
