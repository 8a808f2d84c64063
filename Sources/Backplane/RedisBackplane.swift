public import Connections
internal import Crypto
internal import NIOCore
internal import NIOPosix
public import ServiceLifecycle
internal import Synchronization

/// Lets several processes serve one set of users: what is sent to a user or a topic on one node reaches the
/// connections on all, in one order.
///
/// Redis' Streams hold the events and their offsets, its channels carry them. Every node, the sender too, delivers what
/// it receives, to connections of its own tables only. One connection carries all of it, so that an answer and the
/// messages before and after it come in the order in which the engine made them: that is what makes a resume exact.
///
/// From its making on, the manager's own `send(toUser:)` and `send(toTopic:)` are refused: an event that only one node
/// knew would be a hole for the others. Scoped events stay with the node that holds their connection.
public final class RedisBackplane: Service, Sendable {
    private let manager: WebSocketManager
    private let options: RedisOptions
    private let loop: any EventLoop
    private let node: NIOLoopBoundBox<RedisNode>
    private let load = Mutex(Load())
    private let key: SymmetricKey?
    /// Names this node in what it publishes.
    private let origin = UInt64.random(in: .min ... .max)

    /// What is under way.
    private struct Load {
        var commands = 0
        var bytes = 0
    }

    /// - Returns: nil for a secret of less than 32 bytes.
    public init?(_ address: RedisAddress, options: RedisOptions = RedisOptions(), manager: WebSocketManager) {
        guard options.secret.map({ $0.count >= 32 }) ?? true else { return nil }
        self.manager = manager
        self.options = options
        key = options.secret.map { SymmetricKey(data: $0) }
        loop = MultiThreadedEventLoopGroup.singleton.next()
        let (loop, key) = (loop, key)
        node = NIOLoopBoundBox.makeBoxSendingValue(
            RedisNode(loop: loop, address: address, options: options, key: key, manager: manager),
            eventLoop: loop)
        manager.attach(
            Carrier { [node] audience, position, install in
                loop.execute { node.value.open(audience, after: position, install: install) }
            })
    }

    // MARK: Running

    /// Starts, and stays until the service group shuts down.
    public func run() async throws {
        start()
        try? await gracefulShutdown()
        try await shutDown()
    }

    /// Begins to connect, on one of the process's shared event loops, and to connect again whenever the connection is lost.
    public func start() {
        loop.execute { [node] in node.value.start() }
    }

    /// Ends for good. What is under way fails, and what is sent from now on.
    public func shutDown() async throws {
        try await loop.submit { [node] in node.value.stop() }.get()
    }

    /// Whether there is a connection to the engine with all its subscriptions.
    public var isConnected: Bool {
        get async { (try? await loop.submit { [node] in node.value.isReady }.get()) ?? false }
    }

    /// Waits until there is a connection to the engine with all its subscriptions, or until `shutDown`.
    public func connected() async {
        await withCheckedContinuation { continuation in
            loop.execute { [node] in node.value.whenReady { continuation.resume() } }
        }
    }

    // MARK: Sending

    /// Sends one event to all connections of a user, on whatever node.
    ///
    /// - Parameter threadID: passes by the connections that show another thread.
    /// - Returns: where the event stands in the user's stream. The engine has it then; nodes deliver it within the
    ///   time of a message.
    @discardableResult
    public func send(
        toUser userID: String, threadID: String? = nil, eventType: String, payload: JSONPayload
    ) async throws(BackplaneError) -> StreamPosition {
        guard !userID.isEmpty else { throw .invalid(.missingUser) }
        return try await publish(.user(userID), threadID: threadID, eventType, payload)
    }

    /// Sends one event to all connections that have joined the topic, on whatever node.
    @discardableResult
    public func send(
        toTopic topic: String, eventType: String, payload: JSONPayload
    ) async throws(BackplaneError) -> StreamPosition {
        guard !topic.isEmpty else { throw .invalid(.unknownTopic) }
        return try await publish(.topic(topic), threadID: nil, eventType, payload)
    }

    private func publish(
        _ audience: Audience, threadID: String?, _ type: String, _ payload: JSONPayload
    ) async throws(BackplaneError) -> StreamPosition {
        let event: RemoteEvent
        do throws(SendError) {
            event = try RemoteEvent(
                audience: audience, threadID: threadID, type: type, payload: payload,
                timestamp: WallClock.milliseconds())
            try event.check(limit: manager.options.maxEventBytes)
        } catch {
            throw .invalid(error)
        }
        var bytes = ByteBuffer()
        WireEvent.write(event, origin: origin, key: key, into: &bytes)
        let size = bytes.readableBytes
        try load.withLock { (load) throws(BackplaneError) in
            guard load.commands < options.maxPendingCommands, load.bytes + size <= options.maxPendingBytes
            else {
                throw .overloaded
            }
            load.commands += 1
            load.bytes += size
        }
        let (loop, node, body) = (loop, node, bytes)
        let result: Result<StreamPosition, BackplaneError> = await withCheckedContinuation { continuation in
            loop.execute {
                node.value.publish(audience, body) { continuation.resume(returning: $0) }
            }
        }
        load.withLock { load in
            load.commands -= 1
            load.bytes -= size
        }
        return try result.get()
    }
}
