/// One scenario on one subject.
struct ScenarioRun {
    let subject: any Subject
    var bindings: Bindings
    let now: @Sendable () -> Double

    private var transcript: [String] = []
    private var calls = 0
    /// What the subject could not do, where the scenario went on with something else.
    private var unsupported: String?

    init(subject: any Subject, bindings: Bindings, now: @escaping @Sendable () -> Double) {
        self.subject = subject
        self.bindings = bindings
        self.now = now
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
            if let condition = step.condition, !condition.value(bindings).isTruthy { continue }
            try await perform(step)
        }
    }

    private mutating func perform(_ step: Step) async throws {
        switch step.action {
        case .call(let call):
            let start = now()
            let answer = try await answer(to: call)
            try settle(call, bindings, answer, seconds: now() - start, line: step.line)
        case .check(let expression, let expectation):
            let value = expression.value(bindings)
            let observation = Observation(answer: .value(value), bindings: bindings)
            if let mismatch = observation.mismatch(expectation) {
                throw Stop.failed(failure(step.line, "check \(expression)", mismatch))
            }
        case .concurrently(let lanes):
            try await perform(lanes: lanes.map { unrolled($0, bindings) }, line: step.line)
        case .lanes(let count, let steps):
            let lanes = (0..<rounds(count)).map { number in
                unrolled(steps, bindings.with("lane", .integer(Int64(number))))
            }
            try await perform(lanes: lanes, line: step.line)
        case .times(let count, let steps):
            for index in 0..<rounds(count) {
                bindings.values["index"] = .integer(Int64(index))
                try await perform(steps)
            }
        case .forEach(let name, let expression, let steps):
            for element in expression.value(bindings).list ?? [] {
                bindings.values[name] = element
                do {
                    try await perform(steps)
                } catch Stop.unsupported(let reason) {
                    unsupported = unsupported ?? reason
                }
            }
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

    private mutating func answer(to step: CallStep) async throws -> Answer {
        let call = made(step, bindings)
        guard let copies = step.copies else { return await subject.perform(call) }
        var others: [any Subject] = []
        for _ in 0..<rounds(copies) {
            guard let other = await subject.another() else {
                throw Stop.unsupported("there is only one copy of the subject")
            }
            others.append(other)
        }
        let answers = await withTaskGroup(of: (Int, Answer).self) { group in
            for (number, other) in others.enumerated() {
                group.addTask { @concurrent in (number, await other.perform(call)) }
            }
            var answers = [Answer](repeating: .value(.null), count: others.count)
            for await (number, answer) in group { answers[number] = answer }
            return answers
        }
        for other in others { await other.end() }
        var values: [Value] = []
        for answer in answers {
            guard case .value(let value) = answer else { return answer }
            values.append(value)
        }
        return .value(.list(values))
    }

    private mutating func perform(lanes: [[(CallStep, Bindings, Int)]], line: Int) async throws {
        let start = now()
        let answers = await subject.perform(lanes: lanes.map { lane in lane.map { made($0.0, $0.1) } })
        let seconds = now() - start
        for (lane, answers) in zip(lanes, answers) {
            for ((step, bindings, line), answer) in zip(lane, answers) {
                try settle(step, bindings, answer, seconds: seconds, line: line)
            }
        }
    }

    /// The calls of a lane, with what was known when it began.
    private func unrolled(_ steps: [Step], _ bindings: Bindings) -> [(CallStep, Bindings, Int)] {
        steps.flatMap { step -> [(CallStep, Bindings, Int)] in
            if let condition = step.condition, !condition.value(bindings).isTruthy { return [] }
            switch step.action {
            case .call(let call): return [(call, bindings, step.line)]
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
        let observation = Observation(answer: answer, seconds: seconds, bindings: known)
        if let mismatch = step.expectation.map({ observation.mismatch($0) }) ?? Self.unexpected(answer) {
            throw Stop.failed(failure(line, call.description, mismatch))
        }
        guard case .value(let value) = answer else { return }
        if let name = step.save { bindings.values[name] = value }
        if let name = step.collect {
            bindings.values[name] = .list((bindings.values[name]?.list ?? []) + [value])
        }
    }

    /// Where nothing is said, a value is expected.
    private static func unexpected(_ answer: Answer) -> Observation.Mismatch? {
        if case .value = answer { return nil }
        return Observation.Mismatch(expected: "a value", observed: answer.description)
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
