/// Random schedules of connects, sends and ends, each played on the subject and on a model; the first that the subject
/// breaks is shrunk to the shortest that it still breaks.
package struct Interleaving: Sendable {
    package var places: Expression
    package var moves: Expression
    package var schedules: Expression

    package init(places: Expression, moves: Expression, schedules: Expression) {
        self.places = places
        self.moves = moves
        self.schedules = schedules
    }

    enum Outcome: Sendable {
        case held
        case broken(Play.Fault, script: [String])
        case unsupported(String)
    }

    /// Users whose names are near to each other, where the subject does not say which it knows.
    private static let usualUsers = ["alice", "Alice", "alice2"]

    /// - Complexity: one play a schedule, and some hundreds to shrink one.
    func search(on subject: any Subject, _ bindings: Bindings) async -> Outcome {
        let users = bindings.values["subject"]?["users"]?.list?.compactMap(\.text) ?? Self.usualUsers
        guard users.count > 1, Set(users.map { Array($0.utf8) }).count == users.count else {
            return .unsupported("no two users to keep apart")
        }
        let size = Search.Size(
            places: number(places, bindings), moves: number(moves, bindings),
            schedules: number(schedules, bindings))
        var search = Search(subject: subject, users: users, size: size, seed: bindings.seed)
        return await search.run()
    }

    private func number(_ expression: Expression, _ bindings: Bindings) -> Int {
        Int(max(1, min(expression.value(bindings).integer ?? 1, 1_000_000)))
    }
}

/// The search for a schedule that a subject breaks.
private struct Search {
    struct Size {
        let places: Int
        let moves: Int
        let schedules: Int
    }

    let subject: any Subject
    let users: [String]
    let size: Size
    let seed: UInt64
    /// Those that the subject can do.
    private var kinds = Move.Kind.allCases
    /// The users who have received something.
    private var served: Set<String> = []

    init(subject: any Subject, users: [String], size: Size, seed: UInt64) {
        self.subject = subject
        self.users = users
        self.size = size
        self.seed = seed
    }

    /// Without these, nothing can be said.
    private static let needed: Set<String> = ["connect", "received"]
    private static let senders: Set<String> = ["send-scoped", "send-to-user", "publish"]

    mutating func run() async -> Interleaving.Outcome {
        var random = SeededRandom(seed)
        var number = 0
        while number < size.schedules {
            let moves = Move.random(
                size.moves, of: kinds, places: size.places, users: users.count, using: &random)
            var play = Play(places: size.places, users: users, on: subject)
            switch await play.run(moves) {
            case .held:
                number += 1
                served.formUnion(play.served)
            case .broken(let fault): return await shrink(moves, fault, play.script, schedule: number)
            case .unsupported(let operation, let reason):
                // Everything anew, without what the subject does not have.
                kinds.removeAll { $0.operation == operation }
                let cannotGoOn =
                    Self.needed.contains(operation)
                    || !kinds.contains { Self.senders.contains($0.operation) }
                if cannotGoOn { return .unsupported("\(operation): \(reason)") }
                random = SeededRandom(seed)
                number = 0
            }
        }
        // Who lets nobody in, or sends nothing, keeps nobody apart.
        return served.count > 1 ? .held : .unsupported("no two users ever received an event")
    }

    // MARK: Shrinking

    /// Plays to shrink by, and seconds of those in which the subject was lost, at most: one that hangs takes its time in
    /// every play. What answers is shrunk by plays alone, so that a seed leads to the same moves on a busy machine, too.
    private static let patience = (plays: 600, secondsLost: 60.0)

    /// Takes away places, then moves, as long as the subject still breaks what is left.
    private func shrink(
        _ moves: [Move], _ fault: Play.Fault, _ script: [String], schedule: Int
    ) async -> Interleaving.Outcome {
        var found = (moves: moves, fault: fault, script: script)
        var plays = 0
        var secondsLost = 0.0
        func stillBreaks(_ moves: [Move]) async -> Bool {
            guard plays < Self.patience.plays, secondsLost < Self.patience.secondsLost else { return false }
            plays += 1
            let start = Runner.uptime()
            var play = Play(places: size.places, users: users, on: subject)
            guard case .broken(let fault) = await play.run(moves) else { return false }
            if fault.isLost { secondsLost += Runner.uptime() - start }
            found = (moves, fault, play.script)
            return true
        }
        for place in 0..<size.places {
            let rest = found.moves.filter { $0.place != place }
            if rest.count < found.moves.count { _ = await stillBreaks(rest) }
        }
        var length = max(1, found.moves.count / 2)
        while true {
            var start = 0
            var hasShrunk = false
            while start < found.moves.count {
                var rest = found.moves
                rest.removeSubrange(start..<min(start + length, rest.count))
                if await stillBreaks(rest) { hasShrunk = true } else { start += length }
            }
            if length == 1, !hasShrunk { break }
            if length > 1 { length /= 2 }
        }
        let places = Set(found.moves.map(\.place)).count
        let title =
            "schedule \(schedule + 1), shrunk from \(moves.count) moves to \(found.moves.count) of \(places) places:"
        return .broken(found.fault, script: [title] + found.script)
    }
}
