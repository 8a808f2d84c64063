/// One scenario on one subject.
struct ScenarioRun {
    let subject: any Subject
    var bindings: Bindings
    let now: @Sendable () -> Double
    let wallClock: @Sendable () -> Int64

    private var transcript: [String] = []
    private var calls = 0
    /// What the subject could not do, where the scenario went on with something else.
    private var unsupported: String?

    init(subject: any Subject, bindings: Bindings, _ runner: Runner) {
        self.subject = subject
        self.bindings = bindings
        now = runner.now
        wallClock = runner.wallClock
    }

    /// Why a scenario does not go on.
    private enum Stop: Error {
        case failed(Outcome.Failure)
        case unsupported(String)
    }

    mutating func run(_ steps: [Step]) async -> Outcome {
        do {
            if !steps.beginsWithReset { try await reset() }
            try await perform(steps)
            if let unsupported { return .notApplicable(reason: unsupported) }
            return calls > 0 ? .pass : .notApplicable(reason: "the subject has nothing to try it on")
        } catch Stop.failed(let failure) {
            if failure.observed.hasPrefix("lost: ") { await subject.restart() }
            return .fail(failure)
        } catch Stop.unsupported(let reason) {
            return .notApplicable(reason: reason)
        } catch {
            return .notApplicable(reason: "\(error)")
        }
    }

    /// A new manager: by a call, or with its process.
    private mutating func reset() async throws {
        let call = Call("reset")
        switch await subject.perform(call) {
        case .value: break
        case .unsupported: await subject.restart()
        case let answer:
            throw Stop.failed(failure(0, call.description, .init(expected: "a value", observed: "\(answer)")))
        }
    }

    // MARK: Steps

    private mutating func perform(_ steps: [Step]) async throws {
        for step in steps {
            bindings.values["now"] = .integer(wallClock())
            if let condition = step.condition, !condition.value(bindings).isTruthy { continue }
            try await perform(step)
        }
    }

    private mutating func perform(_ step: Step) async throws {
        switch step.action {
        case .call(let call):
            let start = now()
            let answer = await subject.perform(made(call, bindings))
            try settle(call, bindings, answer, seconds: now() - start, line: step.line)
        case .name(let pairs):
            for (name, value) in pairs { bindings.values[name] = value.value(bindings) }
        case .check(let expression, let expectation):
            let value = expression.value(bindings)
            let observation = Observation(answer: .value(value), bindings: bindings)
            if let mismatch = observation.mismatch(expectation) {
                throw Stop.failed(failure(step.line, "check \(expression)", mismatch))
            }
        case .concurrently(let lanes): try await perform(lanes)
        case .times(let count, let steps):
            for index in 0..<rounds(count) {
                bindings.values["index"] = .integer(Int64(index))
                try await perform(steps)
            }
        case .forEach(let name, let expression, let steps):
            var tried = 0
            var reasons: [String] = []
            let value = expression.value(bindings)
            guard value.list != nil || value == .null else {
                throw Stop.failed(
                    failure(step.line, "for-each", .init(expected: "a list", observed: value.excerpt())))
            }
            for element in value.list ?? [] {
                bindings.values[name] = element
                tried += 1
                do {
                    try await perform(steps)
                } catch Stop.unsupported(let reason) {
                    reasons.append(reason)
                }
            }
            unsupported = unsupported ?? reasons.first
            // What follows speaks of what no round did.
            if tried > 0, reasons.count == tried { throw Stop.unsupported(reasons[0]) }
        case .interleave(let interleaving):
            switch await interleaving.search(on: subject, bindings) {
            case .held: calls += 1
            case .unsupported(let reason): throw Stop.unsupported(reason)
            case .broken(let fault, let script):
                throw Stop.failed(
                    Outcome.Failure(
                        line: step.line, call: fault.call, expected: fault.expected, observed: fault.observed,
                        transcript: script))
            }
        case .restart:
            note("restart")
            await subject.restart()
        }
    }

    private func rounds(_ expression: Expression) -> Int {
        max(0, Int(expression.value(bindings).integer ?? 0))
    }

    // MARK: Calls

    private func made(_ step: CallStep, _ bindings: Bindings) -> Call {
        Call(
            step.operation,
            Dictionary(step.arguments.map { ($0.name, $0.value.value(bindings)) }) { $1 })
    }

    /// One call of a lane, with what was known when the lane began.
    private struct LaneCall {
        let step: CallStep
        let bindings: Bindings
        let line: Int
    }

    private mutating func perform(_ lanes: Lanes) async throws {
        let unrolled: [[LaneCall]]
        if let count = lanes.count {
            unrolled = (0..<rounds(count)).map { number in
                self.unrolled(lanes.steps.first ?? [], bindings.with("lane", .integer(Int64(number))))
            }
        } else {
            unrolled = lanes.steps.map { self.unrolled($0, bindings) }
        }
        let calls = unrolled.map { lane in lane.map { made($0.step, $0.bindings) } }
        let start = now()
        let answers = lanes.areApart ? try await apart(calls) : await subject.perform(lanes: calls)
        let seconds = now() - start
        for (lane, answers) in zip(unrolled, answers) {
            for (call, answer) in zip(lane, answers) {
                try settle(call.step, call.bindings, answer, seconds: seconds, line: call.line)
            }
        }
        if let name = lanes.save {
            bindings.values[name] = .list(answers.map { .list($0.map(\.value)) })
        }
    }

