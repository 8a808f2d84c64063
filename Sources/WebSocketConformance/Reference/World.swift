internal import Conformance
internal import Connections
internal import NIOCore
internal import NIOEmbedded
internal import Synchronization
internal import WebSocketFraming
internal import WebSocketTransport

/// Managers and the clients of their connections, on one event loop with a clock of its own.
///
/// Calls of the manager come from whatever task makes them, as a service's do; everything of a client is done on the loop.
final class World: Sendable {
    static let firstManager = "first"

    private let loop = NIOAsyncTestingEventLoop()
    private let state = Mutex(State())

    private struct State {
        var nodes: [String: Node] = [:]
        /// By the text of the connection's ID.
        var connections: [String: (node: Node, peer: NIOLoopBound<Peer>)] = [:]
        /// Held by a caller, by a name of ours.
        var scopes: [ConnectionScope] = []
        /// Milliseconds since 1970. Begins with the time of day, which credentials are held against.
        var now = WallClock.milliseconds()
    }

    var now: Int64 { state.withLock { $0.now } }

    func addManager(named name: String, _ options: Value?) async throws {
        let node = try await Node(NodeOptions(options), loop: loop, now: now)
        state.withLock { $0.nodes[name] = node }
    }

    /// Cuts everything, so that nothing stays behind.
    func end() async {
        let peers = state.withLock { $0.connections.values.map(\.peer) }
        try? await onLoop { for peer in peers { peer.value.cut() } }
    }

    // MARK: What calls name

    func node(_ call: Call) throws -> Node {
        let name = call["manager"]?.text ?? Self.firstManager
        guard let node = state.withLock({ $0.nodes[name] }) else { throw Stop(.refused("no such manager")) }
        return node
    }

    /// The connection, by an ID that its manager has given; where it has given none like it, one that another has.
    func connection(_ call: Call) async throws -> (manager: WebSocketManager, id: ConnectionID) {
        let text = call["connection"]?.text ?? ""
        if let node = state.withLock({ $0.connections[text]?.node }), let id = node.connectionID(text) {
            return (node.manager, id)
        }
        let stranger = try WebSocketManager().admit(from: .local, link: NoLink())
        return (try node(call).manager, stranger)
    }

    private final class NoLink: ConnectionLink {
        func wake() {}
        func close(after messages: [OutboundMessage], _ code: CloseCode, reason: String) {}
    }

    func hold(_ scope: ConnectionScope) -> Int64 {
        state.withLock { state in
            state.scopes.append(scope)
            return Int64(state.scopes.count - 1)
        }
    }

    func scope(_ number: Int64?) -> ConnectionScope? {
        state.withLock { state in
            guard let number, state.scopes.indices.contains(Int(number)) else { return nil }
            return state.scopes[Int(number)]
        }
    }

    // MARK: Clients

    /// Lets everything be written that waits for its socket.
    func writeOut() async { await loop.run() }

    /// Does something on the loop, and what follows from it.
    func onLoop<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        let result = try await loop.executeInContext(body)
        await loop.run()
        return result
    }

    /// Does something with the client of a connection, and lets both ends say all they have to.
    func withPeer<Result: Sendable>(
        of call: Call, _ body: @escaping @Sendable (Peer) -> Result
    ) async throws -> Result {
        let text = call["connection"]?.text ?? ""
        guard let peer = state.withLock({ $0.connections[text]?.peer }) else {
            throw Stop(.refused("no such connection"))
        }
        return try await onLoop {
            let result = body(peer.value)
            peer.value.exchange()
            return result
        }
    }

    /// Opens a connection.
    ///
    /// - Returns: the ID that its welcome names; nil with the status of a refusal.
    func open(_ request: UpgradeRequest, on node: Node) async throws -> (id: String?, client: ClientFacts) {
        let loop = loop
        let peer = try await onLoop {
            let channel = NIOAsyncTestingChannel(loop: loop)
            let peer = Peer(request, on: channel)
            try channel.pipeline.syncOperations.addHandler(peer)
            try node.server.add(to: channel)
            peer.exchange()
            return NIOLoopBound(peer, eventLoop: loop)
        }
        let facts = try await onLoop {
            peer.value.exchange()
            return ClientFacts(peer.value.client)
        }
        let id = facts.welcome?["connection_id"]?.text
        if let id { state.withLock { $0.connections[id] = (node, peer) } }
        return (id, facts)
    }

    // MARK: Time

    /// Lets so many seconds pass, and everybody do what is due in each.
    func advance(seconds: Int64) async throws {
        for _ in 0..<seconds {
            let (now, nodes, peers) = state.withLock { state in
                state.now += 1000
                return (state.now, Array(state.nodes.values), state.connections.values.map(\.peer))
            }
            try await onLoop {
                for node in nodes { node.server.tick(now) }
                for peer in peers { peer.value.exchange() }
            }
            for node in nodes { node.manager.expire(now: now) }
            await loop.run()
        }
    }
}
