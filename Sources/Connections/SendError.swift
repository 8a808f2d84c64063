/// Why an event was not sent. Where it is thrown, no byte of it was written for anybody.
public enum SendError: Error, Hashable, Sendable {
    /// The event names no user. A protected call never skips the check.
    case missingUser
    /// The connection belongs to another user. Counted in `eventsBlocked`, and audited with both.
    case recipientMismatch
    /// No such connection: it never was, or has ended.
    case unknownConnection
    /// No such topic: nobody has joined it.
    case unknownTopic
    /// The manager was made without connection scoping, so that there is no scope to send by.
    case scopingDisabled
    /// The connection's queue is full, and its policy drops the newest.
    case queueFull
    /// The connection's queue was full; it has been closed with 1013.
    case slowConsumer
    /// The event with its envelope is larger than a message may be.
    case tooLarge(bytes: Int, limit: Int)
    /// The event's type holds quotes, backslashes or control characters.
    case invalidEventType
    /// Events to users and topics go by the backplane that the manager is attached to: one that only this node knew
    /// would be a hole for the others.
    case backplaneAttached
}
