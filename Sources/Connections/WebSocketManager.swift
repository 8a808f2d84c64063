internal import Identifiers
internal import Synchronization
public import WebSocketFraming

/// All WebSocket connections of a service, each bound to the user who authenticated at it.
///
/// Whom an event reaches is decided by the identities of connections, never by what a message says, and there is no
/// way to send to everybody: an audience is one connection with its user, one user, or one topic whose members an
/// authorisation let in. The check and the decision to queue are one step under one lock.
///
/// Does no I/O: a ``ConnectionLink`` carries what is queued. Safe to call from any thread; every call is short, and
/// none waits. As many managers as are wanted may live in a process, and share nothing.
public final class WebSocketManager: Sendable {
    /// Whether a connection that belongs to `userID` may join the topic. Called without a lock.
    public typealias TopicAuthorization = @Sendable (_ userID: String, _ topic: String) async -> Bool
    /// Takes each refusal. Called without a lock, on the thread that was refused.
    public typealias Audit = @Sendable (AuditRecord) -> Void

    /// As they were given; they do not change.
    public let options: ManagerOptions
    /// Whether connections have scopes to send by.
    public let isConnectionScopingEnabled: Bool
    private let authorizeTopic: TopicAuthorization
    private let audit: Audit
    let registry: Mutex<Registry>
    let carrier = Mutex<Carrier?>(nil)

    /// - Parameters:
    ///   - enableConnectionScoping: without it there are no scopes and no scoped events; users and topics stay apart
    ///     all the same.
    ///   - authorizeTopic: nobody joins any topic, unless this says so.
    public init(
        enableConnectionScoping: Bool = true,
        options: ManagerOptions = ManagerOptions(),
        authorizeTopic: @escaping TopicAuthorization = { _, _ in false },
        audit: @escaping Audit = { _ in }
    ) {
        self.options = options
        self.isConnectionScopingEnabled = enableConnectionScoping
        self.authorizeTopic = authorizeTopic
        self.audit = audit
        registry = Mutex(Registry(options: options, isScoped: enableConnectionScoping))
    }

    /// The counters and gauges of now.
    public var statistics: Statistics {
        registry.withLock { registry in
            var statistics = registry.statistics
            statistics.connections = registry.connections.count
            statistics.scopedConnections = Int(statistics.scopesCreated - statistics.scopesCleaned)
            statistics.users = registry.users.count
            statistics.topics = registry.topics.count
            statistics.waiting = Int(
                statistics.eventsQueued - statistics.eventsTaken - statistics.eventsDropped)
            return statistics
        }
    }

    // MARK: Connecting

    /// Lets a socket in, before anybody knows whose it is. Counts against the limits of all and of its address.
    public func admit(
        from address: PeerAddress, link: any ConnectionLink
    ) throws(ConnectionRefusal) -> ConnectionID {
        let id: UnifiedID
        do throws(IDError) {
            id = try UnifiedIDManager.generateConnectionID()
        } catch {
            throw .noConnectionID
        }
        return try registry.withLock { (registry) throws(ConnectionRefusal) in
            try registry.admit(id, address: address, link: link)
        }
    }

    /// Gives the connection its user, and its scope. Once: see `reauthenticate` for a new credential.
    ///
    /// - Parameters:
    ///   - threadID: of the user's threads, the one that the connection shows; events of others pass it by.
    ///   - position: up to where the client has seen the user's events: it gets what followed, exactly, or is told
    ///     that it cannot.
    @discardableResult
    public func connect(
        _ id: ConnectionID, as identity: Identity, threadID: String? = nil,
        resumingAfter position: StreamPosition? = nil
    ) throws(ConnectionRefusal) -> Welcome {
        try connect(id, as: identity, threadID: threadID, resumingAfter: position, from: nil)
    }

    func connect(
        _ id: ConnectionID, as identity: Identity, threadID: String?, resumingAfter position: StreamPosition?,
        from history: StreamHistory?
    ) throws(ConnectionRefusal) -> Welcome {
        var effects = Effects()
        defer { effects.perform() }
        return try registry.withLock { (registry) throws(ConnectionRefusal) in
            try registry.connect(
                id, as: identity, threadID: threadID, after: position, from: history, effects: &effects)
        }
    }

    /// Takes a new credential of the same user. Another user's is refused and audited: the connection stays as it is.
    public func reauthenticate(_ id: ConnectionID, as identity: Identity) throws(ConnectionRefusal) {
        let owner: String? = try registry.withLock { (registry) throws(ConnectionRefusal) in
            guard let scope = registry.connections[id]?.scope else { throw .unknownConnection }
            guard scope.user.id.hasBytes(of: identity.userID) else { return scope.user.id }
            scope.expiresAt = identity.expiresAt
            return nil
        }
        guard let owner else { return }
        audit(
            AuditRecord(
                reason: .otherUser, connection: id, owner: owner, requester: identity.userID, subject: ""))
        throw .otherUser
    }

    /// The connection's scope; nil without scoping, before authentication, and once the connection has ended.
    public func connectionScope(for id: ConnectionID) -> ConnectionScope? {
        guard isConnectionScopingEnabled else { return nil }
        return registry.withLock { registry in
            guard let scope = registry.connections[id]?.scope else { return nil }
            return ConnectionScope(
                manager: self, connectionID: id, userID: scope.user.id, threadID: scope.threadID)
        }
    }

    /// Ends the connection for the manager: its scope, its queue, its memberships. The link is not told: it is the
    /// transport that calls this when a socket has gone.
    ///
    /// - Returns: whether there was anything to clean. Exactly one of any number of callers hears true.
    @discardableResult
    public func cleanupConnectionScope(_ id: ConnectionID) -> Bool {
        registry.withLock { registry in
            registry.connections[id].map { registry.remove($0) } ?? false
        }
    }

