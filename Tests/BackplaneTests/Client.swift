import Connections
import NIOCore
import Synchronization
import Testing
import WebSocketFraming

@testable import Backplane

/// One process of a service, as far as its users are concerned.
struct Node {
    let manager: WebSocketManager
    let backplane: RedisBackplane

    init(
        _ socket: String, history: Int = 1_000, _ change: (inout RedisOptions) -> Void = { _ in },
        manager changeManager: (inout ManagerOptions) -> Void = { _ in }
    ) async throws {
        var options = ManagerOptions()
        options.historyEvents = history
        options.maxQueuedMessages = 100_000
        options.maxQueuedBytes = 64 << 20
        changeManager(&options)
        manager = WebSocketManager(
            options: options, authorizeTopic: { user, topic in topic == "all" || user == topic })
        var redis = RedisOptions()
        redis.reconnectDelay = 10
        redis.maxReconnectDelay = 50
        change(&redis)
        backplane = try #require(RedisBackplane(.unix(path: socket), options: redis, manager: manager))
        backplane.start()
        await backplane.connected()
    }

    func stop() async throws { try await backplane.shutDown() }

    /// Sends, and where the engine has just gone away, sends again.
    func insist(_ user: String, _ payload: String) async throws {
        for _ in 0..<1_000 {
            do throws(BackplaneError) {
                try await backplane.send(toUser: user, eventType: "e", payload: JSONPayload(string: payload))
                return
            } catch {
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        Issue.record("the engine does not come back")
    }
}

/// A client at the other end of a link: takes what it is woken for at once.
final class Client: ConnectionLink {
    private struct State {
        var received: [String] = []
        var close: CloseCode?
    }

    private struct Place {
        let manager: WebSocketManager
        let id: ConnectionID
    }

    private let place = Mutex<Place?>(nil)
    private let state = Mutex(State())

    var received: [String] { state.withLock { $0.received } }
    var closeCode: CloseCode? { state.withLock { $0.close } }
    var id: ConnectionID? { place.withLock { $0?.id } }
    var offsets: [UInt64] { received.compactMap { UInt64(Self.member("offset", of: $0)) } }
    var payloads: [String] { received.map { Self.member("payload", of: $0) } }

    /// A number, or a text without its quotes.
    static func member(_ name: String, of event: String) -> String {
        guard let start = event.firstRange(of: "\"\(name)\":")?.upperBound else { return "" }
        return String(event[start...].drop { $0 == "\"" }.prefix { $0 != "\"" && $0 != "," && $0 != "}" })
    }

    func wake() { take() }

    private func take() {
        guard let place = place.withLock({ $0 }) else { return }
        state.withLock { state in
            var messages: [OutboundMessage] = []
            while place.manager.takeMessages(of: place.id, upTo: 1 << 16, into: &messages) {}
            state.received += messages.map(Self.text)
        }
    }

    func close(after messages: [OutboundMessage], _ code: CloseCode, reason: String) {
        state.withLock { state in
            state.received += messages.map(Self.text)
            state.close = code
        }
    }

    private static func text(_ message: OutboundMessage) -> String {
        String(decoding: message.frame.readableBytesView.dropFirst(message.headerLength), as: UTF8.self)
    }

    /// The socket is gone.
    func leave() {
        if let place = place.withLock({ $0 }) { place.manager.cleanupConnectionScope(place.id) }
    }

    static func connect(
        _ user: String, to node: Node, thread: String? = nil, after position: StreamPosition? = nil
    ) async throws -> (client: Client, welcome: Welcome) {
        let client = Client()
        let id = try node.manager.admit(from: .local, link: client)
        client.place.withLock { $0 = Place(manager: node.manager, id: id) }
        let identity = try #require(Identity(userID: user))
        // An engine that has just come back is not reached at once.
        for _ in 0..<1_000 {
            do throws(ConnectionRefusal) {
                let welcome = try await node.manager.connectAcrossNodes(
                    id, as: identity, threadID: thread, resumingAfter: position)
                return (client, welcome)
            } catch {
                guard error == .backplaneUnavailable else { throw error }
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        throw ConnectionRefusal.backplaneUnavailable
    }
}

/// Waits for something that comes about elsewhere.
func until(
    _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while await !condition() {
        // On a busy machine the last sleep may be a long one: what holds after it holds.
        guard ContinuousClock.now < deadline else {
            Issue.record(what, sourceLocation: sourceLocation)
            return
        }
        try await Task.sleep(for: .milliseconds(2))
    }
}
