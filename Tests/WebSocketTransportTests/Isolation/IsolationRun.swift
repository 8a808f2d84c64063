import Connections
import Dispatch
import Synchronization
import Testing
import WebSocketTransport

/// Clients and a service that do at random what clients and services do, and the model that judges what comes of it.
struct IsolationRun {
    var users: Int
    var connections: Int
    /// Deliveries after which the run ends.
    var events: Int
    var seed: UInt64
    /// Breaks the service.
    var breaking: @Sendable (inout Service, WebSocketManager) -> Void = { _, _ in }

    struct Outcome {
        /// The first thing that was not as the model says; nil where all was.
        var fault: String?
        var received = 0
        var connects = 0
        var aborts = 0
        var blocked: UInt64 = 0
        var statistics = Statistics()
    }

    func run() async throws -> Outcome {
        var limits = ManagerOptions()
        limits.maxConnectionsPerUser = 2 * connections
        limits.historyEvents = 256
        limits.historyMilliseconds = 1_000_000_000
        let manager = WebSocketManager(options: limits, authorizeTopic: { Ledger.mayJoin($0, $1) })
        var service = Service(manager)
        breaking(&service, manager)
        let ledger = Ledger(users: users, topics: 12, service: service)
        var outcome = Outcome()
        try await TestServer.run(
            manager: manager, application: ledger,
            options: .changed { ($0.eventLoops, $0.maxMessagesPerSecond, $0.closeTimeout) = (2, nil, 500) }
        ) { server in
            let drivers = (0..<2).map { driver($0, ledger, server) }
            let members = drivers.flatMap(\.members)
            while ledger.fault == nil, members.reduce(0, { $0 + $1.received }) < events {
                DispatchQueue.concurrentPerform(iterations: drivers.count) { drivers[$0].act(4 * users) }
                if ledger.fault != nil { break }
                DispatchQueue.concurrentPerform(iterations: drivers.count) { drivers[$0].settle() }
            }
            for member in members { member.abort() }
            outcome.fault = ledger.fault
            outcome.received = members.reduce(0) { $0 + $1.received }
            outcome.connects = drivers.reduce(0) { $0 + $1.connects }
            outcome.aborts = drivers.reduce(0) { $0 + $1.aborts }
            outcome.blocked = ledger.blocked.load(ordering: .relaxed)
            outcome.statistics = manager.statistics
            if ledger.fault == nil {
                #expect(manager.statistics.eventsBlocked == outcome.blocked)
                #expect(manager.statistics.topicsDenied == ledger.denied.load(ordering: .relaxed))
            }
        }
        return outcome
    }

    /// Every second user's clients.
    private func driver(_ index: Int, _ ledger: Ledger, _ server: TestServer) -> Driver {
        var members: [Member] = []
        for (number, user) in ledger.users.enumerated() where number % 2 == index {
            for _ in 0..<connections { members.append(Member(user: user, ledger: ledger)) }
        }
        return Driver(seed: seed &+ UInt64(index), ledger: ledger, members: members, server: server)
    }
}
