/// Whom an event that travels between nodes is for. Compared byte by byte, and so not `Hashable` by its texts.
package struct Audience: Sendable {
    package enum Kind: UInt8, Sendable {
        case user = 1
        case topic = 2
    }

    package let kind: Kind
    package let name: String

    package init(kind: Kind, name: String) {
        self.kind = kind
        self.name = name
    }

    package static func user(_ name: String) -> Audience { Audience(kind: .user, name: name) }
    package static func topic(_ name: String) -> Audience { Audience(kind: .topic, name: name) }

    package func isSame(as other: Audience) -> Bool { kind == other.kind && name.hasBytes(of: other.name) }
}

/// An event that travels between nodes.
package struct RemoteEvent: Sendable {
    package let audience: Audience
    package let threadID: String?
    package let type: String
    package let payload: JSONPayload
    /// When it was published, in milliseconds since 1970: the same wherever it is delivered.
    package let timestamp: Int64

    /// - Throws: `invalidEventType`.
    package init(
        audience: Audience, threadID: String?, type: String, payload: JSONPayload, timestamp: Int64
    ) throws(SendError) {
        guard JSONText.isPlain(type) else { throw .invalidEventType }
        self.audience = audience
        self.threadID = threadID
        self.type = type
        self.payload = payload
        self.timestamp = timestamp
    }

    /// Whether its message would be no larger than a limit, whatever its offset.
    package func check(limit: Int) throws(SendError) {
        let stream = RemoteStream(audience, at: StreamPosition(epoch: .max, offset: .max))
        _ = try Envelope.message(
            type: type, payload: payload, audience: stream.audience, counter: .offset(.max),
            timestamp: Timestamp().text, limit: limit)
    }
}

extension JSONPayload {
    /// The value in UTF-8.
    package var json: [UInt8] { bytes }
}

/// What the engine holds of a stream: where it stands, and the events after the position that was asked for.
package struct StreamHistory: Sendable {
    package struct Entry: Sendable {
        package let offset: UInt64
        package let event: RemoteEvent

        package init(offset: UInt64, event: RemoteEvent) {
            self.offset = offset
            self.event = event
        }
    }

    package let position: StreamPosition
    package let events: [Entry]

    package init(position: StreamPosition, events: [Entry]) {
        self.position = position
        self.events = events
    }

    /// All that came after a position, in order; nil where it cannot be told, or not wholly. Offsets are compared one
    /// by one: an engine that has trimmed its stream answers with what is left, and says nothing.
    func events(after known: StreamPosition) -> ArraySlice<Entry>? {
        guard known.epoch == position.epoch, known.offset <= position.offset else { return nil }
        let missed = events.drop { $0.offset <= known.offset }
        guard UInt64(missed.count) == position.offset - known.offset else { return nil }
        for (index, entry) in missed.enumerated() where entry.offset - known.offset != UInt64(index + 1) {
            return nil
        }
        return missed
    }
}

/// What became of an event that came from the engine.
package enum RemoteDelivery: Sendable, Hashable {
    case delivered(Delivery)
    /// No connection of this node is in the audience.
    case nobody
    /// It has been delivered before.
    case duplicate
    /// It is not the next of its stream: the engine must be asked for what is between.
    case outOfOrder
    /// It cannot be delivered, and has been counted.
    case refused
}
