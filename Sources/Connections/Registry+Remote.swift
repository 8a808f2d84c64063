internal import WebSocketFraming

extension Registry {
    /// The stream of an audience and its connections here; nil where there are none.
    func remote(_ audience: Audience) -> (stream: RemoteStream, connections: [Connection])? {
        switch audience.kind {
        case .user:
            guard let user = users[ByteKey(audience.name)], let stream = user.remote else { return nil }
            return (stream, user.connections)
        case .topic:
            guard let topic = topics[ByteKey(audience.name)], let stream = topic.remote else { return nil }
            return (stream, topic.members)
        }
    }

    /// All that this node has connections of.
    var remoteAudiences: [Audience] {
        users.values.filter { $0.remote != nil }.map { .user($0.id) }
            + topics.values.filter { $0.remote != nil }.map { .topic($0.name) }
    }

    /// One event of the engine, to the connections of its audience as these tables know it.
    mutating func deliver(
        _ event: RemoteEvent, at position: StreamPosition
    ) -> (RemoteDelivery, Effects) {
        guard let (stream, connections) = remote(event.audience) else { return (.nobody, Effects()) }
        let known = stream.position
        guard position.epoch == known.epoch else { return (.outOfOrder, Effects()) }
        guard position.offset > known.offset else {
            statistics.backplaneDuplicates += 1
            return (.duplicate, Effects())
        }
        guard position.offset - known.offset == 1 else { return (.outOfOrder, Effects()) }
        guard let message = message(event, of: stream, offset: position.offset) else {
            return (.refused, Effects())
        }
        stream.advance(to: position.offset)
        let (delivery, effects) = fanOut(
            message, to: connections, offset: position.offset, threadID: event.threadID)
        return (.delivered(delivery), effects)
    }

    private mutating func message(
        _ event: RemoteEvent, of stream: RemoteStream, offset: UInt64
    ) -> OutboundMessage? {
        do throws(SendError) {
            return try Envelope.message(
                type: event.type, payload: event.payload, audience: stream.audience, counter: .offset(offset),
                timestamp: time(event.timestamp), limit: options.maxEventBytes)
        } catch {
            statistics.backplaneRefused += 1
            return nil
        }
    }

    /// Delivers what the engine says was missed, or ends the connections that have lost it.
    ///
    /// - Parameter doubting: whether a message said that something is missing. If nothing is, it lied.
    mutating func catchUp(
        _ audience: Audience, with history: StreamHistory, doubting: Bool, effects: inout [Effects]
    ) {
        guard let (stream, _) = remote(audience) else { return }
        stream.isCatchingUp = false
        guard let missed = history.events(after: stream.position) else {
            return lose(audience, effects: &effects)
        }
        if missed.isEmpty, doubting { statistics.backplaneRefused += 1 }
        if !missed.isEmpty { statistics.backplaneRecovered += 1 }
        for entry in missed {
            let position = StreamPosition(epoch: history.position.epoch, offset: entry.offset)
            let (delivery, wakes) = deliver(entry.event, at: position)
            effects.append(wakes)
            if delivery == .refused { return lose(audience, effects: &effects) }
        }
    }

    /// Ends the connections of an audience whose events cannot be told any more: they come back, ask for what they
    /// missed, and are told that it is lost, if it is.
    mutating func lose(_ audience: Audience, effects: inout [Effects]) {
        guard let (_, connections) = remote(audience) else { return }
        statistics.backplaneLost += 1
        var closes = Effects()
        for connection in connections {
            close(connection, .serviceRestart, reason: "position lost: reconnect", effects: &closes)
        }
        effects.append(closes)
    }

    /// Makes a user's stream known to this node, and queues what a connection missed of it: all of it, or nothing.
    mutating func resume(
        _ connection: Connection, of user: User, after position: StreamPosition?, from history: StreamHistory,
        effects: inout Effects
    ) -> Welcome {
        let stream = user.remote ?? RemoteStream(.user(user.id), at: history.position)
        user.remote = stream
        let now = stream.position
        guard let position else { return Welcome(epoch: now.epoch, offset: now.offset, recovered: nil) }
        var messages: [OutboundMessage] = []
        if let missed = history.events(after: position), now == history.position {
            messages = missed.compactMap { message($0.event, of: stream, offset: $0.offset) }
            if messages.count == missed.count, messages.count <= options.maxQueuedMessages,
                messages.reduce(0, { $0 + $1.byteCount }) <= options.maxQueuedBytes
            {
                for message in messages { _ = enqueue(message, connection, effects: &effects) }
                statistics.resumed += 1
                return Welcome(epoch: now.epoch, offset: position.offset, recovered: true)
            }
        }
        statistics.resumeFailed += 1
        return Welcome(epoch: now.epoch, offset: now.offset, recovered: false)
    }
}
