import Connections
import NIOCore
import TestKit
import Testing
import WebSocketFraming

@testable import Backplane

@Suite("Several nodes", .serialized, .enabled(if: RedisServer.isWanted), .timeLimit(.minutes(2)))
struct NodesTests {
    private func text(_ text: String) -> JSONPayload { JSONPayload(string: text) }

    @Test("an event reaches all connections of its user on all nodes, and nobody else's")
    func isolation() async throws {
        let redis = try RedisServer()
        let (a, b) = (try await Node(redis.socket), try await Node(redis.socket))
        let names = [
            "alice", "bob", "K", "\u{212A}", "jos\u{e9}", "jose\u{301}", "alice ", "Alice", "a\0", "a",
        ]
        var clients: [[Client]] = []
        for name in names {
            clients.append([
                try await Client.connect(name, to: a).client, try await Client.connect(name, to: b).client,
                try await Client.connect(name, to: b).client,
            ])
        }
        for (index, name) in names.enumerated() {
            for count in 0..<4 {
                let sender = count % 2 == 0 ? a : b
                try await sender.backplane.send(toUser: name, eventType: "e", payload: text("for \(index)"))
            }
        }
        try await until("all is delivered") {
            clients.allSatisfy { $0.allSatisfy { $0.received.count == 4 } }
        }
        for (index, own) in clients.enumerated() {
            for client in own {
                #expect(client.payloads == Array(repeating: "for \(index)", count: 4))
                #expect(client.offsets == [1, 2, 3, 4])
                #expect(
                    client.received.allSatisfy {
                        $0.contains(#""user_id":\#(JSONPayload(string: names[index]))"#)
                    })
            }
        }
        #expect(a.manager.statistics.backplaneRefused == 0 && b.manager.statistics.backplaneRefused == 0)
        try await a.stop()
        try await b.stop()
    }

    @Test("an event of a thread passes by connections that show another, on whatever node")
    func threads() async throws {
        let redis = try RedisServer()
        let (a, b) = (try await Node(redis.socket), try await Node(redis.socket))
        let one = try await Client.connect("alice", to: a, thread: "t1").client
        let two = try await Client.connect("alice", to: b, thread: "t2").client
        let other = try await Client.connect("bob", to: b, thread: "t1").client
        try await a.backplane.send(toUser: "alice", threadID: "t1", eventType: "e", payload: text("1"))
        try await b.backplane.send(toUser: "alice", threadID: "t2", eventType: "e", payload: text("2"))
        try await until("both") { one.received.count == 1 && two.received.count == 1 }
        #expect(one.payloads == ["1"] && two.payloads == ["2"] && other.received.isEmpty)
        try await a.stop()
        try await b.stop()
    }

    @Test("a topic reaches its members on all nodes, and only those who were let in")
    func topics() async throws {
        let redis = try RedisServer()
        let (a, b) = (try await Node(redis.socket), try await Node(redis.socket))
        let alice = try await Client.connect("alice", to: a).client
        let bob = try await Client.connect("bob", to: b).client
        let eve = try await Client.connect("eve", to: b).client
        for (client, node) in [(alice, a), (bob, b)] {
            #expect(await node.manager.join("all", connectionID: try #require(client.id)) != nil)
        }
        #expect(await b.manager.join("alice", connectionID: try #require(eve.id)) == nil)
        #expect(await a.manager.join("alice", connectionID: try #require(alice.id)) != nil)
        try await b.backplane.send(toTopic: "all", eventType: "e", payload: text("1"))
        try await b.backplane.send(toTopic: "alice", eventType: "e", payload: text("2"))
        try await until("delivered") { alice.received.count == 2 && bob.received.count == 1 }
        b.manager.leave("all", connectionID: try #require(bob.id))
        try await a.backplane.send(toTopic: "all", eventType: "e", payload: text("3"))
        try await until("delivered") { alice.received.count == 3 }
        #expect(bob.received.count == 1 && eve.received.isEmpty)
        try await a.stop()
        try await b.stop()
    }

    @Test("all connections see one order, whichever node published, and each publisher's own order in it")
    func order() async throws {
        let redis = try RedisServer()
        let (a, b) = (try await Node(redis.socket), try await Node(redis.socket))
        let one = try await Client.connect("alice", to: a).client
        let two = try await Client.connect("alice", to: b).client
        let each = 150
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<4 {
                let backplane = task % 2 == 0 ? a.backplane : b.backplane
                group.addTask {
                    for number in 0..<each {
                        try await backplane.send(
                            toUser: "alice", eventType: "e", payload: JSONPayload(string: "\(task).\(number)")
                        )
                    }
                }
            }
            try await group.waitForAll()
        }
        try await until("all is delivered") {
            one.received.count == 4 * each && two.received.count == 4 * each
        }
        #expect(one.received == two.received)
        #expect(one.offsets == (1...UInt64(4 * each)).map { $0 })
        for task in 0..<4 {
            #expect(one.payloads.filter { $0.hasPrefix("\(task).") } == (0..<each).map { "\(task).\($0)" })
        }
        try await a.stop()
        try await b.stop()
    }

