import Connections
import Synchronization
import Testing
import WebSocketFraming

@Suite("Connection scopes")
struct ScopeTests {
    @Test("an event reaches the connection it is for, and no other, with the envelope of its user")
    func delivers() throws {
        let manager = WebSocketManager()
        let (first, firstLink, _) = try RecordingLink.connect("alice", to: manager)
        let (_, secondLink, _) = try RecordingLink.connect("alice", to: manager)
        let (_, otherLink, _) = try RecordingLink.connect("bob", to: manager)
        try manager.sendScopedEvent(
            connectionID: first, eventType: "started", payload: JSONPayload(json: #"{"n":1}"#),
            userID: "alice")
        let event = try #require(firstLink.received.first)
        let time = event.suffix(26)
        #expect(
            event.dropLast(26)
                == #"{"type":"started","payload":{"n":1},"user_id":"alice","connection_id":"\#(first)","seq":1,"timestamp":""#
        )
        #expect(time.dropFirst(10).first == "T" && time.hasSuffix("Z\"}"))
        #expect(firstLink.received.count == 1)
        #expect(secondLink.received.isEmpty && otherLink.received.isEmpty)
    }

    @Test("an event for another user is refused, counted and audited with both, and nothing is written")
    func refusesOthers() throws {
        let records = Mutex<[AuditRecord]>([])
        let manager = WebSocketManager(audit: { record in records.withLock { $0.append(record) } })
        let (id, link, _) = try RecordingLink.connect("alice", to: manager)
        for requester in ["bob", "Alice", "alice ", "alic", "alicee"] {
            #expect(throws: SendError.recipientMismatch) {
                try manager.sendScopedEvent(
                    connectionID: id, eventType: "e", payload: .null, userID: requester)
            }
        }
        #expect(throws: SendError.missingUser) {
            try manager.sendScopedEvent(connectionID: id, eventType: "e", payload: .null, userID: "")
        }
        #expect(link.received.isEmpty && link.wakes == 0)
        #expect(manager.statistics.eventsBlocked == 6)
        let kept = records.withLock { $0 }
        #expect(kept.map(\.requester) == ["bob", "Alice", "alice ", "alic", "alicee", ""])
        #expect(kept.allSatisfy { $0.owner == "alice" && $0.connection == id && $0.subject == "e" })
        #expect(kept.map(\.reason) == Array(repeating: .recipientMismatch, count: 5) + [.missingUser])
    }

    @Test("users are told apart by their bytes, not by what Unicode holds to be the same")
    func canonicalEquivalents() throws {
        let (composed, decomposed) = ("ren\u{e9}", "rene\u{301}")
        #expect(composed == decomposed)
        let manager = WebSocketManager()
        let (id, link, _) = try RecordingLink.connect(composed, to: manager)
        #expect(throws: SendError.recipientMismatch) {
            try manager.sendScopedEvent(connectionID: id, eventType: "e", payload: .null, userID: decomposed)
        }
        #expect(try manager.send(toUser: decomposed, eventType: "e", payload: .null).queued == 0)
        #expect(link.received.isEmpty)
    }

    @Test("the ID of a connection that has ended reaches nobody, though its place is used again")
    func staleIDs() throws {
        let manager = WebSocketManager()
        let (old, _, _) = try RecordingLink.connect("alice", to: manager)
        let scope = try #require(manager.connectionScope(for: old))
        #expect(manager.cleanupConnectionScope(old))
        let (new, link, _) = try RecordingLink.connect("alice", to: manager)
        #expect(old != new)
        #expect(manager.connectionScope(for: old) == nil)
        #expect(throws: SendError.unknownConnection) { try scope.send(eventType: "e", payload: .null) }
        #expect(!manager.close(old))
        #expect(link.received.isEmpty && link.closeCode == nil)
    }

    @Test("a scope is cleaned once, however many clean it at once")
    func cleansOnce() async throws {
        let manager = WebSocketManager()
        for _ in 0..<200 {
            let (id, _, _) = try RecordingLink.connect("alice", to: manager)
            let cleaned = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<8 {
                    group.addTask { index % 2 == 0 ? manager.cleanupConnectionScope(id) : manager.close(id) }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(cleaned == 1)
        }
        let statistics = manager.statistics
        #expect(statistics.scopesCreated == 200 && statistics.scopesCleaned == 200)
        #expect(statistics.connections == 0 && statistics.users == 0 && statistics.topics == 0)
    }

    @Test("one connection's end leaves the user's others open")
    func othersStay() throws {
        let manager = WebSocketManager()
        let (first, _, _) = try RecordingLink.connect("alice", to: manager)
        let (_, link, _) = try RecordingLink.connect("alice", to: manager)
        manager.close(first)
        #expect(try manager.send(toUser: "alice", eventType: "e", payload: .null).queued == 1)
        #expect(link.received.count == 1 && link.closeCode == nil)
    }

    @Test("without scoping there are no scopes and no scoped events, and users stay apart")
    func scopingOff() throws {
        let manager = WebSocketManager(enableConnectionScoping: false)
        let (id, aliceLink, _) = try RecordingLink.connect("alice", to: manager)
        let (_, bobLink, _) = try RecordingLink.connect("bob", to: manager)
        #expect(manager.connectionScope(for: id) == nil)
        #expect(throws: SendError.scopingDisabled) {
            try manager.sendScopedEvent(connectionID: id, eventType: "e", payload: .null, userID: "alice")
        }
        try manager.send(toUser: "alice", eventType: "e", payload: .null)
        #expect(aliceLink.received.count == 1 && bobLink.received.isEmpty)
        manager.close(id)
        #expect(manager.statistics.scopesCreated == 0 && manager.statistics.scopesCleaned == 0)
    }

    @Test("managers of one process share nothing, and each has the options it was given")
    func independent() throws {
        var options = ManagerOptions()
        options.maxConnectionsPerUser = 1
        let (narrow, wide) = (WebSocketManager(options: options), WebSocketManager())
        let (id, _, _) = try RecordingLink.connect("alice", to: narrow)
        _ = try RecordingLink.connect("alice", to: wide)
        _ = try RecordingLink.connect("alice", to: wide)
        #expect(throws: ConnectionRefusal.tooManyForUser) { try RecordingLink.connect("alice", to: narrow) }
        #expect(wide.connectionScope(for: id) == nil)
        narrow.shutDown()
        #expect(wide.statistics.connections == 2 && narrow.statistics.connections == 0)
    }

    @Test("a new credential of the same user is taken, another user's is refused and audited")
    func reauthentication() throws {
        let records = Mutex<[AuditRecord]>([])
        let manager = WebSocketManager(audit: { record in records.withLock { $0.append(record) } })
        let (id, link, _) = try RecordingLink.connect("alice", to: manager)
        try manager.reauthenticate(id, as: #require(Identity(userID: "alice", expiresAt: 2_000)))
        #expect(throws: ConnectionRefusal.otherUser) {
            try manager.reauthenticate(id, as: #require(Identity(userID: "bob", expiresAt: 9_000)))
        }
        #expect(records.withLock { $0.map(\.reason) } == [.otherUser])
        manager.expire(now: 1_999)
        #expect(link.closeCode == nil)
        manager.expire(now: 2_000)
        #expect(link.closeCode == .policyViolation)
        #expect(manager.connectionScope(for: id) == nil)
    }

    @Test("a connection becomes a user's once")
    func connectsOnce() throws {
        let manager = WebSocketManager()
        let (id, _, _) = try RecordingLink.connect("alice", to: manager)
        #expect(throws: ConnectionRefusal.unknownConnection) {
            try manager.connect(id, as: #require(Identity(userID: "bob")))
        }
        #expect(manager.connectionScope(for: id)?.userID == "alice")
        #expect(manager.connectionScope(for: id)?.belongs(to: "bob") == false)
    }
}