    /// Ends the connection, and closes its socket with that code.
    @discardableResult
    public func close(_ id: ConnectionID, _ code: CloseCode = .normal, reason: String = "") -> Bool {
        changing { registry, effects in
            guard let connection = registry.connections[id] else { return false }
            registry.close(connection, code, reason: reason, effects: &effects)
            return true
        }
    }

    /// Ends all connections of a user.
    public func close(user userID: String, _ code: CloseCode, reason: String = "") {
        changing { registry, effects in
            for connection in registry.users[ByteKey(userID)]?.connections ?? [] {
                registry.close(connection, code, reason: reason, effects: &effects)
            }
        }
    }

    /// Lets nobody in any more, and ends all connections with 1001.
    public func shutDown() {
        changing { registry, effects in registry.shutDown(effects: &effects) }
    }

    /// Changes the tables, and then does what the change asks of links.
    private func changing<Result: Sendable>(_ change: (inout Registry, inout Effects) -> Result) -> Result {
        var effects = Effects()
        let result = registry.withLock { registry in change(&registry, &effects) }
        effects.perform()
        return result
    }

    /// Ends the connections whose credential has, and forgets events that were kept long enough.
    ///
    /// - Parameter now: milliseconds since 1970. To be called about once a second. O(connections + users + topics).
    public func expire(now: Int64) {
        changing { registry, effects in registry.expire(now: now, effects: &effects) }
    }

    // MARK: Sending

    /// Sends one event to one connection, which must belong to that user.
    ///
    /// - Parameters:
    ///   - eventType: plain text without quotes, backslashes or control characters.
    ///   - userID: whom the caller means. Required: an empty one is refused, never taken for "whoever it is".
    /// - Throws: `recipientMismatch` where the connection is another user's: counted, audited, and nothing is written.
    public func sendScopedEvent(
        connectionID: ConnectionID, eventType: String, payload: JSONPayload, userID: String
    ) throws(SendError) {
        var effects = Effects()
        var owner: String?
        let isQueued: Bool
        do throws(SendError) {
            isQueued = try registry.withLock { (registry) throws(SendError) in
                do throws(SendError) {
                    return try registry.sendScoped(
                        connectionID, type: eventType, payload: payload, userID: userID, effects: &effects)
                } catch {
                    // Whose it is now: a moment later it may have ended.
                    owner = registry.owner(of: connectionID)
                    throw error
                }
            }
        } catch {
            if error == .recipientMismatch || error == .missingUser {
                auditRefusal(error, connectionID, of: owner, requester: userID, subject: eventType)
            }
            throw error
        }
        effects.perform()
        if !isQueued { throw .slowConsumer }
    }

    /// Sends one event to all connections of a user.
    ///
    /// - Parameter threadID: passes by the connections that show another thread. What comes back on resuming is all.
    @discardableResult
    public func send(
        toUser userID: String, threadID: String? = nil, eventType: String, payload: JSONPayload
    ) throws(SendError) -> Delivery {
        let (delivery, effects) = try registry.withLock { (registry) throws(SendError) in
            try registry.send(toUser: userID, threadID: threadID, type: eventType, payload: payload)
        }
        effects.perform()
        return delivery
    }

    /// Sends one event to all connections that have joined the topic.
    @discardableResult
    public func send(
        toTopic topic: String, eventType: String, payload: JSONPayload
    ) throws(SendError) -> Delivery {
        let (delivery, effects) = try registry.withLock { (registry) throws(SendError) in
            try registry.send(toTopic: topic, type: eventType, payload: payload)
        }
        effects.perform()
        return delivery
    }

    @inline(never)
    private func auditRefusal(
        _ error: SendError, _ id: ConnectionID, of owner: String?, requester: String, subject: String
    ) {
        audit(
            AuditRecord(
                reason: error == .missingUser ? .missingUser : .recipientMismatch, connection: id,
                owner: owner,
                requester: requester, subject: subject))
    }

    // MARK: Topics

    /// Makes the connection a member of the topic, if its user may be.
    ///
    /// - Returns: where the topic's events stand; nil where the user may not, or the connection has ended.
    @discardableResult
    public func join(_ topic: String, connectionID id: ConnectionID) async -> StreamPosition? {
        let owner = registry.withLock { $0.owner(of: id) }
        guard let owner else { return nil }
        guard await authorizeTopic(owner, topic) else {
            registry.withLock { $0.statistics.topicsDenied += 1 }
            audit(
                AuditRecord(
                    reason: .topicDenied, connection: id, owner: owner, requester: owner, subject: topic))
            return nil
        }
        if let carrier = carrier.withLock({ $0 }) { return await join(topic, connectionID: id, by: carrier) }
        // The connection may have ended while the question was open; its user cannot have changed.
        return registry.withLock { $0.join(topic, id) }
    }

    /// Whether the connection has joined the topic, and not left it.
    public func isMember(_ id: ConnectionID, of topic: String) -> Bool {
        registry.withLock { $0.isMember(id, of: topic) }
    }

    /// Ends the membership of the connection, if there is one.
    public func leave(_ topic: String, connectionID id: ConnectionID) {
        registry.withLock { $0.leave(topic, id) }
    }

    // MARK: The transport's side

    /// Takes the connection's waiting messages, up to so many bytes and at least one.
    ///
    /// - Returns: whether more wait. Where none does, the link will be woken for the next.
    public func takeMessages(
        of id: ConnectionID, upTo bytes: Int, into messages: inout [OutboundMessage]
    ) -> Bool {
        registry.withLock { $0.take(id, upTo: bytes, into: &messages) }
    }
}
