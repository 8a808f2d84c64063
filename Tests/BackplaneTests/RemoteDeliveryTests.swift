import Connections
import NIOCore
import Synchronization
import Testing
import WebSocketFraming

/// What a manager does with a backplane, without an engine: the answers are the test's own.
@Suite("Delivery of remote events")
struct RemoteDeliveryTests {
    private static let epoch: UInt64 = 0xabc

    private func manager(_ answer: @escaping @Sendable (StreamPosition?) -> StreamHistory?)
        -> WebSocketManager
    {
        let manager = WebSocketManager(authorizeTopic: { _, _ in true })
        manager.attach(Carrier { _, position, install in install(answer(position)) })
        return manager
    }

    private func position(_ offset: UInt64) -> StreamPosition {
        StreamPosition(epoch: Self.epoch, offset: offset)
    }

    private func event(_ audience: Audience = .user("alice"), _ number: Int = 0) throws -> RemoteEvent {
        try RemoteEvent(
            audience: audience, threadID: nil, type: "e", payload: JSONPayload(string: "\(number)"),
            timestamp: 1_764_032_400_123)
    }

    private func history(at offset: UInt64, _ offsets: [UInt64] = []) throws -> StreamHistory {
        StreamHistory(
            position: position(offset),
            events: try offsets.map {
                StreamHistory.Entry(offset: $0, event: try event(.user("alice"), Int($0)))
            })
    }

    private func connect(_ user: String, to manager: WebSocketManager) async throws -> RemoteLink {
        let link = RemoteLink(manager)
        let id = try manager.admit(from: .local, link: link)
        link.id.withLock { $0 = id }
        try await manager.connectAcrossNodes(id, as: try #require(Identity(userID: user)))
        return link
    }

    @Test("only the next event of a stream is delivered: others are seen before, or ask for what is between")
    func sequence() async throws {
        let start = try history(at: 5)
        let manager = manager { _ in start }
        let link = try await connect("alice", to: manager)
        guard case .delivered(let delivery) = manager.deliver(try event(), at: position(6)) else {
            Issue.record("the next event was not delivered")
            return
        }
        #expect(delivery.offset == 6 && delivery.queued == 1)
        #expect(manager.deliver(try event(), at: position(6)) == .duplicate)
        #expect(manager.deliver(try event(), at: position(8)) == .outOfOrder)
        #expect(manager.deliver(try event(), at: StreamPosition(epoch: 1, offset: 7)) == .outOfOrder)
        #expect(manager.deliver(try event(.user("bob")), at: position(7)) == .nobody)
        #expect(manager.deliver(try event(.topic("alice")), at: position(7)) == .nobody)
        #expect(link.count == 1 && manager.statistics.backplaneDuplicates == 1)
        #expect(
            link.texts == [
                #"{"type":"e","payload":"0","user_id":"alice","epoch":"0000000000000abc","offset":6,"timestamp":"2025-11-25T01:00:00.123Z"}"#
            ])
    }

    @Test("a gap is filled by what the engine holds, and what is filled is not delivered again")
    func fills() async throws {
        let start = try history(at: 5)
        let manager = manager { _ in start }
        let link = try await connect("alice", to: manager)
        #expect(manager.deliver(try event(), at: position(9)) == .outOfOrder)
        #expect(manager.beginCatchUp(.user("alice")) == position(5))
        #expect(manager.beginCatchUp(.user("alice")) == nil, "asked once")
        manager.catchUp(.user("alice"), with: try history(at: 9, [6, 7, 8, 9]), doubting: true)
        #expect(link.count == 4)
        #expect(manager.deliver(try event(), at: position(9)) == .duplicate)
        #expect(manager.statistics.backplaneRecovered == 1 && manager.statistics.backplaneRefused == 0)
    }

    @Test("an answer that does not hold all that is missing ends the audience's connections, and no others")
    func loses() async throws {
        let start = try history(at: 5)
        let answers = [
            try history(at: 9, [7, 8, 9]), try history(at: 9, [6, 7, 9, 10]), try history(at: 9, []),
            try history(at: 4, []), try history(at: 9, [6, 7, 8]),
            StreamHistory(position: StreamPosition(epoch: 1, offset: 5), events: []),
        ]
        for answer in answers {
            let manager = manager { _ in start }
            let link = try await connect("alice", to: manager)
            let bob = try await connect("bob", to: manager)
            manager.catchUp(.user("alice"), with: answer, doubting: false)
            #expect(link.closeCode == .serviceRestart && link.count == 0)
            #expect(bob.closeCode == nil)
            #expect(manager.statistics.backplaneLost == 1 && manager.statistics.connections == 1)
            #expect(manager.statistics.scopesCreated == manager.statistics.scopesCleaned + 1)
        }
    }

    @Test("a message that says there is more, where there is none, is counted as forged")
    func lies() async throws {
        let start = try history(at: 5)
        let manager = manager { _ in start }
        let link = try await connect("alice", to: manager)
        manager.catchUp(.user("alice"), with: start, doubting: true)
        #expect(manager.statistics.backplaneRefused == 1 && link.closeCode == nil)
    }

    @Test("without an answer nobody is let in, and without asking neither")
    func unavailable() async throws {
        let manager = manager { _ in nil }
        await #expect(throws: ConnectionRefusal.backplaneUnavailable) {
            try await connect("alice", to: manager)
        }
        let id = try manager.admit(from: .local, link: RemoteLink(manager))
        #expect(throws: ConnectionRefusal.backplaneUnavailable) {
            try manager.connect(id, as: try #require(Identity(userID: "alice")))
        }
    }
}

/// A link that takes what it is woken for at once.
final class RemoteLink: ConnectionLink {
    private let manager: WebSocketManager
    let id = Mutex<ConnectionID?>(nil)
    private let messages = Mutex<[OutboundMessage]>([])
    private let code = Mutex<CloseCode?>(nil)

    init(_ manager: WebSocketManager) { self.manager = manager }

    var count: Int { messages.withLock { $0.count } }
    var closeCode: CloseCode? { code.withLock { $0 } }
    var texts: [String] {
        messages.withLock { messages in
            messages.map {
                String(
                    decoding: $0.frame.getBytes(
                        at: $0.headerLength, length: $0.frame.readableBytes - $0.headerLength) ?? [],
                    as: UTF8.self)
            }
        }
    }

    func wake() {
        guard let id = id.withLock({ $0 }) else { return }
        messages.withLock { messages in while manager.takeMessages(of: id, upTo: 1 << 16, into: &messages) {}
        }
    }

    func close(after messages: [OutboundMessage], _ code: CloseCode, reason: String) {
        self.messages.withLock { $0 += messages }
        self.code.withLock { $0 = code }
    }
}
