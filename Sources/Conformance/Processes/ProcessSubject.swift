internal import Dispatch
internal import Synchronization

/// A subject of any language in a process of its own, by lines of JSON over its standard input and output.
package final class ProcessSubject: Subject {
    private let command: String
    private let contract: String
    private let limits: SubjectLimits
    /// All that blocks happens here, one call after the other.
    private let queue: DispatchQueue
    private let state = Mutex(State())

    private struct State: ~Copyable {
        var process: SubjectProcess?
        var greeting: Answer?
        var nextID: Int64 = 1
    }

    /// - Parameter command: a line for `/bin/sh`.
    package init(command: String, contract: String, limits: SubjectLimits = SubjectLimits()) {
        self.command = command
        self.contract = contract
        self.limits = limits
        queue = DispatchQueue(label: "subject")
        _ = Self.outlivesBrokenPipes
    }

    /// Writing to a process that died is an answer, not a signal to die of.
    private static let outlivesBrokenPipes: Void = BrokenPipes.ignore()

    package func perform(_ call: Call) async -> Answer {
        await blocking { subject in
            subject.state.withLock { state in
                let greeting = subject.begin(&state)
                switch call.operation {
                case "hello": return greeting
                case "memory":
                    return state.process.map { .value(.integer($0.residentBytes)) } ?? greeting
                default: return state.process == nil ? greeting : subject.exchange(call, &state)
                }
            }
        }
    }

    package func perform(lanes: [[Call]]) async -> [[Answer]] {
        let described: Value = .list(lanes.map { lane in .list(lane.map(Message.described)) })
        let answer = await perform(Call("concurrently", ["lanes": described]))
        guard case .value(let value) = answer else {
            return lanes.map { $0.map { _ in answer } }
        }
        let found = value.list?.map { $0.list?.map(Message.answer) ?? [] } ?? []
        guard found.map(\.count) == lanes.map(\.count) else {
            let reason = "lanes of \(lanes.map(\.count)) calls answered by \(value.excerpt(100))"
            return lanes.map { $0.map { _ in .lost(reason) } }
        }
        return found
    }

    package func restart() async {
        await blocking { subject in
            subject.state.withLock { state in
                state.process?.end()
                state.process = nil
            }
        }
    }

    package func another() async -> (any Subject)? {
        ProcessSubject(command: command, contract: contract, limits: limits)
    }

    package func end() async { await restart() }

    private func blocking<Result: Sendable>(
        _ body: @escaping @Sendable (ProcessSubject) -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: body(self)) }
        }
    }

    // MARK: One process

    /// Starts the process where there is none, and gives its greeting.
    private func begin(_ state: inout State) -> Answer {
        if state.process != nil, let greeting = state.greeting { return greeting }
        do throws(SubjectProcess.Lost) {
            state.process = try SubjectProcess(command: command, limits: limits)
        } catch {
            return .lost(error.reason)
        }
        state.nextID = 1
        let greeting = exchange(Call("hello", ["protocol": 1, "contract": .text(contract)]), &state)
        state.greeting = greeting
        if case .value = greeting {
        } else {
            state.process?.end()
            state.process = nil
        }
        return greeting
    }

    private func exchange(_ call: Call, _ state: inout State) -> Answer {
        guard let process = state.process else { return .lost("it does not run") }
        let id = state.nextID
        state.nextID += 1
        do throws(SubjectProcess.Lost) {
            let line = try process.exchange(Message.request(id, call))
            do throws(Message.Fault) {
                return try Message.answer(to: id, line)
            } catch {
                throw process.lost(error.reason)
            }
        } catch {
            process.end()
            state.process = nil
            return .lost(error.reason)
        }
    }
}
