internal import Connections
internal import Synchronization

/// What all connections of a server share.
final class ServerCore: Sendable {
    let manager: WebSocketManager
    let authenticator: any Authenticator
    let application: any WebSocketApplication
    let counters: Counters
    /// What a plain GET of a path is answered with; nil for a server of WebSockets only.
    let pages: (@Sendable (_ path: String) -> Page?)?
    private let current: Mutex<Settings>

    init(
        manager: WebSocketManager, options: ServerOptions, authenticator: any Authenticator,
        application: any WebSocketApplication
    ) {
        self.manager = manager
        self.authenticator = authenticator
        self.application = application
        counters = Counters()
        pages = nil
        current = Mutex(Settings(options))
    }

    /// The pages of a running server. Their sockets are counted by a manager of their own, which holds no users.
    init(pagesOf core: ServerCore) {
        manager = WebSocketManager()
        authenticator = core.authenticator
        application = core.application
        counters = core.counters
        let (manager, counters) = (core.manager, core.counters)
        let figures: @Sendable () -> [Exposition.Figure] = {
            Exposition.figures(manager.statistics) + counters.figures
        }
        pages = { path in
            switch path {
            case "/health": Page(contentType: "application/json", body: #"{"status":"ok"}"# + "\n")
            case "/stats":
                Page(contentType: "application/json", body: Exposition.json(figures()))
            case "/metrics":
                Page(
                    contentType: "text/plain; version=0.0.4; charset=utf-8",
                    body: Exposition.prometheus(figures()))
            default: nil
            }
        }
        current = Mutex(core.settings)
    }

    /// For connections that begin now; those that are open keep theirs.
    var settings: Settings { current.withLock { $0 } }

    func reload(_ options: ServerOptions) { current.withLock { $0 = Settings(options) } }
}

/// The options under which connections began: one object for all of them.
final class Settings: Sendable {
    let options: ServerOptions

    init(_ options: ServerOptions) { self.options = options }
}

/// What the transport counts, beside the manager's statistics.
final class Counters: Sendable {
    let handshakesRefused = Atomic<UInt64>(0)
    let handshakesTimedOut = Atomic<UInt64>(0)
    let authenticationsRefused = Atomic<UInt64>(0)
    let violations = Atomic<UInt64>(0)
    let rateLimited = Atomic<UInt64>(0)
    let pingTimeouts = Atomic<UInt64>(0)

    var figures: [Exposition.Figure] {
        func figure(_ name: String, _ counter: borrowing Atomic<UInt64>, _ help: String) -> Exposition.Figure
        {
            Exposition.Figure(
                name: name, isCounter: true, help: help, value: counter.load(ordering: .relaxed))
        }
        return [
            figure("handshakes_refused", handshakesRefused, "Requests that became no WebSocket."),
            figure("handshakes_timed_out", handshakesTimedOut, "Of these, requests that took too long."),
            figure("authentications_refused", authenticationsRefused, "Messages with no valid credential."),
            figure(
                "protocol_violations", violations, "Connections ended by what RFC 6455 forbids, or a size."),
            figure("rate_limited", rateLimited, "Connections ended by too many messages."),
            figure("ping_timeouts", pingTimeouts, "Connections ended as silent."),
        ]
    }
}
