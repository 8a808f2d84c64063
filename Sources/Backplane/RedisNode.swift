internal import Connections
internal import Crypto
internal import NIOCore

/// The side of a ``RedisBackplane`` that lives on its event loop: publishes, takes what comes, and keeps the positions
/// of this node's streams true.
final class RedisNode {
    private let connection: RedisConnection
    private let options: RedisOptions
    private let keys: Keys
    private let key: SymmetricKey?
    private let manager: WebSocketManager
    private let loop: any EventLoop
    /// Of the engine's process that answers now: another one may have lost what the last knew.
    private var run = ""
    private var names: [String] = []
    private var channelNumbers: [String: Int] = [:]
    /// Streams whose position is to be compared with the engine's, and how many are being compared.
    private var unchecked: [Audience] = []
    private var checking = 0
    private var checks: RepeatedTask?
    private var waiters: [() -> Void] = []
    private var isStopped = false

    /// Positions asked for at once, so that a node with many users does not fill its own pipe.
    private static let window = 128

    init(
        loop: any EventLoop, address: RedisAddress, options: RedisOptions, key: SymmetricKey?,
        manager: WebSocketManager
    ) {
        self.loop = loop
        self.options = options
        self.key = key
        self.manager = manager
        keys = Keys(options)
        for (number, name) in keys.channels.enumerated() { channelNumbers[name] = number }
        connection = RedisConnection(
            loop: loop, address: address, options: options,
            greeting: RedisConnection.Greeting(
                commands: [RedisCommand("INFO", "server"), Script.publish.load, Script.history.load],
                channels: keys.channels))
    }

    var isReady: Bool { connection.isReady }

