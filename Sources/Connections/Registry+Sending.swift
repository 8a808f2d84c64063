extension Registry {
    /// One event to one connection, which must be that user's.
    ///
    /// - Returns: false where the connection's queue was full and its policy has ended it.
    mutating func sendScoped(
        _ id: ConnectionID, type: String, payload: JSONPayload, userID: String, effects: inout Effects
    ) throws(SendError) -> Bool {
        guard isScoped else { throw .scopingDisabled }
        guard let connection = connections[id], let scope = connection.scope else { throw .unknownConnection }
        guard scope.user.id.hasBytes(of: userID) else {
            statistics.eventsBlocked += 1
            throw userID.isEmpty ? .missingUser : .recipientMismatch
        }
        let message = try Envelope.message(
            type: type, payload: payload, audience: scope.audience, counter: .sequence(scope.sequence + 1),
            timestamp: time(), limit: options.maxEventBytes)
        // A number that is given to nobody reads as a loss, and what a full queue drops is one.
        scope.sequence += 1
        switch enqueue(message, connection, effects: &effects) {
        case .queued: return true
        case .disconnected: return false
        case .dropped: throw .queueFull
        }
    }

    /// One event to all connections of a user, or to those of one of the user's threads.
    mutating func send(
        toUser userID: String, threadID: String?, type: String, payload: JSONPayload
    ) throws(SendError) -> (Delivery, Effects) {
        guard !userID.isEmpty else {
            statistics.eventsBlocked += 1
            throw .missingUser
        }
        if isAttached { throw .backplaneAttached }
        guard let user = users[ByteKey(userID)] else { return (Delivery(offset: nil), Effects()) }
        let message = try Envelope.message(
            type: type, payload: payload, audience: user.audience, counter: .offset(user.stream.next),
            timestamp: time(), limit: options.maxEventBytes)
        user.stream.append(message, options: options)
        return fanOut(message, to: user.connections, offset: user.stream.offset, threadID: threadID)
    }

    /// One event to all members of a topic.
    mutating func send(
        toTopic name: String, type: String, payload: JSONPayload
    ) throws(SendError) -> (Delivery, Effects) {
        if isAttached { throw .backplaneAttached }
        guard let topic = topics[ByteKey(name)] else { throw .unknownTopic }
        let message = try Envelope.message(
            type: type, payload: payload, audience: topic.audience, counter: .offset(topic.stream.next),
            timestamp: time(), limit: options.maxEventBytes)
        topic.stream.append(message, options: options)
        return fanOut(message, to: topic.members, offset: topic.stream.offset, threadID: nil)
    }

    mutating func fanOut(
        _ message: OutboundMessage, to connections: [Connection], offset: UInt64, threadID: String?
    ) -> (Delivery, Effects) {
        var delivery = Delivery(offset: offset)
        var effects = Effects()
        effects.reserve(connections.count)
        for connection in connections {
            if let threadID, let own = connection.scope?.threadID, !own.hasBytes(of: threadID) { continue }
            switch enqueue(message, connection, effects: &effects) {
            case .queued: delivery.queued += 1
            case .dropped: delivery.dropped += 1
            case .disconnected: delivery.disconnected += 1
            }
        }
        return (delivery, effects)
    }

    /// Takes the connection's waiting messages, up to so many bytes and at least one.
    ///
    /// - Returns: whether more wait. Where none does, the link will be woken for the next.
    mutating func take(_ id: ConnectionID, upTo bytes: Int, into messages: inout [OutboundMessage]) -> Bool {
        guard let connection = connections[id] else { return false }
        var taken = 0
        while taken < bytes, let message = connection.queue.popFirst() {
            taken += message.byteCount
            messages.append(message)
            statistics.eventsTaken += 1
        }
        if connection.queue.count == 0 { connection.isAwake = false }
        return connection.isAwake
    }
}

/// What became of an event for several connections.
public struct Delivery: Sendable, Hashable {
    /// Of the event in its stream; nil where the user has neither connections nor events kept.
    public let offset: UInt64?
    /// Connections whose queues took the event.
    public var queued = 0
    /// To full queues whose policy drops the newest.
    public var dropped = 0
    /// Connections that were closed as too slow.
    public var disconnected = 0
}
