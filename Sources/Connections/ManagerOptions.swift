/// What a manager allows. Each takes effect in the manager that it was given to, and in no other.
public struct ManagerOptions: Sendable, Hashable {
    /// What becomes of an event for a connection whose queue is full.
    public enum OverflowPolicy: String, Sendable, Hashable, CaseIterable {
        case dropOldest = "drop-oldest"
        case dropNewest = "drop-newest"
        /// Close it with 1013, "try again later": with history the client resumes and has lost nothing.
        case disconnect
    }

    /// What becomes of one connection more than a user may have.
    public enum UserLimitPolicy: String, Sendable, Hashable, CaseIterable {
        case refuse
        /// Close the user's oldest with 1008 to let the new one in.
        case closeOldest = "close-oldest"
    }

    /// Connections in all.
    public var maxConnections = 10_000
    /// Connections from one address.
    public var maxConnectionsPerAddress = 10_000
    /// Connections of one user.
    public var maxConnectionsPerUser = 16
    /// What happens to one connection of a user too many.
    public var userLimitPolicy = UserLimitPolicy.refuse

    /// Of one connection's queue. What the transport has handed to the kernel is not in it.
    public var maxQueuedMessages = 1024
    /// Of one connection's queue, frames with their headers.
    public var maxQueuedBytes = 1 << 20
    /// What happens where a queue is full.
    public var overflowPolicy = OverflowPolicy.disconnect
    /// Of one event with its envelope.
    public var maxEventBytes = 1 << 20

    /// Events that a user or a topic keeps for those that return; 0 for none.
    public var historyEvents = 0
    /// Bytes of events that are kept for each user or topic, at most.
    public var historyBytes = 1 << 20
    /// How long events are kept once the last connection has gone, in milliseconds.
    public var historyMilliseconds: Int64 = 120_000

    public init() {}
}
