import Conformance
import Synchronization
import Testing

/// What the runner makes of answers, told by subjects that answer as they are told.
struct RunnerTests {
    /// Answers every call by a function, and counts restarts.
    private final class Scripted: Subject {
        let restarts = Mutex(0)
        let answer: @Sendable (Call) -> Answer
        init(_ answer: @escaping @Sendable (Call) -> Answer) { self.answer = answer }
        func perform(_ call: Call) async -> Answer { answer(call) }
        func restart() async { restarts.withLock { $0 += 1 } }
    }

    private static func call(_ name: String, expect: Conformance.Expectation? = nil, save: String? = nil)
        -> Step
    {
        Step(.call(CallStep(name, expect: expect, save: save)))
    }

    private static func outcome(
        _ steps: [Step], needs: [String] = [], _ answer: @escaping @Sendable (Call) -> Answer
    ) async -> String {
        let requirement = Requirement(
            id: "x", contract: "c", numbers: [], level: .must, statement: "", why: "", needs: needs,
            scenario: steps)
        switch await Runner().run(requirement, on: Scripted(answer), described: ["kinds": ["a", "b"]]) {
        case .pass: return "pass"
        case .fail(let failure): return "fail: \(failure.expected); \(failure.observed)"
        case .notApplicable(let reason): return "n/a: \(reason)"
        }
    }

    @Test("a value passes, a refusal and an error do not, unless they are expected")
    func answers() async {
        #expect(await Self.outcome([Self.call("a")]) { _ in .value(1) } == "pass")
        #expect(
            await Self.outcome([Self.call("a")]) { $0.operation == "a" ? .refused("r") : .value(1) }
                == "fail: a value; refused: r")
        #expect(
            await Self.outcome([Self.call("a", expect: .refused(nil))]) {
                $0.operation == "a" ? .refused("r") : .value(1)
            } == "pass")
        #expect(
            await Self.outcome([Self.call("a", expect: .errorFree)]) {
                $0.operation == "a" ? .failed("e") : .value(1)
            } == "fail: no error; failed: e")
        #expect(
            await Self.outcome([Self.call("a", expect: .not(.equals(.constant(1))))]) {
                $0.operation == "a" ? .failed("e") : .value(1)
            } == "fail: not 1; failed: e")
    }

    @Test("who is asked for IDs gives as many, and a list where rounds are over a list")
    func shortages() async {
        let generate = Step(.call(CallStep("generate", [(name: "count", value: .constant(2))])))
        func outcome(_ ids: Value) async -> String {
            await Self.outcome([generate]) { $0.operation == "reset" ? .value(true) : .value(ids) }
        }
        #expect(await outcome([1]) == "fail: a list of 2 IDs; [1]")
        #expect(await outcome(2) == "fail: a list of 2 IDs; 2")
        #expect(await outcome([1, 2]) == "pass")
        let each = Step(.forEach("id", .reference(.init("ids")), [Self.call("parse")]))
        #expect(
            await Self.outcome([Self.call("a", save: "ids"), each]) { _ in .value(1) } == "fail: a list; 1")
    }

    @Test("a subject that lets nobody in keeps nobody apart")
    func nobodyApart() async {
        let schedules = Step(
            .interleave(Interleaving(places: .constant(4), moves: .constant(20), schedules: .constant(3))))
        let refuses = await Self.outcome([schedules]) { call in
            switch call.operation {
            case "connect": .refused("full")
            case "stats": .unsupported("")
            default: .value(true)
            }
        }
        #expect(refuses == "n/a: no two users ever received an event")
    }

    @Test("what is not supported is never a pass, and what is wrong beside it is still found")
    func unsupported() async {
        let kinds = Expression.reference(.init("subject.kinds"))
        let each = Step(
            .forEach(
                "kind", kinds,
                [
                    Step(
                        .call(
                            CallStep(
                                "a", [(name: "kind", value: .reference(.init("kind")))],
                                expect: .equals(.constant(1)))))
                ]))
        #expect(
            await Self.outcome([each]) { $0["kind"] == "a" ? .unsupported("u") : .value(1) } == "n/a: a: u")
        #expect(
            await Self.outcome([each]) {
                $0["kind"] == "b" ? .value(2) : $0["kind"] == "a" ? .unsupported("u") : .value(1)
            } == "fail: 1; 2")
        #expect(
            await Self.outcome([each, Self.call("b", expect: .equals(.constant(9)))]) {
                $0.operation == "reset" ? .value(1) : .unsupported("u")
            } == "n/a: a: u")
        #expect(
            await Self.outcome([Self.call("a")], needs: ["clock"]) { _ in .value(1) }
                == "n/a: the subject has no clock")
    }

    @Test("a subject that is lost fails, whatever was expected, and is started anew")
    func lost() async {
        let subject = Scripted { $0.operation == "a" ? .lost("gone") : .value(1) }
        let requirement = Requirement(
            id: "x", contract: "c", numbers: [], level: .must, statement: "", why: "",
            scenario: [Self.call("a", expect: .not(.refused(nil)))])
        guard case .fail(let failure) = await Runner().run(requirement, on: subject, described: nil) else {
            Issue.record("no failure")
            return
        }
        #expect(failure.observed == "lost: gone")
        #expect(subject.restarts.withLock { $0 } == 1)
    }

    @Test("a requirement that tries nothing is no pass")
    func nothing() async {
        let none = Step(.forEach("x", .constant([]), [Self.call("a")]))
        #expect(await Self.outcome([none]) { _ in .value(1) } == "n/a: the subject has nothing to try it on")
    }
}
