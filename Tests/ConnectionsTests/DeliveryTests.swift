import Connections
import Testing
import WebSocketFraming

@Suite("Delivery")
struct DeliveryTests {
    /// The payloads of the events, in order.
    private func payloads(_ events: [String]) -> [String] {
        events.map { event in
            String(event.drop { $0 != "," }.dropFirst(11).prefix { $0 != "," })
        }
    }

    private func number(_ number: Int) -> JSONPayload { JSONPayload(string: String(number)) }

    private func options(_ change: (inout ManagerOptions) -> Void) -> ManagerOptions {
        var options = ManagerOptions()
        change(&options)
        return options
    }

    @Test("events arrive in the order in which they were sent")
    func order() throws {
        let manager = WebSocketManager()
        let (id, link, _) = try RecordingLink.connect("alice", to: manager)
        link.stick()
        for index in 0..<100 {
            try manager.sendScopedEvent(
                connectionID: id, eventType: "e", payload: number(index), userID: "alice")
            try manager.send(toUser: "alice", eventType: "e", payload: number(index))
        }
        link.loosen()
        #expect(payloads(link.received) == (0..<100).flatMap { ["\"\($0)\"", "\"\($0)\""] })
        #expect(link.wakes == 1)
    }

    @Test("a full queue drops the oldest, drops the newest, or ends the connection, as its policy says")
    func overflow() throws {
        for policy in ManagerOptions.OverflowPolicy.allCases {
            let manager = WebSocketManager(
                options: options {
                    $0.maxQueuedMessages = 3
                    $0.overflowPolicy = policy
                })
            let (_, link, _) = try RecordingLink.connect("alice", to: manager)
            let (_, quick, _) = try RecordingLink.connect("alice", to: manager)
            link.stick()
            var deliveries: [Delivery] = []
            for index in 0..<5 {
                deliveries.append(try manager.send(toUser: "alice", eventType: "e", payload: number(index)))
            }
            #expect(quick.received.count == 5, "one that is slow delays and costs no other")
            link.loosen()
            let statistics = manager.statistics
            switch policy {
            case .dropOldest:
                #expect(payloads(link.received) == ["\"2\"", "\"3\"", "\"4\""])
                #expect(statistics.eventsDropped == 2 && statistics.slowConsumersClosed == 0)
            case .dropNewest:
                #expect(payloads(link.received) == ["\"0\"", "\"1\"", "\"2\""])
                #expect(deliveries.map(\.dropped) == [0, 0, 0, 1, 1])
                #expect(statistics.eventsDropped == 2)
            case .disconnect:
                #expect(link.closeCode == .tryAgainLater && link.received.isEmpty)
                #expect(deliveries.map(\.disconnected) == [0, 0, 0, 1, 0])
                #expect(statistics.slowConsumersClosed == 1 && statistics.connections == 1)
                #expect(statistics.eventsDropped == 4)
            }
            #expect(statistics.eventsQueued == statistics.eventsTaken + statistics.eventsDropped)
            #expect(statistics.waiting == 0)
        }
    }