    @Test("who returns to another node gets exactly what was missed, while events go on")
    func resume() async throws {
        let redis = try RedisServer()
        let nodes = [
            try await Node(redis.socket, history: 5_000), try await Node(redis.socket, history: 5_000),
        ]
        let publisher = nodes[1].backplane
        let count = 1_000
        let publishing = Task {
            for number in 1...count {
                try await publisher.send(
                    toUser: "alice", eventType: "e", payload: JSONPayload(string: "\(number)"))
            }
        }
        var seen: [String] = []
        var position: StreamPosition?
        var returns = 0
        while seen.count < count {
            let (client, welcome) = try await Client.connect("alice", to: nodes[returns % 2], after: position)
            if let position {
                #expect(welcome.recovered == true)
                #expect(welcome.offset == position.offset)
            } else {
                #expect(welcome.recovered == nil)
                seen = (0..<welcome.offset).map { "\($0 + 1)" }
            }
            returns += 1
            let goal = min(count, seen.count + 20)
            try await until("twenty more") { seen.count + client.received.count >= goal }
            client.leave()
            let received = client.received
            seen += client.payloads
            position = StreamPosition(epoch: welcome.epoch, offset: UInt64(seen.count))
            #expect(received.last.map { Client.member("offset", of: $0) } == "\(seen.count)")
        }
        try await publishing.value
        #expect(seen == (1...count).map { "\($0)" })
        #expect(returns > 10)
        for node in nodes { try await node.stop() }
    }

    @Test("who returns too late, ahead, or with another epoch is told so, and gets nothing old")
    func cannotResume() async throws {
        let redis = try RedisServer()
        let (a, b) = (try await Node(redis.socket, history: 4), try await Node(redis.socket, history: 4))
        for number in 0..<10 {
            try await a.backplane.send(toUser: "alice", eventType: "e", payload: text("\(number)"))
        }
        let (_, now) = try await Client.connect("alice", to: b)
        for (epoch, offset, recovers) in [
            (now.epoch, 5, false), (now.epoch, 6, true), (now.epoch, 10, true), (now.epoch, 11, false),
            (now.epoch ^ 1, 9, false), (now.epoch, Int.max, false),
        ] {
            let (client, welcome) = try await Client.connect(
                "alice", to: b, after: StreamPosition(epoch: epoch, offset: UInt64(offset)))
            #expect(welcome.recovered == recovers, "after \(offset)")
            #expect(client.offsets == (recovers && offset < 10 ? (offset + 1...10).map { UInt64($0) } : []))
            client.leave()
        }
        // What the engine has trimmed of its own is missed, not passed over.
        let stream = Keys(RedisOptions()).stream(of: .user("alice"))
        try await redis.ask("XTRIM", stream.entries, "MAXLEN", "=", "2")
        let (_, trimmed) = try await Client.connect(
            "alice", to: a, after: StreamPosition(epoch: now.epoch, offset: 7))
        #expect(trimmed.recovered == false && trimmed.offset == 10)
        try await a.stop()
        try await b.stop()
    }

    @Test("what cannot be sent is refused before the engine hears of it")
    func invalid() async throws {
        let redis = try RedisServer()
        let node = try await Node(redis.socket) { _ in
        } manager: {
            $0.maxEventBytes = 300
        }
        let (client, _) = try await Client.connect("alice", to: node)
        await #expect(throws: BackplaneError.invalid(.missingUser)) {
            try await node.backplane.send(toUser: "", eventType: "e", payload: .null)
        }
        await #expect(throws: BackplaneError.invalid(.invalidEventType)) {
            try await node.backplane.send(toUser: "alice", eventType: "\"", payload: .null)
        }
        await #expect(throws: BackplaneError.self) {
            try await node.backplane.send(
                toUser: "alice", eventType: "e", payload: text(String(repeating: "x", count: 300)))
        }
        #expect(throws: SendError.backplaneAttached) {
            try node.manager.send(toUser: "alice", eventType: "e", payload: .null)
        }
        #expect(throws: SendError.backplaneAttached) {
            try node.manager.send(toTopic: "all", eventType: "e", payload: .null)
        }
        let id = try #require(client.id)
        try node.manager.sendScopedEvent(connectionID: id, eventType: "s", payload: .null, userID: "alice")
        #expect(client.received.count == 1)
        #expect(
            RedisBackplane(
                .unix(path: "/"),
                options: {
                    var options = RedisOptions()
                    options.secret = [1, 2, 3]
                    return options
                }(), manager: WebSocketManager()) == nil)
        try await node.stop()
    }

    @Test("a password and a database are used, and forgotten scripts sent anew")
    func engineOptions() async throws {
        let redis = try RedisServer(["--requirepass", "open sesame"])
        let node = try await Node(redis.socket) {
            $0.password = "open sesame"
            $0.database = 3
            $0.prefix = "other"
        }
        let (client, _) = try await Client.connect("alice", to: node)
        var options = RedisOptions()
        options.password = "open sesame"
        options.database = 3
        _ = try await redis.ask(RedisCommand("SCRIPT", "FLUSH"), options)
        try await node.backplane.send(toUser: "alice", eventType: "e", payload: .null)
        try await until("delivered") { client.received.count == 1 }
        #expect(try await redis.ask(RedisCommand("DBSIZE"), options) == .integer(2))
        try await node.stop()
    }
}
