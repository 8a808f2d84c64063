import Findings
import Testing
import Verdicts

struct ContractTests {
    private static let broken = ConformanceResult(
        requirement: "ids-are-distinct", numbers: ["U1"], isMust: true, statement: "IDs are distinct.",
        outcome: .fail,
        failure: ConformanceResult.Failure(
            place: "x.yml:7", call: "generate {}", expected: "no two alike", observed: "\"a\" twice",
            transcript: []))

    private static func judgement(
        _ state: ContractStanding.State, _ change: (inout Policy) -> Void = { _ in }
    ) -> Judgement {
        var policy = Policy()
        change(&policy)
        let standing = ContractStanding(contract: "identifiers", state: state, path: ".ssot.yaml")
        var judge = Judge(policy: policy, rules: standing.ruleTexts, today: Day(milliseconds: 0))
        judge.contracts = [standing]
        return judge.judge(Sample.audit([]))
    }

    private static func run(_ results: [ConformanceResult]) -> ContractStanding.State {
        .current(
            ConformanceRun(
                contract: "identifiers", subject: "python3 a.py", name: "mine", seed: 0, isWhole: true,
                results: results))
    }

    @Test("a contract without a run, and one whose run was of another state, fails and says what to run")
    func unknown() {
        #expect(
            Self.judgement(.missing).verdict.reasons == [
                "no run of the contract \"identifiers\" is stored; run `ssot conformance run SUBJECT --contract identifiers --store`"
            ])
        let outdated = Self.judgement(.outdated(subject: "python3 a.py")).verdict
        #expect(outdated.outcome == .fail)
        #expect(
            outdated.reasons.first?.contains(
                "of another state of the tree; run `ssot conformance run 'python3 a.py'") == true)
    }

    @Test(
        "a broken MUST is an error that fails, a broken SHOULD a note that does not, and what is kept is nothing"
    )
    func broken() {
        let must = Self.judgement(Self.run([Self.broken]))
        #expect(must.verdict.outcome == .fail)
        #expect(must.findings.map(\.severity) == [.error])
        #expect(
            must.findings.first?.finding.message
                == "MUST of the contract \"identifiers\" is broken: expected no two alike, observed \"a\" twice"
        )
        var should = Self.broken
        should.isMust = false
        let note = Self.judgement(Self.run([should]))
        #expect(note.verdict.outcome == .pass)
        #expect(note.findings.map(\.severity) == [.note])
        var kept = Self.broken
        (kept.outcome, kept.failure) = (.pass, nil)
        #expect(Self.judgement(Self.run([kept])).findings.isEmpty)
    }

    @Test(
        "what was not tried is a finding of every report, which no baseline takes, and says itself why it fails"
    )
    func untried() {
        let judgement = Self.judgement(.missing)
        #expect(judgement.findings.map(\.finding.rule) == ["contract-not-tried"])
        #expect(judgement.findings.allSatisfy { !$0.canBeKnown })
        #expect(judgement.verdict.reasons.count == 1)
        var nothing = Self.broken
        (nothing.outcome, nothing.failure) = (.notApplicable, nil)
        #expect(
            Self.judgement(Self.run([nothing])).verdict.reasons == [
                "the last run of the contract \"identifiers\" could try no MUST on \"python3 a.py\""
            ])
    }

    @Test("the command that is advised is one that a shell takes as it stands")
    func advice() {
        func advice(_ subject: String) -> String {
            Self.judgement(.outdated(subject: subject)).verdict.reasons.first ?? ""
        }
        #expect(advice("python3 'a b.py'").contains(#"run 'python3 '\''a b.py'\''' --contract"#))
        #expect(advice("--server my chat.yml").contains("run --server 'my chat.yml' --contract"))
    }

    @Test("leave for a requirement is leave for a while, as for any rule")
    func waived() {
        let judgement = Self.judgement(Self.run([Self.broken])) { policy in
            policy.waivers = [
                Waiver(
                    rule: "ids-are-distinct", path: ".ssot.yaml", owner: "a@example.org",
                    reason: "until the move",
                    expires: Day("2026-01-01"), origin: Waiver.Origin(path: ".ssot.yaml", line: 3))
            ]
        }
        #expect(judgement.verdict.outcome == .pass)
    }

    @Test("a contract that is required no more loosens the gate")
    func loosening() {
        func messages(_ new: RequiredContracts, since old: RequiredContracts) -> [String] {
            var (policy, former) = (Policy(), Policy())
            (policy.contracts, former.contracts) = (new, old)
            return Loosening.of(policy, since: former, rules: [], path: ".ssot.yaml").map(\.message)
        }
        #expect(
            messages(.none, since: .every) == [
                "conformance: every contract was required, and none is any more"
            ])
        #expect(
            messages(.some(["a"]), since: .every) == [
                "conformance: every contract was required, and only a still is"
            ])
        #expect(
            messages(.some(["a"]), since: .some(["a", "b"])) == [
                "conformance: b was required, and is not any more"
            ])
        #expect(messages(.every, since: .some(["a"])) == [])
        #expect(messages(.every, since: .none) == [])
    }
}
