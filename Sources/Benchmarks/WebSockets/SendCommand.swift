import ArgumentParser
import CMalloc
import Connections
import Reports
import WebSocketFraming

struct SendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract:
            "Measure what a send costs in process: from the call to the frame in the connection's queue.")

    func run() throws {
        var table = TextTable(
            header: ["what", "ns", "allocations", "at most ns"], rightAligned: [1, 2, 3])
        let (scoped, unscoped) = (try SendRun(isScoped: true), try SendRun(isScoped: false))
        let take = CallTiming.best { scoped.take($0) }
        let send = try CallTiming.best { try scoped.sendScoped($0) }
        let refusal = CallTiming.best { scoped.refuse($0) }
        let (on, off) = (
            try CallTiming.best { try scoped.sendToUser($0) },
            try CallTiming.best { try unscoped.sendToUser($0) }
        )
        for (title, timing, limit) in [
            ("scoped event, queued and taken to be written", send, "300"), ("of that, taking", take, ""),
            ("refused: another user's connection", refusal, "80"),
            ("to a user, with connection scoping", on, ""), ("to a user, without", off, ""),
        ] {
            table.add([title, fixed(timing.nanoseconds, 1), fixed(timing.allocations, 2), limit])
        }
        print(table.lines().joined(separator: "\n"))
        let bytes = try SendRun.bytesPerConnection(of: 10_000)
        print("\nheap of a connection's user, scope, queue and indexes: \(bytes) bytes, at most 1024")
    }
}

/// A manager with a thousand users, each with one connection whose link does nothing.
struct SendRun {
    private final class NoLink: ConnectionLink {
        func wake() {}
        func close(after messages: [OutboundMessage], _ code: CloseCode, reason: String) {}
    }

    private let manager: WebSocketManager
    private var connections: [ConnectionID] = []
    private var users: [String] = []
    private let payload = JSONPayload(string: String(repeating: "x", count: 64))

    init(isScoped: Bool) throws {
        manager = WebSocketManager(enableConnectionScoping: isScoped)
        for index in 0..<1000 {
            let user = "user-0123456789-\(index)"
            guard let identity = Identity(userID: user) else { continue }
            let id = try manager.admit(from: .local, link: NoLink())
            try manager.connect(id, as: identity)
            connections.append(id)
            users.append(user)
        }
    }

    /// What a connection of a user of its own adds to the heap, with the room that the allocator gives it.
    static func bytesPerConnection(of count: Int) throws -> Int {
        let manager = WebSocketManager()
        var links: [NoLink] = []
        for _ in 0..<count { links.append(NoLink()) }
        let before = mallinfo2().uordblks
        for (index, link) in links.enumerated() {
            guard let identity = Identity(userID: "user-0123456789-\(index)") else { continue }
            try manager.connect(try manager.admit(from: .local, link: link), as: identity)
        }
        let after = mallinfo2().uordblks
        return Int(after - before) / manager.statistics.connections
    }

    func sendScoped(_ count: Int) throws -> UInt64 {
        var taken: [OutboundMessage] = []
        for index in 0..<count {
            let place = index % users.count
            try manager.sendScopedEvent(
                connectionID: connections[place], eventType: "message", payload: payload, userID: users[place]
            )
            _ = manager.takeMessages(of: connections[place], upTo: 1 << 16, into: &taken)
            taken.removeAll(keepingCapacity: true)
        }
        return manager.statistics.eventsTaken
    }

    func sendToUser(_ count: Int) throws -> UInt64 {
        var taken: [OutboundMessage] = []
        for index in 0..<count {
            let place = index % users.count
            try manager.send(toUser: users[place], eventType: "message", payload: payload)
            _ = manager.takeMessages(of: connections[place], upTo: 1 << 16, into: &taken)
            taken.removeAll(keepingCapacity: true)
        }
        return manager.statistics.eventsTaken
    }

    func take(_ count: Int) -> UInt64 {
        var taken: [OutboundMessage] = []
        for index in 0..<count {
            _ = manager.takeMessages(of: connections[index % users.count], upTo: 1 << 16, into: &taken)
        }
        return UInt64(taken.count)
    }

    func refuse(_ count: Int) -> UInt64 {
        for index in 0..<count {
            let place = index % users.count
            do throws(SendError) {
                try manager.sendScopedEvent(
                    connectionID: connections[place], eventType: "message", payload: payload,
                    userID: users[(place + 1) % users.count])
            } catch {
                continue
            }
        }
        return manager.statistics.eventsBlocked
    }
}