    @Test("a queue is bounded in bytes")
    func boundedBytes() throws {
        let manager = WebSocketManager(
            options: options {
                $0.maxQueuedBytes = 1000
                $0.overflowPolicy = .dropOldest
            })
        let (_, link, _) = try RecordingLink.connect("alice", to: manager)
        link.stick()
        let payload = JSONPayload(string: String(repeating: "x", count: 300))
        for _ in 0..<10 { try manager.send(toUser: "alice", eventType: "e", payload: payload) }
        #expect(manager.statistics.waiting == 2)
        #expect(throws: SendError.self) {
            try manager.send(
                toUser: "alice", eventType: "e",
                payload: JSONPayload(string: String(repeating: "x", count: 1 << 20)))
        }
    }

    @Test("who returns gets exactly what was missed, once and in order")
    func resumes() throws {
        let manager = WebSocketManager(options: options { $0.historyEvents = 10 })
        let (id, link, welcome) = try RecordingLink.connect("alice", to: manager)
        for index in 0..<3 { try manager.send(toUser: "alice", eventType: "e", payload: number(index)) }
        manager.cleanupConnectionScope(id)
        for index in 3..<8 { try manager.send(toUser: "alice", eventType: "e", payload: number(index)) }
        #expect(link.received.count == 3)
        let seen = StreamPosition(epoch: welcome.epoch, offset: 3)
        let (_, back, again) = try RecordingLink.connect("alice", to: manager, after: seen)
        try manager.send(toUser: "alice", eventType: "e", payload: number(8))
        #expect(again.recovered == true && again.offset == 3)
        #expect(payloads(back.received) == (3...8).map { "\"\($0)\"" })
    }

    @Test("who returns too late, or from another epoch or offset, is told so and gets nothing old")
    func cannotResume() throws {
        let manager = WebSocketManager(options: options { $0.historyEvents = 4 })
        let (id, _, welcome) = try RecordingLink.connect("alice", to: manager)
        for index in 0..<6 { try manager.send(toUser: "alice", eventType: "e", payload: number(index)) }
        for (epoch, offset, recovers) in [
            (welcome.epoch, 1, false), (welcome.epoch, 2, true), (welcome.epoch, 6, true),
            (welcome.epoch, 7, false), (welcome.epoch &+ 1, 6, false),
        ] {
            let (again, link, answer) = try RecordingLink.connect(
                "alice", to: manager, after: StreamPosition(epoch: epoch, offset: UInt64(offset)))
            #expect(answer.recovered == recovers)
            #expect(link.received.count == (recovers ? 6 - offset : 0))
            manager.cleanupConnectionScope(again)
        }
        manager.cleanupConnectionScope(id)
    }

    @Test("events are kept for as long as the options say, and their epoch ends with them")
    func historyExpires() throws {
        let manager = WebSocketManager(options: options { $0.historyEvents = 4 })
        let (id, _, first) = try RecordingLink.connect("alice", to: manager)
        manager.cleanupConnectionScope(id)
        #expect(manager.statistics.users == 1, "kept, though it has no event yet")
        try manager.send(toUser: "alice", eventType: "e", payload: .null)
        let (again, link, welcome) = try RecordingLink.connect(
            "alice", to: manager, after: StreamPosition(epoch: first.epoch, offset: 0))
        #expect(welcome.recovered == true && link.received.count == 1)
        manager.cleanupConnectionScope(again)
        manager.expire(now: .max)
        #expect(manager.statistics.users == 0)
        let (_, _, second) = try RecordingLink.connect(
            "alice", to: manager, after: StreamPosition(epoch: first.epoch, offset: 1))
        #expect(second.recovered == false && second.epoch != first.epoch)
    }

    @Test(
        "an event of a thread passes by the user's connections that show another, and reaches no other user's"
    )
    func threads() throws {
        let manager = WebSocketManager()
        let (_, one, _) = try RecordingLink.connect("alice", to: manager, thread: "t1")
        let (_, two, _) = try RecordingLink.connect("alice", to: manager, thread: "t2")
        let (_, any, _) = try RecordingLink.connect("alice", to: manager)
        let (_, bob, _) = try RecordingLink.connect("bob", to: manager, thread: "t1")
        try manager.send(toUser: "alice", threadID: "t1", eventType: "e", payload: .null)
        #expect([one, two, any, bob].map(\.received.count) == [1, 0, 1, 0])
    }

    @Test("a topic reaches those who were let in, until they leave or end")
    func topics() async throws {
        let manager = WebSocketManager(authorizeTopic: { user, topic in user != "eve" || topic == "open" })
        let (alice, aliceLink, _) = try RecordingLink.connect("alice", to: manager)
        let (bob, bobLink, _) = try RecordingLink.connect("bob", to: manager)
        let (eve, eveLink, _) = try RecordingLink.connect("eve", to: manager)
        for id in [alice, bob, eve] { await manager.join("news", connectionID: id) }
        await manager.join("news", connectionID: alice)
        #expect(try manager.send(toTopic: "news", eventType: "e", payload: .null).queued == 2)
        manager.leave("news", connectionID: bob)
        #expect(try manager.send(toTopic: "news", eventType: "e", payload: .null).queued == 1)
        #expect([aliceLink, bobLink, eveLink].map(\.received.count) == [2, 1, 0])
        #expect(manager.statistics.topicsDenied == 1)
        manager.close(alice)
        #expect(throws: SendError.unknownTopic) {
            try manager.send(toTopic: "news", eventType: "e", payload: .null)
        }
        #expect(manager.statistics.topics == 0)
    }

    @Test("nobody joins a topic of a manager that authorises none")
    func topicsAreClosed() async throws {
        let manager = WebSocketManager()
        let (id, _, _) = try RecordingLink.connect("alice", to: manager)
        #expect(await manager.join("news", connectionID: id) == nil)
    }

    @Test("an event's type cannot break out of the envelope, nor can a payload that is no JSON")
    func envelope() throws {
        let manager = WebSocketManager()
        _ = try RecordingLink.connect("alice", to: manager)
        for type in [#"a","user_id":"bob"#, "a\\", "a\nb"] {
            #expect(throws: SendError.invalidEventType) {
                try manager.send(toUser: "alice", eventType: type, payload: .null)
            }
        }
        for text in [
            #"1,"user_id":"bob""#, "", "{", "[1,]", "01", "\"\u{1}\"", "nul", "1 2", #"{"a" 1}"#, "\"\\x\"",
        ] {
            #expect(throws: PayloadError.self) { try JSONPayload(json: text) }
        }
        for text in ["{}", " [1, -0.5e+7, \"\\u00e9\\n é\", null, true, {\"a\":[]}] ", "0"] {
            #expect(throws: Never.self) { try JSONPayload(json: text) }
        }
        #expect(throws: PayloadError.self) { try JSONPayload([0x22, 0xc0, 0x80, 0x22]) }
        #expect(throws: PayloadError.self) {
            try JSONPayload(json: String(repeating: "[", count: 200) + String(repeating: "]", count: 200))
        }
    }
}