    /// The calls of each lane by a fresh copy of the subject.
    private func apart(_ lanes: [[Call]]) async throws -> [[Answer]] {
        var copies: [any Subject] = []
        for _ in lanes {
            guard let copy = await subject.another() else {
                throw Stop.unsupported("there is only one copy of the subject")
            }
            copies.append(copy)
        }
        let answers = await withTaskGroup(of: (Int, [Answer]).self) { group in
            for (number, (copy, lane)) in zip(copies, lanes).enumerated() {
                group.addTask { @concurrent in
                    var answers: [Answer] = []
                    for call in lane {
                        // What is lost would take its time at every further call.
                        if case .lost? = answers.last {
                            answers.append(answers[answers.count - 1])
                        } else {
                            answers.append(await copy.perform(call))
                        }
                    }
                    return (number, answers)
                }
            }
            var answers = [[Answer]](repeating: [], count: lanes.count)
            for await (number, lane) in group { answers[number] = lane }
            return answers
        }
        for copy in copies { await copy.end() }
        return answers
    }

    private func unrolled(_ steps: [Step], _ bindings: Bindings) -> [LaneCall] {
        steps.flatMap { step -> [LaneCall] in
            if let condition = step.condition, !condition.value(bindings).isTruthy { return [] }
            switch step.action {
            case .call(let call): return [LaneCall(step: call, bindings: bindings, line: step.line)]
            case .times(let count, let steps):
                return (0..<max(0, Int(count.value(bindings).integer ?? 0))).flatMap { index in
                    unrolled(steps, bindings.with("index", .integer(Int64(index))))
                }
            case .forEach(let name, let expression, let steps):
                return (expression.value(bindings).list ?? []).flatMap {
                    unrolled(steps, bindings.with(name, $0))
                }
            default: return []
            }
        }
    }

    /// Looks at an answer and keeps what is to be kept of it.
    private mutating func settle(
        _ step: CallStep, _ known: Bindings, _ answer: Answer, seconds: Double, line: Int
    ) throws {
        let call = made(step, known)
        note("\(call) → \(answer)")
        if case .unsupported(let reason) = answer {
            throw Stop.unsupported(reason.isEmpty ? call.operation : "\(call.operation): \(reason)")
        }
        calls += 1
        if case .lost = answer {
            throw Stop.failed(
                failure(line, call.description, .init(expected: "an answer", observed: answer.description)))
        }
        if call.operation == "stats", case .value(.record(let counts)) = answer,
            let missing = step.expectation?.members.first(where: { counts[$0] == nil })
        {
            throw Stop.unsupported("stats has no \(missing)")
        }
        if let shortage = Self.shortage(call, answer) {
            throw Stop.failed(failure(line, call.description, shortage))
        }
        let observation = Observation(answer: answer, seconds: seconds, bindings: known)
        if let mismatch = step.expectation.map({ observation.mismatch($0) }) ?? Self.unexpected(answer) {
            throw Stop.failed(failure(line, call.description, mismatch))
        }
        if let name = step.save { bindings.values[name] = answer.value }
        if let name = step.collect {
            bindings.values[name] = .list((bindings.values[name]?.list ?? []) + [answer.value])
        }
    }

    /// Where nothing is said, a value is expected.
    private static func unexpected(_ answer: Answer) -> Observation.Mismatch? {
        if case .value = answer { return nil }
        return Observation.Mismatch(expected: "a value", observed: answer.description)
    }

    /// Whoever is asked for so many IDs answers with as many, whatever a scenario makes of them.
    private static func shortage(_ call: Call, _ answer: Answer) -> Observation.Mismatch? {
        guard call.operation == "generate", let count = call["count"]?.integer,
            case .value(let value) = answer,
            value.list.map({ Int64($0.count) }) != count
        else { return nil }
        return Observation.Mismatch(expected: "a list of \(count) IDs", observed: answer.description)
    }

    // MARK: Transcript

    private static let shownLines = 24

    private mutating func note(_ line: String) {
        if transcript.count == Self.shownLines { transcript.removeFirst() }
        transcript.append(line)
    }

    private func failure(_ line: Int, _ call: String, _ mismatch: Observation.Mismatch) -> Outcome.Failure {
        Outcome.Failure(
            line: line, call: call, expected: mismatch.expected, observed: mismatch.observed,
            transcript: transcript)
    }
}

extension Bindings {
    fileprivate func with(_ name: String, _ value: Value) -> Bindings {
        var copy = self
        copy.values[name] = value
        return copy
    }
}

extension [Step] {
    /// Whether the scenario says itself what manager it wants.
    fileprivate var beginsWithReset: Bool {
        if case .call(let call) = first?.action { call.operation == "reset" } else { false }
    }
}
