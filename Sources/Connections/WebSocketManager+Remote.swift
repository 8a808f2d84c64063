internal import Synchronization

/// What a manager asks of the backplane that it is attached to.
package struct Carrier: Sendable {
    /// Finds where an audience's stream stands, and what came after a position.
    ///
    /// The last argument is called once, in the order of events: what was delivered before is in the answer, and
    /// nothing of what is delivered after. With nil where the engine cannot be asked.
    package let open:
        @Sendable (Audience, StreamPosition?, _ install: @escaping @Sendable (StreamHistory?) -> Void) -> Void

    package init(
        open:
            @escaping @Sendable (
                Audience, StreamPosition?, _ install: @escaping @Sendable (StreamHistory?) -> Void
            ) -> Void
    ) {
        self.open = open
    }
}

extension WebSocketManager {
    /// Whether events to users and topics go by a backplane.
    public var isAttached: Bool { carrier.withLock { $0 != nil } }

    /// From now on users and topics are those of all nodes. To be called before the first connection.
    package func attach(_ carrier: Carrier) {
        self.carrier.withLock { $0 = carrier }
        registry.withLock { $0.isAttached = true }
    }

    /// Gives the connection its user, as `connect` does, and with a backplane its place in the user's stream, which
    /// the engine is asked for.
    ///
    /// - Throws: `backplaneUnavailable` where the engine cannot be asked: who came in without a place would miss
    ///   events, and nobody would know.
    @discardableResult
    public func connectAcrossNodes(
        _ id: ConnectionID, as identity: Identity, threadID: String? = nil,
        resumingAfter position: StreamPosition? = nil
    ) async throws(ConnectionRefusal) -> Welcome {
        guard let carrier = carrier.withLock({ $0 }) else {
            return try connect(id, as: identity, threadID: threadID, resumingAfter: position)
        }
        let result: Result<Welcome, ConnectionRefusal> = await withCheckedContinuation { continuation in
            carrier.open(.user(identity.userID), position) { history in
                continuation.resume(
                    returning: Result { () throws(ConnectionRefusal) in
                        guard let history else { throw .backplaneUnavailable }
                        return try self.connect(
                            id, as: identity, threadID: threadID, resumingAfter: position, from: history)
                    })
            }
        }
        return try result.get()
    }

    /// Makes the connection a member of a topic of all nodes, after authorisation.
    func join(_ topic: String, connectionID id: ConnectionID, by carrier: Carrier) async -> StreamPosition? {
        await withCheckedContinuation { continuation in
            carrier.open(.topic(topic), nil) { history in
                continuation.resume(
                    returning: history.flatMap { history in
                        self.registry.withLock { $0.join(topic, id, from: history) }
                    })
            }
        }
    }

    // MARK: The backplane's side

    /// Whether a connection of this node is in the audience.
    package func serves(_ audience: Audience) -> Bool { registry.withLock { $0.remote(audience) != nil } }

    /// All audiences that this node has connections of. O(users + topics).
    package func audiences() -> [Audience] { registry.withLock { $0.remoteAudiences } }

    /// Delivers an event of the engine to this node's connections of its audience, if it is the next of its stream.
    package func deliver(_ event: RemoteEvent, at position: StreamPosition) -> RemoteDelivery {
        let (delivery, effects) = registry.withLock { $0.deliver(event, at: position) }
        effects.perform()
        return delivery
    }

    /// Counts a message of the engine that is none, or not by a node.
    package func countRefused() { registry.withLock { $0.statistics.backplaneRefused += 1 } }

    /// Where to ask from for what an audience is missing; nil where it has nobody here, or that has been asked.
    package func beginCatchUp(_ audience: Audience, again: Bool = false) -> StreamPosition? {
        registry.withLock { registry in
            guard let (stream, _) = registry.remote(audience), again || !stream.isCatchingUp else {
                return nil
            }
            stream.isCatchingUp = true
            return stream.position
        }
    }

    /// Delivers what was missed, or ends the audience's connections with 1012 where it cannot be told.
    package func catchUp(_ audience: Audience, with history: StreamHistory, doubting: Bool) {
        perform { $0.catchUp(audience, with: history, doubting: doubting, effects: &$1) }
    }

    /// Ends the audience's connections with 1012.
    package func lose(_ audience: Audience) { perform { $0.lose(audience, effects: &$1) } }

    /// Whether this node has delivered exactly what the engine holds, or has nobody to deliver to.
    package func isCurrent(_ history: StreamHistory, for audience: Audience) -> Bool {
        registry.withLock { registry in
            registry.remote(audience).map { $0.stream.position == history.position } ?? true
        }
    }

    private func perform(_ change: (inout Registry, inout [Effects]) -> Void) {
        let effects = registry.withLock { registry in
            var effects: [Effects] = []
            change(&registry, &effects)
            return effects
        }
        for effect in effects { effect.perform() }
    }
}