    func start() {
        connection.onReady = { [weak self] answers in self?.ready(answers) }
        connection.onLost = { [weak self] in self?.lost() }
        connection.onMessage = { [weak self] channel, message in
            self?.received(message, on: channel)
        }
        connection.start()
        let interval = TimeAmount.milliseconds(options.checkInterval)
        let bound = NIOLoopBound(self, eventLoop: loop)
        checks = loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            bound.value.checkPositions()
        }
    }

    func stop() {
        checks?.cancel()
        checks = nil
        connection.stop()
        isStopped = true
        for waiter in waiters { waiter() }
        waiters = []
    }

    func whenReady(_ waiter: @escaping () -> Void) {
        if connection.isReady || isStopped { waiter() } else { waiters.append(waiter) }
    }

    // MARK: The connection

    private func ready(_ answers: [RESP3Value]) {
        let lines = answers.first?.text?.split(whereSeparator: \.isNewline) ?? []
        // An engine that keeps everything is the same one after a restart.
        run =
            options.engineKeepsEverything
            ? "any" : lines.first { $0.hasPrefix("run_id:") }.map { String($0.dropFirst(7)) } ?? "unknown"
        names = answers.dropFirst().compactMap(\.text)
        unchecked = []
        checking = 0
        checkPositions()
        let waiting = waiters
        waiters = []
        for waiter in waiting { waiter() }
    }

    private func lost() {
        unchecked = []
        checking = 0
    }

    /// Runs a script, and sends it anew where the engine has forgotten it.
    private func run(
        _ script: Script, number: Int, _ audience: Audience, _ arguments: [RedisCommand.Argument],
        then answer: @escaping RedisChannel.Answer
    ) {
        let stream = keys.stream(of: audience)
        let epoch = StreamPosition(epoch: .random(in: 1 ... .max), offset: 0).epochText
        let rest: [RedisCommand.Argument] =
            [
                .text("2"), .text(stream.state), .text(stream.entries), .text(epoch), .text(run),
                .number(options.positionMilliseconds),
            ] + arguments
        let name = number < names.count ? names[number] : ""
        connection.send(RedisCommand([.text("EVALSHA"), .text(name)] + rest)) { [weak self] result in
            if case .failure(.engineRefused(let text)) = result, text.hasPrefix("NOSCRIPT"), let self {
                connection.send(RedisCommand([.text("EVAL"), .text(script.text)] + rest), then: answer)
            } else {
                answer(result)
            }
        }
    }

    // MARK: Publishing

    func publish(
        _ audience: Audience, _ event: ByteBuffer,
        then finish: @escaping (Result<StreamPosition, BackplaneError>) -> Void
    ) {
        let channel = keys.channel(keys.partition(of: audience))
        run(
            .publish, number: 0, audience,
            [
                .number(Int64(manager.options.historyEvents)),
                .number(max(1, manager.options.historyMilliseconds)),
                .text(channel), .bytes(event),
            ]
        ) { result in
            finish(
                result.flatMap { value in
                    guard let parts = value.elements, parts.count == 2, let offset = parts[1].number,
                        let epoch = parts[0].text.flatMap({ UInt64($0, radix: 16) })
                    else { return .failure(.malformedAnswer) }
                    return .success(StreamPosition(epoch: epoch, offset: offset))
                })
        }
    }

    // MARK: Receiving

    /// Takes a message of the engine. It is believed to be what it says only as far as that can be checked: where it
    /// does not follow what is known, the Stream is asked.
    private func received(_ message: ByteBuffer, on channel: String) {
        var event = message
        guard let position = StreamPosition(header: &event),
            let outline = WireEvent(event, isSigned: key != nil),
            channelNumbers[channel] == keys.partition(of: outline.audience)
        else { return manager.countRefused() }
        guard manager.serves(outline.audience) else { return }
        guard let event = outline.event(key: key) else { return manager.countRefused() }
        switch manager.deliver(event, at: position) {
        case .delivered, .duplicate, .nobody, .refused: break
        case .outOfOrder:
            // What comes meanwhile need not be kept: the answer, which is made later, contains it.
            if let known = manager.beginCatchUp(event.audience) {
                catchUp(event.audience, after: known, doubting: true)
            }
        }
    }

    // MARK: Positions

    /// Compares every position of this node with the engine's: after each connection, for messages may have been
    /// missed, and from time to time.
    private func checkPositions() {
        guard connection.isReady, unchecked.isEmpty, checking == 0 else { return }
        unchecked = manager.audiences()
        checkNext()
    }

    private func checkNext() {
        while checking < Self.window, let audience = unchecked.popLast() {
            guard let known = manager.beginCatchUp(audience, again: true) else { continue }
            checking += 1
            catchUp(audience, after: known, doubting: false) { [weak self] in
                guard let self, checking > 0 else { return }
                checking -= 1
                checkNext()
            }
        }
    }

    /// Delivers what the Stream holds after a position, or ends the connections that it is lost for.
    ///
    /// - Parameter doubting: whether a message said that there is more.
    private func catchUp(
        _ audience: Audience, after position: StreamPosition, doubting: Bool, then: @escaping () -> Void = {}
    ) {
        history(audience, after: position) { [manager] result in
            switch result {
            case .success(let history): manager.catchUp(audience, with: history, doubting: doubting)
            // Asked again with the next connection.
            case .failure(.outcomeUnknown), .failure(.backplaneUnavailable): break
            case .failure: manager.lose(audience)
            }
            then()
        }
    }

    /// Finds where a stream stands for a connection that begins.
    func open(
        _ audience: Audience, after position: StreamPosition?, attempts: Int = 3,
        install: @escaping @Sendable (StreamHistory?) -> Void
    ) {
        guard attempts > 0 else { return install(nil) }
        if attempts < 3, let known = manager.beginCatchUp(audience, again: true) {
            catchUp(audience, after: known, doubting: false)
        }
        history(audience, after: position) { [weak self] result in
            guard let self, case .success(let history) = result else { return install(nil) }
            if manager.isCurrent(history, for: audience) {
                install(history)
            } else {
                open(audience, after: position, attempts: attempts - 1, install: install)
            }
        }
    }

    private func history(
        _ audience: Audience, after position: StreamPosition?,
        then finish: @escaping (Result<StreamHistory, BackplaneError>) -> Void
    ) {
        let limit = min(manager.options.historyEvents, manager.options.maxQueuedMessages)
        run(
            .history, number: 1, audience,
            [
                .text(position?.epochText ?? ""), .text(String(position?.offset ?? 0)), .number(Int64(limit)),
            ]
        ) { [weak self] result in
            guard let self else { return finish(.failure(.backplaneUnavailable)) }
            finish(result.flatMap { self.read($0, audience) })
        }
    }

    private func read(_ value: RESP3Value, _ audience: Audience) -> Result<StreamHistory, BackplaneError> {
        guard let parts = value.elements, parts.count == 3, let offset = parts[1].number,
            let epoch = parts[0].text.flatMap({ UInt64($0, radix: 16) }), let entries = parts[2].elements
        else { return .failure(.malformedAnswer) }
        var events: [StreamHistory.Entry] = []
        events.reserveCapacity(entries.count)
        for entry in entries {
            guard let (offset, bytes) = Self.entry(entry),
                let outline = WireEvent(bytes, isSigned: key != nil),
                outline.audience.isSame(as: audience), let event = outline.event(key: key)
            else {
                // A forged entry is a hole in what was asked for, and is treated as one.
                manager.countRefused()
                continue
            }
            events.append(StreamHistory.Entry(offset: offset, event: event))
        }
        return .success(StreamHistory(position: StreamPosition(epoch: epoch, offset: offset), events: events))
    }

    /// `[id, [name, value]]`, with the offset as the ID's first part.
    private static func entry(_ value: RESP3Value) -> (offset: UInt64, bytes: ByteBuffer)? {
        guard let parts = value.elements, parts.count == 2, let id = parts[0].text, id.hasSuffix("-0"),
            let offset = UInt64(id.dropLast(2)), let fields = parts[1].elements, fields.count == 2,
            fields[0].text == "e", let bytes = fields[1].bytes
        else { return nil }
        return (offset, bytes)
    }
}
