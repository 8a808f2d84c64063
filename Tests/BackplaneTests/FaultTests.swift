import Connections
import Crypto
import Foundation
import NIOCore
import TestKit
import Testing
import WebSocketFraming

@testable import Backplane

@Suite("Faults between nodes", .serialized, .enabled(if: RedisServer.isWanted), .timeLimit(.minutes(2)))
struct FaultTests {
    private func text(_ text: String) -> JSONPayload { JSONPayload(string: text) }

    @Test("a message of nobody's making is refused and counted, and costs no event")
    func forged() async throws {
        let redis = try RedisServer()
        let secret = Array(repeating: UInt8(7), count: 32)
        for isSigned in [false, true] {
            let node = try await Node(redis.socket) {
                $0.secret = isSigned ? secret : nil
                $0.prefix = isSigned ? "signed" : "plain"
            }
            let (alice, welcome) = try await Client.connect("alice", to: node)
            let (bob, _) = try await Client.connect("bob", to: node)
            var options = RedisOptions()
            options.prefix = isSigned ? "signed" : "plain"
            let keys = Keys(options)
            let channel = keys.channel(keys.partition(of: .user("alice")))
            let elsewhere = keys.channel((keys.partition(of: .user("alice")) + 1) % 128)
            func event(_ payload: JSONPayload = .null, type: String = "e") throws -> ByteBuffer {
                var bytes = ByteBuffer()
                WireEvent.write(
                    try RemoteEvent(
                        audience: .user("alice"), threadID: nil, type: type, payload: payload, timestamp: 0),
                    origin: 1,
                    key: isSigned ? SymmetricKey(data: Array(repeating: UInt8(8), count: 32)) : nil,
                    into: &bytes)
                return bytes
            }
            func header(_ epoch: UInt64, _ offset: UInt64) -> String {
                StreamPosition(epoch: epoch, offset: 0).epochText
                    + StreamPosition(epoch: offset, offset: 0).epochText
            }
            func publish(_ header: String, _ body: ByteBuffer, on channel: String) async throws {
                var message = ByteBuffer(string: header)
                message.writeImmutableBuffer(body)
                _ = try await redis.ask(RedisCommand([.text("PUBLISH"), .text(channel), .bytes(message)]))
            }
            // Made as a node makes it, but for the secret, which its maker does not have.
            let good = try event()
            var broken = try event(text("xx"))
            broken.setString("\"", at: broken.writerIndex - 2)
            let next = header(welcome.epoch, welcome.offset + 1)
            var forgeries: [(String, ByteBuffer, String)] = [
                ("", ByteBuffer(), channel), (next, ByteBuffer(), channel), ("garbage", good, channel),
                (next, good, elsewhere), (next, broken, channel),
                (next, try #require(good.getSlice(at: 0, length: good.readableBytes - 1)), channel),
                (header(welcome.epoch, 0), good, channel),
                // Well made, but not what the Stream says.
                (header(welcome.epoch ^ 1, 1), good, channel), (header(welcome.epoch, 50), good, channel),
            ]
            // Without a secret, these could not be told from true ones.
            if isSigned {
                forgeries.append((next, good, channel))
                // A true event of bob's, turned to alice: his name is as long as hers.
                var stolen = ByteBuffer()
                let event = try RemoteEvent(
                    audience: .user("bobby"), threadID: nil, type: "e", payload: .null, timestamp: 0)
                WireEvent.write(event, origin: 1, key: SymmetricKey(data: secret), into: &stolen)
                let name = try #require(stolen.readableBytesView.firstRange(of: Array("bobby".utf8)))
                stolen.setString("alice", at: name.lowerBound)
                forgeries.append((next, stolen, channel))
            }
            for (index, forgery) in forgeries.enumerated() {
                try await publish(forgery.0, forgery.1, on: forgery.2)
                try await until("forgery \(index) is counted") {
                    node.manager.statistics.backplaneRefused == UInt64(index + 1)
                }
            }
            try await node.backplane.send(toUser: "alice", eventType: "true", payload: .null)
            try await until("delivered") { alice.received.count == 1 }
            #expect(alice.offsets == [welcome.offset + 1] && bob.received.isEmpty)
            #expect(alice.closeCode == nil && node.manager.statistics.backplaneLost == 0)
            try await node.stop()
        }
    }

    @Test("a forged entry of a stream is a hole, never an event")
    func forgedHistory() async throws {
        let redis = try RedisServer()
        let node = try await Node(redis.socket)
        let position = try await node.backplane.send(toUser: "alice", eventType: "e", payload: .null)
        let keys = Keys(RedisOptions())
        var bobs = ByteBuffer()
        WireEvent.write(
            try RemoteEvent(
                audience: .user("bob"), threadID: nil, type: "secret", payload: .null, timestamp: 0),
            origin: 1, key: nil, into: &bobs)
        let stream = keys.stream(of: .user("alice"))
        _ = try await redis.ask(
            RedisCommand([.text("XADD"), .text(stream.entries), .text("2-0"), .text("e"), .bytes(bobs)]))
        try await redis.ask("HSET", stream.state, "o", "2")
        let (alice, welcome) = try await Client.connect(
            "alice", to: node, after: StreamPosition(epoch: position.epoch, offset: 0))
        #expect(welcome.recovered == false && alice.received.isEmpty)
        #expect(node.manager.statistics.backplaneRefused == 1)
        try await node.stop()
    }

    @Test("damaged messages are events or nothing, never a trap")
    func fuzz() throws {
        var bytes = ByteBuffer()
        WireEvent.write(
            try RemoteEvent(
                audience: .user("alice"), threadID: "t", type: "e", payload: JSONPayload(json: #"{"a":[1]}"#),
                timestamp: 5),
            origin: 1, key: nil, into: &bytes)
        let whole = Array(bytes.readableBytesView)
        let event = try #require(WireEvent(bytes, isSigned: false)?.event(key: nil))
        #expect(event.audience.isSame(as: .user("alice")) && event.threadID == "t" && event.type == "e")
        #expect(event.payload.description == #"{"a":[1]}"# && event.timestamp == 5)
        for length in 0..<whole.count {
            #expect(WireEvent(ByteBuffer(bytes: whole[..<length]), isSigned: false) == nil)
        }
        var mutation = Mutation(seed: 3)
        for _ in 0..<(3_000 * effort) {
            _ = WireEvent(ByteBuffer(bytes: mutation.damage(whole)), isSigned: false)?.event(key: nil)
        }
    }

    @Test(
        "a node that is killed while it publishes costs the others nothing: no event twice, none out of order"
    )
    func killedNode() async throws {
        let redis = try RedisServer()
        let (a, b) = (
            try await Node(redis.socket, history: 100_000), try await Node(redis.socket, history: 100_000)
        )
        let one = try await Client.connect("alice", to: a).client
        let two = try await Client.connect("alice", to: b).client
        let bob = try await Client.connect("bob", to: a).client
        for round in 0..<3 {
            let program = Fixtures.repository + "/.build/debug/backplane-node"
            let node = try Command(program, [redis.socket, "publish", "killed\(round)"]).start()
            let goal = one.received.count + 300
            try await until("the node publishes") { one.received.count > goal }
            kill(node.id, SIGKILL)
            #expect(node.wait().status == -SIGKILL)
            for number in 0..<20 {
                try await b.backplane.send(
                    toUser: "alice", eventType: "e", payload: text("own\(round).0.\(number)"))
            }
        }
        try await until("the last is delivered") {
            one.payloads.last == "own2.0.19" && two.payloads.last == "own2.0.19"
        }
        #expect(one.received == two.received)
        #expect(one.offsets == (1...UInt64(one.received.count)).map { $0 })
        #expect(bob.offsets == (1...UInt64(bob.received.count)).map { $0 })
        var numbers: [String: Int] = [:]
        for payload in one.payloads + bob.payloads {
            let parts = payload.split(separator: ".")
            let publisher = parts[0] + "." + parts[1]
            #expect(Int(parts[2]) == numbers[String(publisher), default: -1] + 1)
            numbers[String(publisher)] = Int(parts[2])
        }
        #expect(a.manager.statistics.backplaneLost == 0 && a.manager.statistics.backplaneRefused == 0)
        try await a.stop()
        try await b.stop()
    }

    @Test(
        "an engine that restarts without its data begins new epochs: connections are sent back, and told the truth"
    )
    func engineLoses() async throws {
        let redis = try RedisServer()
        let (a, b) = (try await Node(redis.socket), try await Node(redis.socket))
        let (alice, welcome) = try await Client.connect("alice", to: a)
        let (bob, _) = try await Client.connect("bob", to: b)
        try await a.backplane.send(toUser: "alice", eventType: "e", payload: text("1"))
        try await until("delivered") { alice.received.count == 1 }
        redis.kill()
        try redis.start()
        try await until("all are sent back") {
            alice.closeCode == .serviceRestart && bob.closeCode == .serviceRestart
        }
        let (again, second) = try await Client.connect(
            "alice", to: b, after: StreamPosition(epoch: welcome.epoch, offset: 1))
        #expect(second.recovered == false && second.epoch != welcome.epoch && second.offset == 0)
        try await a.insist("alice", "2")
        try await until("delivered") { again.received.count >= 1 }
        #expect(again.offsets.first == 1)
        #expect([a, b].map(\.manager.statistics.backplaneLost) == [1, 1])
        try await a.stop()
        try await b.stop()
    }

    @Test("an engine that keeps everything goes on after a restart as if nothing had been")
    func engineKeeps() async throws {
        let redis = try RedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        let (a, b) = (
            try await Node(redis.socket) { $0.engineKeepsEverything = true },
            try await Node(redis.socket) { $0.engineKeepsEverything = true }
        )
        let (alice, welcome) = try await Client.connect("alice", to: a)
        for number in 1...3 {
            try await b.backplane.send(toUser: "alice", eventType: "e", payload: text("\(number)"))
        }
        try await until("delivered") { alice.received.count == 3 }
        redis.kill()
        await #expect(throws: BackplaneError.self) {
            for _ in 0..<1_000 { try await a.backplane.send(toUser: "bob", eventType: "e", payload: .null) }
        }
        try redis.start()
        try await b.insist("alice", "4")
        try await until("delivered") { alice.received.count >= 4 }
        #expect(alice.offsets.prefix(4) == [1, 2, 3, 4] && alice.closeCode == nil)
        let (again, second) = try await Client.connect(
            "alice", to: b, after: StreamPosition(epoch: welcome.epoch, offset: 2))
        #expect(
            second.recovered == true && second.epoch == welcome.epoch && again.offsets.prefix(2) == [3, 4])
        try await a.stop()
        try await b.stop()
    }

