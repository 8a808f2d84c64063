internal import Connections
internal import NIOCore
internal import Synchronization
internal import WebSocketFraming

/// What the connections of one event loop share. Used on that loop only, except `wakes`.
final class LoopState {
    let wakes: Wakes
    /// Every connection of the loop, in no order.
    private(set) var handlers: [ConnectionHandler] = []
    /// Whether a connection's read goes on: its end flushes what it woke.
    var isReading = false
    /// Room for the messages of one flush, used again.
    var messages: [OutboundMessage] = []
    /// Room for one compressed message, used again.
    var compressed: [UInt8] = []
    /// Milliseconds of a clock that only goes forward, as of the last tick.
    private(set) var now: Int64

    init(loop: any EventLoop, now: Int64 = LoopState.monotonic()) {
        wakes = Wakes(loop: loop)
        self.now = now
    }

    static func monotonic() -> Int64 { Int64(NIODeadline.now().uptimeNanoseconds / 1_000_000) }

    func add(_ handler: ConnectionHandler) {
        handler.place = handlers.count
        handlers.append(handler)
    }

    func remove(_ handler: ConnectionHandler) {
        guard let last = handlers.popLast(), last !== handler else { return }
        handlers[handler.place] = last
        last.place = handler.place
    }

    /// Looks at the time limits of every connection. Called once a second.
    ///
    /// - Parameter time: milliseconds of the clock.
    func tick(_ time: Int64 = LoopState.monotonic()) {
        now = time
        // Backwards: what ends leaves the list, and the last takes its place.
        for index in handlers.indices.reversed() where index < handlers.count { handlers[index].tick(now) }
    }
}

/// Connections of one loop for which messages wait. However many are woken, one task flushes them.
final class Wakes: Sendable {
    private let loop: any EventLoop
    private let woken = Mutex<[SocketLink]>([])

    init(loop: any EventLoop) { self.loop = loop }

    func add(_ link: SocketLink) {
        let isFirst = woken.withLock { links in
            links.append(link)
            return links.count == 1
        }
        guard isFirst else { return }
        if loop.inEventLoop, link.handler.value.loopState.isReading { return }
        loop.execute { self.flush() }
    }

    /// On the loop.
    func flush() {
        let links = woken.withLock { links in
            let all = links
            links = []
            return all
        }
        for link in links { link.handler.value.drain() }
    }
}

/// The manager's end of a ``ConnectionHandler``.
final class SocketLink: ConnectionLink {
    let handler: NIOLoopBound<ConnectionHandler>
    private let wakes: Wakes
    private let loop: any EventLoop

    init(_ handler: ConnectionHandler, loop: any EventLoop) {
        self.handler = NIOLoopBound(handler, eventLoop: loop)
        self.loop = loop
        wakes = handler.loopState.wakes
    }

    func wake() { wakes.add(self) }

    func close(after messages: [OutboundMessage], _ code: CloseCode, reason: String) {
        if loop.inEventLoop {
            handler.value.finish(after: messages, code, reason: reason)
        } else {
            loop.execute { self.handler.value.finish(after: messages, code, reason: reason) }
        }
    }
}
