internal import NIOCore
internal import NIOPosix

/// A connection to Redis that comes back: connects, introduces itself, subscribes, and does so again whenever it is
/// lost, each time a little later and by chance apart from the other nodes. Used on its event loop only.
final class RedisConnection {
    private enum Phase {
        case idle
        case connecting
        case greeting(RedisChannel)
        case ready(RedisChannel)
        case stopped
    }

    /// What each connection begins with, after HELLO: commands whose answers `onReady` gets, and channels.
    struct Greeting {
        var commands: [RedisCommand]
        var channels: [String]
    }

    private let loop: any EventLoop
    private let address: RedisAddress
    private let options: RedisOptions
    private let greeting: Greeting
    private var phase = Phase.idle
    private var failures = 0
    private var subscribed = 0
    private var ticks: RepeatedTask?

    var onReady: ([RESP3Value]) -> Void = { _ in }
    var onLost: () -> Void = {}
    var onMessage: (_ channel: String, _ message: ByteBuffer) -> Void = { _, _ in }

    init(loop: any EventLoop, address: RedisAddress, options: RedisOptions, greeting: Greeting) {
        self.loop = loop
        self.address = address
        self.options = options
        self.greeting = greeting
    }

    var isReady: Bool { if case .ready = phase { true } else { false } }

    /// Sends a command, where there is a connection to send it by.
    func send(_ command: RedisCommand, then answer: @escaping RedisChannel.Answer) {
        guard case .ready(let channel) = phase else { return answer(.failure(.backplaneUnavailable)) }
        channel.send(command, then: answer)
    }

    func start() {
        guard case .idle = phase else { return }
        let bound = NIOLoopBound(self, eventLoop: loop)
        ticks = loop.scheduleRepeatedTask(initialDelay: .milliseconds(100), delay: .milliseconds(100)) { _ in
            bound.value.tick()
        }
        connect()
    }

    func stop() {
        ticks?.cancel()
        ticks = nil
        let last = phase
        phase = .stopped
        switch last {
        case .greeting(let channel), .ready(let channel): channel.end()
        case .idle, .connecting, .stopped: break
        }
        onReady = { _ in }
        onLost = {}
        onMessage = { _, _ in }
    }

    // MARK: Connecting

    private func connect() {
        phase = .connecting
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(.milliseconds(options.connectTimeout))
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RedisChannel())
                }
            }
        let connected =
            switch address {
            case .tcp(let host, let port): bootstrap.connect(host: host, port: port)
            case .unix(let path): bootstrap.connect(unixDomainSocketPath: path)
            }
        connected.assumeIsolated().whenComplete { result in
            guard case .connecting = self.phase else {
                if case .success(let channel) = result { channel.close(promise: nil) }
                return
            }
            guard case .success(let channel) = result,
                let redis = try? channel.pipeline.syncOperations.handler(type: RedisChannel.self)
            else { return self.lost() }
            self.greet(redis)
        }
    }

    private func greet(_ channel: RedisChannel) {
        phase = .greeting(channel)
        subscribed = 0
        channel.onPush = { [weak self] elements in self?.pushed(elements) }
        channel.onEnd = { [weak self] in self?.lost() }
        var hello = ["HELLO", "3"]
        if let password = options.password { hello += ["AUTH", options.user ?? "default", password] }
        hello += ["SETNAME", options.clientName]
        var commands = [RedisCommand(hello.map { .text($0) })]
        if options.database != 0 { commands.append(RedisCommand("SELECT", "\(options.database)")) }
        let introductions = commands.count
        commands += greeting.commands
        var answers: [RESP3Value] = []
        func take(_ result: Result<RESP3Value, BackplaneError>) {
            guard case .success(let value) = result else { return channel.end() }
            answers.append(value)
        }
        for command in commands { channel.send(command, then: take) }
        for start in stride(from: 0, to: greeting.channels.count, by: 64) {
            let batch = greeting.channels[start..<min(start + 64, greeting.channels.count)]
            channel.write(RedisCommand([.text("SUBSCRIBE")] + batch.map { .text($0) }))
        }
        // Answered after all subscriptions; a refused one is answered in its place, and ends the connection.
        channel.send(RedisCommand("PING")) { [weak self] result in
            take(result)
            guard case .success = result, let self else { return }
            guard subscribed == greeting.channels.count else { return channel.end() }
            phase = .ready(channel)
            failures = 0
            onReady(Array(answers.dropFirst(introductions).dropLast()))
        }
    }

    /// What comes after a connection that ended, or that was none.
    private func lost() {
        switch phase {
        case .stopped, .idle: return
        case .ready: onLost()
        case .connecting, .greeting: break
        }
        phase = .connecting
        failures += 1
        let longest = min(options.maxReconnectDelay, options.reconnectDelay << Int64(min(failures - 1, 16)))
        let delay = Int64.random(in: max(1, longest / 2)...max(1, longest))
        loop.assumeIsolated().scheduleTask(in: .milliseconds(delay)) {
            if case .connecting = self.phase { self.connect() }
        }
    }

    // MARK: Running

    private func pushed(_ elements: [RESP3Value]) {
        guard elements.count == 3, let kind = elements[0].text else { return }
        switch kind {
        case "subscribe": subscribed += 1
        case "message":
            guard case .ready = phase, let channel = elements[1].text, let message = elements[2].bytes else {
                return
            }
            onMessage(channel, message)
        default: break
        }
    }

    /// Looks at the time limits.
    private func tick() {
        let channel: RedisChannel
        switch phase {
        case .greeting(let current), .ready(let current): channel = current
        case .idle, .connecting, .stopped: return
        }
        let now = NIODeadline.now()
        if let since = channel.waitsSince, now - since > .milliseconds(options.commandTimeout) {
            channel.end()
        } else if channel.waitsSince == nil, now - channel.lastRead > .milliseconds(options.pingInterval) {
            channel.send(RedisCommand("PING")) { _ in }
        }
    }
}
