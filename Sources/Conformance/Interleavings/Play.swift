/// One schedule, played on a subject and on a model of what every client must have received.
struct Play {
    /// Where the subject left the model.
    struct Fault: Sendable, Hashable {
        let call: String
        let expected: String
        let observed: String
        /// Whether the subject ended, or did not answer.
        var isLost = false
    }

    enum Ending: Sendable {
        case held
        case broken(Fault)
        /// The subject does not have the operation.
        case unsupported(String, reason: String)
    }

    private enum Stop: Error {
        case broken(Fault)
        case unsupported(String, reason: String)
    }

    /// One connection of a place.
    private struct Connection {
        let id: Value
        var payloads: [Value] = []
        /// Nothing of what was under way to a socket that was lost need have come.
        var isLost = false

        /// Whether that is what it was sent: of a socket that was lost, a beginning of it.
        func accepts(_ received: [Value]) -> Bool {
            isLost ? payloads.starts(with: received) : payloads == received
        }
    }

    private struct Place {
        var open: Connection?
        var ended: [Connection] = []
    }

    private let subject: any Subject
    private let users: [String]
    private var places: [Place]
    private var blocked: Int64 = 0
    /// What was asked and answered, with a line a move.
    private(set) var script: [String] = []
    /// The users who have received something.
    private(set) var served: Set<String> = []

    init(places: Int, users: [String], on subject: any Subject) {
        self.subject = subject
        self.users = users
        self.places = Array(repeating: Place(), count: places)
    }

    /// Plays on a new manager.
    mutating func run(_ moves: [Move]) async -> Ending {
        do {
            if case .unsupported = await subject.perform(Call("reset")) { await subject.restart() }
            for (number, move) in moves.enumerated() { try await make(move, payload: Int64(number)) }
            try await compare()
            return .held
        } catch Stop.broken(let fault) {
            if fault.isLost { await subject.restart() }
            return .broken(fault)
        } catch Stop.unsupported(let operation, let reason) {
            return .unsupported(operation, reason: reason)
        } catch {
            return .broken(Fault(call: "", expected: "", observed: "\(error)"))
        }
    }

    private func user(of place: Int) -> String { users[place % users.count] }

    private func otherUser(of move: Move) -> String {
        users[(move.place + 1 + move.other % max(1, users.count - 1)) % users.count]
    }

    // MARK: Moves

    private mutating func make(_ move: Move, payload: Int64) async throws {
        let (number, name) = (move.place, user(of: move.place))
        let payload = Value.integer(payload)
        let open = places[number].open?.id
        switch move.kind {
        case .connect:
            guard open == nil else { return }
            if let id = try await value(number, Call("connect", ["user": .text(name)])) {
                places[number].open = Connection(id: id)
            }
        case .disconnect, .drop:
            guard let open, var connection = places[number].open else { return }
            _ = try await value(number, Call(move.kind.operation, ["connection": open]))
            connection.isLost = move.kind == .drop
            places[number].ended.append(connection)
            places[number].open = nil
        case .sendScoped:
            guard let open else { return }
            let call = scoped(open, as: name, payload)
            if try await value(number, call) == nil { try fail(call, "true", "refused") }
            places[number].open?.payloads.append(payload)
        case .sendScopedToOther:
            guard let open, users.count > 1 else { return }
            try await expectRefusal(number, scoped(open, as: otherUser(of: move), payload))
            blocked += 1
        case .sendScopedToEnded:
            guard let ended = places[number].ended.last?.id else { return }
            try await expectRefusal(number, scoped(ended, as: name, payload))
        case .sendToUser:
            do {
                _ = try await value(number, Call("send-to-user", ["user": .text(name), "payload": payload]))
            } catch Stop.unsupported where !isConnected(name) {
                // Over a socket, it may take a connection of the user to send one by.
                return
            }
            expect(payload, of: name)
        case .publish:
            guard let open else { return }
            let claims: Value = ["user_id": .text(otherUser(of: move))]
            let call = Call("publish", ["connection": open, "payload": payload, "claims": claims])
            if try await value(number, call) != nil { expect(payload, of: name) }
        }
    }

    private func scoped(_ id: Value, as user: String, _ payload: Value) -> Call {
        Call("send-scoped", ["connection": id, "user": .text(user), "payload": payload])
    }

    private func isConnected(_ name: String) -> Bool {
        places.indices.contains { places[$0].open != nil && user(of: $0).utf8.elementsEqual(name.utf8) }
    }

    private mutating func expect(_ payload: Value, of name: String) {
        for index in places.indices where user(of: index).utf8.elementsEqual(name.utf8) {
            places[index].open?.payloads.append(payload)
        }
    }

    // MARK: Answers

    /// - Returns: nil for a refusal.
    private mutating func value(_ place: Int, _ call: Call) async throws -> Value? {
        let answer = await subject.perform(call)
        script.append("place \(place): \(call) → \(answer)")
        switch answer {
        case .value(let value): return value
        case .refused: return nil
        case .unsupported(let reason): throw Stop.unsupported(call.operation, reason: reason)
        case .failed, .lost:
            var fault = Fault(call: "\(call)", expected: "no error", observed: "\(answer)")
            if case .lost = answer { fault.isLost = true }
            throw Stop.broken(fault)
        }
    }

    private mutating func expectRefusal(_ place: Int, _ call: Call) async throws {
        if let value = try await value(place, call) { try fail(call, "a refusal", value.excerpt()) }
    }

    private func fail(_ call: Call, _ expected: String, _ observed: String) throws {
        throw Stop.broken(Fault(call: "\(call)", expected: expected, observed: observed))
    }

    // MARK: Comparing

    /// What every connection, open or ended, has received, and what the counters say.
    private mutating func compare() async throws {
        for place in places.indices {
            for connection in places[place].ended + [places[place].open].compactMap({ $0 }) {
                let call = Call("received", ["connection": connection.id])
                let events = try await value(place, call)?.list ?? []
                let payloads = events.map { $0["payload"] ?? .null }
                if !payloads.isEmpty { served.insert(user(of: place)) }
                guard !connection.accepts(payloads) else { continue }
                try fail(
                    call, Value.list(connection.payloads).excerpt() + " for \(user(of: place))",
                    Value.list(payloads).excerpt())
            }
        }
        guard case .value(let counts) = await subject.perform(Call("stats")) else { return }
        let open = Int64(places.filter { $0.open != nil }.count)
        try compare(counts["connections"], with: open, "connections")
        if let created = counts["scopes-created"]?.integer, let cleaned = counts["scopes-cleaned"]?.integer {
            let (left, isBeyond) = created.subtractingReportingOverflow(cleaned)
            try compare(
                isBeyond ? .null : .integer(left), with: open, "scopes-created less scopes-cleaned")
        }
        try compare(counts["events-blocked"], with: blocked, "events-blocked")
    }

    private func compare(_ count: Value?, with expected: Int64, _ name: String) throws {
        guard let count, count != .integer(expected) else { return }
        try fail(Call("stats"), "\(expected) \(name)", count.excerpt())
    }
}
