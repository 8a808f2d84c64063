internal import Identifiers
internal import WebSocketFraming

/// The tables of a manager. Everything that happens under its lock is here; what must happen outside comes back as
/// ``Effects``.
struct Registry {
    private(set) var connections = ConnectionTable()
    private(set) var users: [ByteKey: User] = [:]
    private(set) var topics: [ByteKey: Topic] = [:]
    private var addressCounts: [PeerAddress: Int] = [:]
    var statistics = Statistics()
    private var isShuttingDown = false
    private var timestamp = Timestamp()
    let options: ManagerOptions
    let isScoped: Bool
    /// Whether users and topics are those of all nodes.
    var isAttached = false

    init(options: ManagerOptions, isScoped: Bool) {
        self.options = options
        self.isScoped = isScoped
    }

    /// The connection's user; nil before authentication, and once it has ended.
    func owner(of id: ConnectionID) -> String? { connections[id]?.scope?.user.id }

    // MARK: Connecting

    mutating func admit(
        _ id: UnifiedID, address: PeerAddress, link: any ConnectionLink
    ) throws(ConnectionRefusal) -> ConnectionID {
        let fromAddress = addressCounts[address, default: 0]
        if isShuttingDown { throw refused(.shuttingDown) }
        if connections.count >= options.maxConnections { throw refused(.tooManyConnections) }
        if fromAddress >= options.maxConnectionsPerAddress { throw refused(.tooManyForAddress) }
        addressCounts[address] = fromAddress + 1
        return connections.insert(id, link: link, address: address)
    }

    /// Makes a user's connection of one that was let in.
    mutating func connect(
        _ id: ConnectionID, as identity: Identity, threadID: String?, after position: StreamPosition?,
        from history: StreamHistory? = nil, effects: inout Effects
    ) throws(ConnectionRefusal) -> Welcome {
        guard let connection = connections[id], connection.scope == nil else { throw .unknownConnection }
        if isShuttingDown { throw refused(.shuttingDown) }
        if isAttached, history == nil { throw refused(.backplaneUnavailable) }
        let user = users[ByteKey(identity.userID)] ?? User(id: identity.userID)
        if user.connections.count >= options.maxConnectionsPerUser {
            guard options.userLimitPolicy == .closeOldest, let oldest = user.connections.first else {
                throw refused(.tooManyForUser)
            }
            statistics.connectionsEvicted += 1
            close(oldest, .policyViolation, reason: "replaced by a newer connection", effects: &effects)
        }
        users[ByteKey(user.id)] = user
        user.connections.append(connection)
        connection.scope = Scope(
            user: user, threadID: threadID, connectionID: id, expiresAt: identity.expiresAt)
        if isScoped { statistics.scopesCreated += 1 }
        if let history {
            return resume(connection, of: user, after: position, from: history, effects: &effects)
        }
        return resume(connection, of: user, after: position, effects: &effects)
    }

    private mutating func refused(_ refusal: ConnectionRefusal) -> ConnectionRefusal {
        statistics.connectionsRefused += 1
        return refusal
    }

    /// Queues what the user missed: all of it, or nothing.
    private mutating func resume(
        _ connection: Connection, of user: User, after position: StreamPosition?, effects: inout Effects
    ) -> Welcome {
        let stream = user.stream
        guard let position else { return Welcome(epoch: stream.epoch, offset: stream.offset, recovered: nil) }
        guard let missed = stream.events(after: position), missed.count <= options.maxQueuedMessages,
            missed.reduce(0, { $0 + $1.byteCount }) <= options.maxQueuedBytes
        else {
            statistics.resumeFailed += 1
            return Welcome(epoch: stream.epoch, offset: stream.offset, recovered: false)
        }
        for message in missed { _ = enqueue(message, connection, effects: &effects) }
        statistics.resumed += 1
        return Welcome(epoch: stream.epoch, offset: position.offset, recovered: true)
    }

    // MARK: Ending

    /// Takes the connection out of all tables. The one way out: whatever ends a connection comes here, and the second
    /// that comes finds nothing.
    @discardableResult
    mutating func remove(_ connection: Connection) -> Bool {
        guard connections.remove(connection) else { return false }
        if let count = addressCounts[connection.address], count > 1 {
            addressCounts[connection.address] = count - 1
        } else {
            addressCounts[connection.address] = nil
        }
        statistics.eventsDropped += UInt64(connection.queue.count)
        guard let scope = connection.scope else { return true }
        let now = WallClock.milliseconds()
        for topic in scope.topics { leave(topic, connection, now: now) }
        scope.topics = []
        scope.user.connections.removeAll { $0 === connection }
        scope.user.emptySince = now
        removeIfDone(scope.user, now: now)
        connection.scope = nil
        if isScoped { statistics.scopesCleaned += 1 }
        return true
    }