    @Test("an engine of which only a part came back gives no offset twice: epochs are new")
    func engineRollsBack() async throws {
        let redis = try RedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        let node = try await Node(redis.socket)
        let (alice, welcome) = try await Client.connect("alice", to: node)
        for number in 1...3 {
            try await node.insist("alice", "\(number)")
        }
        try await until("delivered") { alice.received.count == 3 }
        redis.kill()
        try redis.start()
        try await until("sent back") { alice.closeCode == .serviceRestart }
        let (_, second) = try await Client.connect(
            "alice", to: node, after: StreamPosition(epoch: welcome.epoch, offset: 3))
        #expect(second.recovered == false && second.epoch != welcome.epoch)
        try await node.stop()
    }

    @Test("data that vanishes from a running engine is found by the next check")
    func flushed() async throws {
        let redis = try RedisServer()
        let node = try await Node(redis.socket) { $0.checkInterval = 50 }
        let (alice, _) = try await Client.connect("alice", to: node)
        try await node.backplane.send(toUser: "alice", eventType: "e", payload: .null)
        try await until("delivered") { alice.received.count == 1 }
        try await redis.ask("FLUSHALL")
        try await until("sent back") { alice.closeCode == .serviceRestart }
        try await node.stop()
    }

    @Test("a node that was cut off catches up: all that others sent meanwhile, once and in order")
    func cutOff() async throws {
        let redis = try RedisServer()
        let path = try redis.link("cut")
        let a = try await Node(path, history: 100) { $0.clientName = "a" }
        let b = try await Node(redis.socket, history: 100) { $0.clientName = "b" }
        let (alice, _) = try await Client.connect("alice", to: a)
        let (bob, welcome) = try await Client.connect("bob", to: a)
        let id = try #require(alice.id)
        for (count, closes) in [(50, false), (200, true)] {
            try FileManager.default.removeItem(atPath: path)
            let list = try await redis.ask("CLIENT", "LIST").text ?? ""
            let line = try #require(list.split(separator: "\n").first { $0.contains(" name=a ") })
            try await redis.ask("CLIENT", "KILL", "ID", String(line.dropFirst(3).prefix { $0 != " " }))
            try await until("the cut is felt") { await !a.backplane.isConnected }
            await #expect(throws: BackplaneError.backplaneUnavailable) {
                try await a.backplane.send(toUser: "alice", eventType: "e", payload: .null)
            }
            await #expect(throws: ConnectionRefusal.backplaneUnavailable) {
                try await Client.connect("carol", to: a)
            }
            try a.manager.sendScopedEvent(connectionID: id, eventType: "s", payload: .null, userID: "alice")
            for number in 0..<count {
                try await b.backplane.send(toUser: "alice", eventType: "e", payload: text("\(number)"))
            }
            #expect(alice.offsets.count == (closes ? 50 : 0))
            _ = try redis.link("cut")
            if closes {
                try await until("sent back") { alice.closeCode == .serviceRestart }
                #expect(alice.offsets.count == 50)
            } else {
                try await until("caught up") { alice.offsets.count == count }
                #expect(alice.offsets == (1...UInt64(count)).map { $0 } && alice.closeCode == nil)
            }
            await a.backplane.connected()
        }
        #expect(bob.closeCode == nil && bob.received.isEmpty)
        try await b.backplane.send(toUser: "bob", eventType: "e", payload: .null)
        try await until("delivered") { bob.offsets == [welcome.offset + 1] }
        let statistics = a.manager.statistics
        #expect(statistics.backplaneRecovered == 1 && statistics.backplaneLost == 1)
        try await a.stop()
        try await b.stop()
    }

    @Test("an engine that hangs holds a bounded number of sends for a bounded time, and heals")
    func hangs() async throws {
        let redis = try RedisServer()
        let node = try await Node(redis.socket) {
            $0.commandTimeout = 300
            $0.maxPendingCommands = 50
        }
        let (alice, _) = try await Client.connect("alice", to: node)
        let id = try #require(alice.id)
        redis.pause()
        let backplane = node.backplane
        let errors = await withTaskGroup(of: BackplaneError?.self) { group in
            for _ in 0..<500 {
                group.addTask {
                    do throws(BackplaneError) {
                        try await backplane.send(toUser: "alice", eventType: "e", payload: .null)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(errors.count { $0 == .outcomeUnknown } == 50)
        #expect(errors.count { $0 == .overloaded || $0 == .backplaneUnavailable } == 450)
        try node.manager.sendScopedEvent(connectionID: id, eventType: "s", payload: .null, userID: "alice")
        #expect(alice.received.count == 1)
        redis.goOn()
        try await node.insist("alice", "healed")
        try await until("delivered") { alice.payloads.last == "healed" }
        // What was under way had reached the engine: not known then, it is delivered now, and only once.
        let offsets = alice.offsets
        #expect(offsets == (1...UInt64(offsets.count)).map { $0 } && alice.closeCode == nil)
        try await node.stop()
    }
}
