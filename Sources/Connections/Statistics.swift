/// A manager's counters and gauges at one moment, all read under one lock.
///
/// At any moment `eventsQueued == eventsTaken + eventsDropped + waiting`, and
/// `scopesCreated - scopesCleaned == scopedConnections`.
public struct Statistics: Sendable, Hashable {
    // Gauges.
    /// Sockets let in, with a user or not yet.
    public var connections = 0
    /// Connections that have a user and a scope.
    public var scopedConnections = 0
    /// Users with a connection, now.
    public var users = 0
    /// Topics with a member, now.
    public var topics = 0
    /// Messages in the queues of all connections.
    public var waiting = 0

    // Counters since the manager was made.
    /// Scopes that connections got by authenticating.
    public var scopesCreated: UInt64 = 0
    /// Scopes that ended, each once.
    public var scopesCleaned: UInt64 = 0
    /// Events that named a user other than the connection's, or none.
    public var eventsBlocked: UInt64 = 0
    /// Deliveries: an event for five connections counts five times.
    public var eventsQueued: UInt64 = 0
    /// Deliveries that the transport took to write.
    public var eventsTaken: UInt64 = 0
    /// Deliveries lost: to a full queue, or with the connection whose queue they were in.
    public var eventsDropped: UInt64 = 0
    /// Connections that a limit or the shutdown kept out.
    public var connectionsRefused: UInt64 = 0
    /// Connections closed with 1013 for a full queue.
    public var slowConsumersClosed: UInt64 = 0
    /// Connections closed for a newer one of their user.
    public var connectionsEvicted: UInt64 = 0
    /// Joins that the hook refused.
    public var topicsDenied: UInt64 = 0
    /// Returns that got all they had missed.
    public var resumed: UInt64 = 0
    /// Returns that were told that they cannot.
    public var resumeFailed: UInt64 = 0
    /// Messages of the backplane that were none, or forged, or not for the channel they came by.
    public var backplaneRefused: UInt64 = 0
    /// Messages of the backplane that had been delivered before.
    public var backplaneDuplicates: UInt64 = 0
    /// Gaps that were filled from the backplane's history.
    public var backplaneRecovered: UInt64 = 0
    /// Gaps that could not be: the audience's connections were closed with 1012.
    public var backplaneLost: UInt64 = 0

    public init() {}
}