    /// Takes the connection out, and tells its link to close, after what still waits for it.
    mutating func close(
        _ connection: Connection, _ code: CloseCode, reason: String, effects: inout Effects
    ) {
        var messages: [OutboundMessage] = []
        while let message = connection.queue.popFirst() { messages.append(message) }
        statistics.eventsTaken += UInt64(messages.count)
        if remove(connection) { effects.close(connection.link, after: messages, code, reason) }
    }

    /// Ends all connections, and lets nobody in any more.
    mutating func shutDown(effects: inout Effects) {
        isShuttingDown = true
        for connection in connections.all {
            close(connection, .goingAway, reason: "server is shutting down", effects: &effects)
        }
    }

    /// Ends connections whose credential has ended, and forgets the events that nobody has come back for.
    mutating func expire(now: Int64, effects: inout Effects) {
        for user in Array(users.values) { removeIfDone(user, now: now) }
        for topic in Array(topics.values) { removeIfDone(topic, now: now) }
        for connection in connections.all {
            guard let end = connection.scope?.expiresAt, end <= now else { continue }
            close(connection, .policyViolation, reason: "credential expired", effects: &effects)
        }
    }

    /// Whether a stream that nobody follows any more is to be forgotten. An empty one is kept as long as any: who
    /// returns then knows that nothing was missed. With a backplane the engine keeps them, and goes on without us.
    private func isPast(since emptySince: Int64, now: Int64) -> Bool {
        isAttached || options.historyEvents == 0 || now - emptySince >= options.historyMilliseconds
    }

    private mutating func removeIfDone(_ user: User, now: Int64) {
        guard user.connections.isEmpty, isPast(since: user.emptySince, now: now) else { return }
        users[ByteKey(user.id)] = nil
    }

    private mutating func removeIfDone(_ topic: Topic, now: Int64) {
        guard topic.members.isEmpty, isPast(since: topic.emptySince, now: now) else { return }
        topics[ByteKey(topic.name)] = nil
    }

    // MARK: Topics

    /// - Returns: where the topic stands; nil where the connection has ended.
    mutating func join(_ name: String, _ id: ConnectionID, from history: StreamHistory? = nil)
        -> StreamPosition?
    {
        guard let connection = connections[id], let scope = connection.scope else { return nil }
        let topic = topics[ByteKey(name)] ?? Topic(name: name)
        topics[ByteKey(name)] = topic
        if !scope.topics.contains(where: { $0 === topic }) {
            scope.topics.append(topic)
            topic.members.append(connection)
        }
        if let history {
            let stream = topic.remote ?? RemoteStream(.topic(name), at: history.position)
            topic.remote = stream
            return stream.position
        }
        return StreamPosition(epoch: topic.stream.epoch, offset: topic.stream.offset)
    }

    func isMember(_ id: ConnectionID, of name: String) -> Bool {
        connections[id]?.scope?.topics.contains { $0.name.hasBytes(of: name) } ?? false
    }

    mutating func leave(_ name: String, _ id: ConnectionID) {
        guard let connection = connections[id], let topic = topics[ByteKey(name)] else { return }
        connection.scope?.topics.removeAll { $0 === topic }
        leave(topic, connection, now: WallClock.milliseconds())
    }

    private mutating func leave(_ topic: Topic, _ connection: Connection, now: Int64) {
        if let place = topic.members.firstIndex(where: { $0 === connection }) {
            topic.members.swapAt(place, topic.members.count - 1)
            topic.members.removeLast()
        }
        topic.emptySince = now
        removeIfDone(topic, now: now)
    }

    // MARK: Queueing

    /// The time for an envelope: of now, or of when its event was made elsewhere.
    mutating func time(_ milliseconds: Int64 = WallClock.milliseconds()) -> [UInt8] {
        timestamp.set(milliseconds)
        return timestamp.text
    }

    /// What became of a message for one connection.
    enum Queueing {
        case queued
        case dropped
        case disconnected
    }

    /// Puts the message into the connection's queue, or does what the policy says where it is full.
    mutating func enqueue(
        _ message: OutboundMessage, _ connection: Connection, effects: inout Effects
    ) -> Queueing {
        statistics.eventsQueued += 1
        if !connection.queue.hasRoom(for: message, in: options) {
            switch options.overflowPolicy {
            case .dropNewest:
                statistics.eventsDropped += 1
                return .dropped
            case .disconnect:
                statistics.eventsDropped += 1
                statistics.slowConsumersClosed += 1
                // What waits is dropped with it: a socket that takes nothing would not take that either.
                if remove(connection) {
                    effects.close(connection.link, after: [], .tryAgainLater, "slow consumer")
                }
                return .disconnected
            case .dropOldest:
                while !connection.queue.hasRoom(for: message, in: options) {
                    _ = connection.queue.popFirst()
                    statistics.eventsDropped += 1
                }
            }
        }
        connection.queue.append(message)
        if !connection.isAwake {
            connection.isAwake = true
            effects.wake(connection.link)
        }
        return .queued
    }
}
