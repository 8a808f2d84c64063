/// One move of a random schedule. A place is a client that connects, and connects again; whose it is never changes.
/// Where a move does not fit what was before it, such as the end of what is not open, it is passed over: a schedule from
/// which moves were taken away is a schedule.
struct Move: Sendable, Hashable {
    enum Kind: String, Sendable, CaseIterable {
        case connect
        case disconnect
        /// The socket is lost.
        case drop
        /// An event for the place's connection, with its user.
        case sendScoped = "send-scoped"
        /// The same, with another user.
        case sendScopedToOther = "send-scoped, as another user"
        /// An event for the connection that the place had before.
        case sendScopedToEnded = "send-scoped, to the ended connection"
        /// An event for all connections of the place's user.
        case sendToUser = "send-to-user"
        /// The client itself sends its user an event, and names another.
        case publish

        /// What the subject is asked for.
        var operation: String {
            switch self {
            case .sendScopedToOther, .sendScopedToEnded: "send-scoped"
            default: rawValue
            }
        }

        /// How often it comes, beside the others.
        fileprivate var weight: Int {
            switch self {
            case .connect, .sendScoped, .sendToUser: 4
            case .disconnect, .drop, .sendScopedToOther, .sendScopedToEnded: 2
            case .publish: 1
            }
        }
    }

    var kind: Kind
    /// From 0.
    var place: Int
    /// Of another user, where the move names one; from 0.
    var other = 0

    /// Random moves of those kinds.
    static func random(
        _ count: Int, of kinds: [Kind], places: Int, users: Int, using random: inout SeededRandom
    ) -> [Move] {
        let choices = kinds.flatMap { Array(repeating: $0, count: $0.weight) }
        return (0..<count).map { _ in
            let kind = choices[random.next(below: choices.count)]
            return Move(
                kind: kind, place: random.next(below: places), other: random.next(below: max(1, users - 1)))
        }
    }
}
