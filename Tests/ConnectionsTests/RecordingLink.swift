import Connections
import NIOCore
import Synchronization
import Testing
import WebSocketFraming

/// A link that takes what it is woken for at once, and keeps what a socket would have received.
final class RecordingLink: ConnectionLink {
    private struct State {
        var manager: WebSocketManager?
        var id: ConnectionID?
        var received: [String] = []
        var close: CloseCode?
        var wakes = 0
        var isStuck = false
    }
    private let state = Mutex(State())

    var received: [String] { state.withLock { $0.received } }
    var closeCode: CloseCode? { state.withLock { $0.close } }
    var wakes: Int { state.withLock { $0.wakes } }

    /// A socket that takes nothing.
    func stick() { state.withLock { $0.isStuck = true } }

    /// The socket takes again what waits.
    func loosen() {
        state.withLock { $0.isStuck = false }
        take()
    }

    func wake() {
        state.withLock { $0.wakes += 1 }
        take()
    }

    private func take() {
        state.withLock { state in
            guard !state.isStuck, let manager = state.manager, let id = state.id else { return }
            var messages: [OutboundMessage] = []
            while manager.takeMessages(of: id, upTo: 1 << 16, into: &messages) {}
            state.received += messages.map(Self.text)
        }
    }

    func close(after messages: [OutboundMessage], _ code: CloseCode, reason: String) {
        state.withLock { state in
            state.received += messages.map(Self.text)
            state.close = code
        }
    }

    static func text(_ message: OutboundMessage) -> String {
        String(decoding: message.frame.readableBytesView.dropFirst(message.headerLength), as: UTF8.self)
    }

    /// A connection of that user, with a link that records.
    static func connect(
        _ user: String, to manager: WebSocketManager, thread: String? = nil,
        after position: StreamPosition? = nil,
        from address: PeerAddress = .local
    ) throws -> (id: ConnectionID, link: RecordingLink, welcome: Welcome) {
        let link = RecordingLink()
        let id = try manager.admit(from: address, link: link)
        link.state.withLock { state in
            state.manager = manager
            state.id = id
        }
        do {
            let identity = try #require(Identity(userID: user))
            let welcome = try manager.connect(id, as: identity, threadID: thread, resumingAfter: position)
            return (id, link, welcome)
        } catch {
            manager.cleanupConnectionScope(id)
            throw error
        }
    }
}
