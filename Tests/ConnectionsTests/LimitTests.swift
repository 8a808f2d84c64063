import Connections
import Testing
import WebSocketFraming

@Suite("Limits of a manager")
struct LimitTests {
    private func manager(_ change: (inout ManagerOptions) -> Void) -> WebSocketManager {
        var options = ManagerOptions()
        change(&options)
        return WebSocketManager(options: options)
    }

    @Test(
        "connections are limited in all, for an address and for a user, and a place that is left is free again"
    )
    func limits() throws {
        let manager = manager {
            $0.maxConnections = 4
            $0.maxConnectionsPerAddress = 3
            $0.maxConnectionsPerUser = 2
        }
        let home = PeerAddress(bytes: [10, 0, 0, 1])
        let (first, _, _) = try RecordingLink.connect("alice", to: manager, from: home)
        _ = try RecordingLink.connect("alice", to: manager, from: home)
        #expect(throws: ConnectionRefusal.tooManyForUser) {
            try RecordingLink.connect("alice", to: manager, from: home)
        }
        _ = try RecordingLink.connect("bob", to: manager, from: home)
        #expect(throws: ConnectionRefusal.tooManyForAddress) {
            try RecordingLink.connect("bob", to: manager, from: home)
        }
        _ = try RecordingLink.connect("bob", to: manager)
        #expect(throws: ConnectionRefusal.tooManyConnections) {
            try RecordingLink.connect("carol", to: manager)
        }
        manager.cleanupConnectionScope(first)
        _ = try RecordingLink.connect("alice", to: manager, from: home)
        #expect(manager.statistics.connectionsRefused == 3)
    }

    @Test(
        "the oldest connection of a user makes room, where the policy says so, and is cleaned like any other")
    func eviction() throws {
        let manager = manager {
            $0.maxConnectionsPerUser = 2
            $0.userLimitPolicy = .closeOldest
        }
        let links = try (0..<5).map { _ in try RecordingLink.connect("alice", to: manager).link }
        #expect(links.map(\.closeCode) == [.policyViolation, .policyViolation, .policyViolation, nil, nil])
        let statistics = manager.statistics
        #expect(
            statistics.connections == 2 && statistics.scopesCleaned == 3 && statistics.connectionsEvicted == 3
        )
    }

    @Test("limits hold when many connect at once")
    func racing() async throws {
        let manager = manager {
            $0.maxConnections = 50
            $0.maxConnectionsPerUser = 3
        }
        let open = await withTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    var count = 0
                    for index in 0..<200 {
                        let user = "user\((task + index) % 20)"
                        if (try? RecordingLink.connect(user, to: manager)) != nil { count += 1 }
                    }
                    return count
                }
            }
            return await group.reduce(0, +)
        }
        #expect(open == 50 && manager.statistics.connections == 50)
        let statistics = manager.statistics
        #expect(statistics.scopesCreated == 50 && statistics.connectionsRefused == 1550)
    }

    @Test("many senders, many ends: every delivery is accounted for")
    func conservation() async throws {
        let manager = manager { $0.maxQueuedMessages = 8 }
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for index in 0..<300 {
                        guard let (id, link, _) = try? RecordingLink.connect("user\(index % 3)", to: manager)
                        else {
                            continue
                        }
                        if index % 5 == 0 { link.stick() }
                        for _ in 0..<10 {
                            _ = try? manager.send(
                                toUser: "user\((index + task) % 3)", eventType: "e", payload: .null)
                        }
                        if index % 2 == 0 { manager.cleanupConnectionScope(id) } else { manager.close(id) }
                    }
                }
            }
        }
        let statistics = manager.statistics
        #expect(statistics.connections == 0 && statistics.users == 0 && statistics.waiting == 0)
        #expect(statistics.scopesCreated == statistics.scopesCleaned)
        #expect(statistics.eventsQueued == statistics.eventsTaken + statistics.eventsDropped)
    }

    @Test("a manager that shuts down ends all with 1001, after what still waited, and lets nobody in")
    func shutDown() throws {
        let manager = WebSocketManager()
        let (_, link, _) = try RecordingLink.connect("alice", to: manager)
        link.stick()
        try manager.send(toUser: "alice", eventType: "last", payload: .null)
        manager.shutDown()
        #expect(link.closeCode == .goingAway && link.received.count == 1)
        #expect(throws: ConnectionRefusal.shuttingDown) { try RecordingLink.connect("bob", to: manager) }
        let statistics = manager.statistics
        #expect(statistics.connections == 0 && statistics.scopesCreated == statistics.scopesCleaned)
    }

    @Test("IPv4 addresses count alone, in IPv6 too, and IPv6 ones by their network")
    func addresses() {
        let four = PeerAddress(bytes: [192, 0, 2, 1])
        let mapped = PeerAddress(bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1])
        let net: [UInt8] = [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 7]
        #expect(four == mapped && four != PeerAddress(bytes: [192, 0, 2, 2]))
        #expect(
            PeerAddress(bytes: net + [0, 0, 0, 0, 0, 0, 0, 1])
                == PeerAddress(bytes: net + [9, 9, 9, 9, 0, 0, 0, 2]))
        #expect(PeerAddress(bytes: net + Array(repeating: 0, count: 8)) != four)
    }
}
