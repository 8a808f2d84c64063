internal import Conformance

/// An event as the contract speaks of it, from a message of the reference's server.
enum ReceivedEvent {
    /// What tells a client about itself, and is no event.
    private static let notices: Set<String> = ["welcome", "joined", "denied", "error"]

    /// - Parameter type: of the events that are asked for; nil for all.
    /// - Returns: nil for what is no event, or of another type.
    static func normal(_ message: Value, of type: String?) -> Value? {
        guard let own = message["type"]?.text, !notices.contains(own) else { return nil }
        if let type, type != own { return nil }
        return [
            "type": .text(own), "payload": message["payload"] ?? nil, "user": message["user_id"] ?? nil,
            "connection": message["connection_id"] ?? nil, "thread": message["thread_id"] ?? nil,
            "topic": message["topic"] ?? nil, "sequence": message["seq"] ?? message["offset"] ?? nil,
        ]
    }
}

extension ClientFacts {
    /// Up to where the client has seen its user's events.
    var position: Value {
        let offsets = messages.filter { $0["topic"] == nil }.compactMap { $0["offset"]?.integer }
        return ["epoch": welcome?["epoch"] ?? nil, "offset": offsets.last.map(Value.integer) ?? nil]
    }
}
