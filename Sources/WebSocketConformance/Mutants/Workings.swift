internal import Conformance
internal import Synchronization

/// What a mutant knows beside the reference: the connections that it has given, and counts of its own.
final class Workings: Sendable {
    struct Known: Sendable {
        let id: Value
        let user: String
        let thread: String?
        /// The operation that has ended it; nil while it is open.
        var end: String?
    }

    private struct State {
        var connections: [Known] = []
        var counts: [String: Int] = [:]
        var lanes: [Call]?
    }

    let reference: any Subject
    private let state = Mutex(State())

    init(_ reference: any Subject) { self.reference = reference }

    @discardableResult
    func pass(_ call: Call) async -> Answer { await reference.perform(call) }

    /// Takes note of what happened.
    func note(_ call: Call, _ answer: Answer) {
        state.withLock { state in
            switch (call.operation, answer) {
            case ("reset", _): state = State()
            case ("connect", .value(let id)):
                state.connections.append(
                    Known(id: id, user: call["user"]?.text ?? "", thread: call["thread"]?.text))
            case ("disconnect", _), ("drop", _):
                if let place = state.connections.firstIndex(where: { $0.id == call["connection"] }) {
                    state.connections[place].end = state.connections[place].end ?? call.operation
                }
            default: break
            }
        }
    }

    // MARK: Connections

    var connections: [Known] { state.withLock { $0.connections } }

    var open: [Known] { connections.filter { $0.end == nil } }

    func open(of user: String?) -> [Known] { open.filter { $0.user.utf8.elementsEqual((user ?? "").utf8) } }

    /// The connection that a call names.
    func known(_ call: Call) -> Known? { connections.last { $0.id == call["connection"] } }

    func isEnded(_ call: Call) -> Bool { known(call)?.end != nil }

    // MARK: Counts

    /// Counts one more.
    ///
    /// - Returns: how many there are now.
    @discardableResult
    func count(_ name: String, _ number: Int = 1) -> Int {
        state.withLock { state in
            state.counts[name, default: 0] += number
            return state.counts[name, default: 0]
        }
    }

    func set(_ name: String, _ number: Int) { state.withLock { $0.counts[name] = number } }

    func counted(_ name: String) -> Int { state.withLock { $0.counts[name] ?? 0 } }

    // MARK: Lanes

    func begin(lanes: [[Call]]) { state.withLock { $0.lanes = lanes.flatMap { $0 } } }

    func endLanes() { state.withLock { $0.lanes = nil } }

    /// The calls that are made at once; nil where one is made alone.
    var lanes: [Call]? { state.withLock { $0.lanes } }
}

extension Call {
    func with(_ name: String, _ value: Value) -> Call {
        var copy = self
        copy.arguments[name] = value
        return copy
    }

    func without(_ name: String) -> Call {
        var copy = self
        copy.arguments[name] = nil
        return copy
    }

    func option(_ name: String) -> Value? { self["options"]?[name] }

    func withOption(_ name: String, _ value: Value?) -> Call {
        guard case .record(var options) = self["options"] ?? [:] else { return self }
        options[name] = value
        return with("options", .record(options))
    }

    /// The same event to another connection, as its user.
    func redirected(to connection: Workings.Known) -> Call {
        Call(
            "send-scoped",
            [
                "connection": connection.id, "user": .text(connection.user), "type": self["type"] ?? "event",
                "payload": self["payload"] ?? nil,
            ])
    }
}

extension Answer {
    /// With the value changed, where it is one.
    func map(_ change: (Value) -> Value) -> Answer {
        if case .value(let value) = self { .value(change(value)) } else { self }
    }

    /// With every element of the list changed.
    func mapEach(_ change: (Value) -> Value) -> Answer { map { .list(($0.list ?? []).map(change)) } }

    /// With a member of the record moved by a number.
    func adding(_ number: Int, to name: String) -> Answer {
        map { $0.setting(name, .integer(($0[name]?.integer ?? 0) + Int64(number))) }
    }

    var isRefused: Bool { if case .refused = self { true } else { false } }
}

extension Value {
    func setting(_ name: String, _ value: Value) -> Value {
        guard case .record(var members) = self else { return self }
        members[name] = value
        return .record(members)
    }
}
