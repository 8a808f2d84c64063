internal import Conformance
internal import Connections
internal import WebSocketFraming
internal import WebSocketTransport

/// The options of a reset, as those of a manager and its server.
struct NodeOptions: Sendable {
    private(set) var manager = ManagerOptions()
    private(set) var server = ServerOptions()
    private(set) var isScoped = true
    /// Who may join a topic; those that are not named are everybody's.
    private(set) var topics: [String: Set<String>] = [:]

    /// - Throws: ``Stop`` for an option that the manager does not have.
    init(_ options: Value?) throws {
        guard case .record(let options) = options ?? [:] else { return }
        for (name, value) in options { try set(name, value) }
    }

    private mutating func set(_ name: String, _ value: Value) throws {
        let count = Int(value.integer ?? 0)
        switch name {
        case "scoping": isScoped = value.isTruthy
        case "max-connections": manager.maxConnections = count
        case "max-connections-per-user": manager.maxConnectionsPerUser = count
        case "when-user-is-full":
            manager.userLimitPolicy = try Self.policy(name, value)
        case "max-queued": manager.maxQueuedMessages = count
        case "overflow": manager.overflowPolicy = try Self.policy(name, value)
        case "history": manager.historyEvents = count
        case "max-message-bytes": server.frameLimits = FrameLimits(maxMessageBytes: count)
        case "idle-seconds": server.idleTimeout = Int64(count) * 1000
        case "heartbeat-seconds": server.heartbeatInterval = Int64(count) * 1000
        case "pong-seconds": server.pongTimeout = Int64(count) * 1000
        case "topics":
            guard case .record(let topics) = value else { return }
            self.topics = topics.mapValues { Set(($0.list ?? []).compactMap(\.text)) }
        default: throw Stop(.unsupported("no option \"\(name)\""))
        }
    }

    private static func policy<Policy: RawRepresentable>(_ name: String, _ value: Value) throws -> Policy
    where Policy.RawValue == String {
        guard let policy = value.text.flatMap(Policy.init(rawValue:)) else {
            throw Stop(.unsupported("no \(name) \(value.excerpt())"))
        }
        return policy
    }
}

/// An answer that ends a call early.
struct Stop: Error {
    let answer: Answer

    init(_ answer: Answer) { self.answer = answer }
}
