public import Connections
internal import NIOCore
internal import NIOPosix
public import ServiceLifecycle
internal import Synchronization

/// A WebSocket server (RFC 6455) that carries a ``WebSocketManager`` over TCP.
///
/// Listens from `run()`, or `start()`, until it is shut down: then nobody is let in, every connection is closed with
/// 1001 after what still waited for it, and what has not ended by itself within the close timeout is cut.
public final class WebSocketServer: Service, Sendable {
    private let core: ServerCore
    private let options: ServerOptions
    private let adminPort: Int?
    private let group: MultiThreadedEventLoopGroup
    private let running = Mutex<Running?>(nil)

    private struct Running {
        var channels: [any Channel]
        var loops: [NIOLoopBound<LoopState>]
    }

    /// - Parameter adminPort: on the same host, for `/health`, `/stats` and `/metrics`; nil for none.
    public init(
        manager: WebSocketManager, options: ServerOptions = ServerOptions(), adminPort: Int? = nil,
        authenticator: any Authenticator, application: any WebSocketApplication
    ) {
        core = ServerCore(
            manager: manager, options: options, authenticator: authenticator, application: application)
        self.options = options
        self.adminPort = adminPort
        group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, options.eventLoops))
    }

    /// Takes options for connections that begin from now on. Host, ports and loops stay as they are.
    public func reload(_ options: ServerOptions) { core.reload(options) }

    /// Listens.
    ///
    /// - Returns: the port, and the admin port.
    @discardableResult
    public func start() async throws -> (port: Int, adminPort: Int?) {
        var loops: [ObjectIdentifier: NIOLoopBound<LoopState>] = [:]
        let interval = TimeAmount.milliseconds(options.tickInterval)
        for loop in group.makeIterator() {
            loops[ObjectIdentifier(loop)] = try await loop.submit {
                let state = NIOLoopBound(LoopState(loop: loop), eventLoop: loop)
                loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
                    state.value.tick()
                }
                return state
            }.get()
        }
        var channels: [any Channel] = []
        do {
            let encryption = try options.certificate.map { try Encryption($0) }
            channels.append(
                try await listen(port: options.port, core: core, encryption: encryption, loops: loops))
            if let adminPort {
                channels.append(
                    try await listen(
                        port: adminPort, core: ServerCore(pagesOf: core), encryption: nil, loops: loops))
            }
        } catch {
            for channel in channels { try? await channel.close().get() }
            try await group.shutdownGracefully()
            throw error
        }
        let ports = channels.compactMap(\.localAddress?.port)
        running.withLock { $0 = Running(channels: channels, loops: Array(loops.values)) }
        startExpiry()
        return (ports.first ?? 0, ports.count > 1 ? ports[1] : nil)
    }

    private func listen(
        port: Int, core: ServerCore, encryption: Encryption?,
        loops: [ObjectIdentifier: NIOLoopBound<LoopState>]
    ) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: options.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelOption(
                .writeBufferWaterMark,
                value: .init(low: options.writeBufferBytes / 2, high: options.writeBufferBytes)
            )
            .childChannelInitializer { channel in
                guard let state = loops[ObjectIdentifier(channel.eventLoop)]?.value else {
                    return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
                }
                return channel.eventLoop.makeCompletedFuture {
                    try encryption?.add(to: channel)
                    let socket = encryption == nil ? ConnectionHandler.plainSocket(of: channel) : nil
                    try channel.pipeline.syncOperations.addHandler(
                        ConnectionHandler(core: core, loopState: state, socket: socket))
                }
            }
            .bind(host: options.host, port: port).get()
    }

    /// What is done once a second for all loops.
    private func startExpiry() {
        let manager = core.manager
        let loop = group.next()
        let meters = NIOLoopBoundBox.makeBoxSendingValue(Meters(), as: Meters.self, eventLoop: loop)
        let interval = TimeAmount.milliseconds(options.tickInterval)
        loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            manager.expire(now: WallClock.milliseconds())
            meters.value.record(manager.statistics)
        }
    }

    /// Starts, unless that has been done, and stays until the service group shuts down.
    public func run() async throws {
        if running.withLock({ $0 == nil }) { try await start() }
        try? await gracefulShutdown()
        try await shutDown()
    }

    /// Closes everything, and ends when all has ended.
    public func shutDown() async throws {
        guard
            let running = running.withLock({ running in
                let taken = running
                running = nil
                return taken
            })
        else { return }
        for channel in running.channels { try? await channel.close().get() }
        core.manager.shutDown()
        let deadline = ContinuousClock.now + .milliseconds(options.closeTimeout + 1_000)
        for loop in running.loops {
            while try await loop.eventLoop.submit({ !loop.value.handlers.isEmpty }).get(),
                ContinuousClock.now < deadline
            {
                // By the loop: a task that was cancelled would not sleep.
                try await loop.eventLoop.scheduleTask(in: .milliseconds(10)) {}.futureResult.get()
            }
        }
        try await group.shutdownGracefully()
    }
}
