/// One connection with its user: events that are sent by it reach this connection, and no other.
///
/// A handle, not the scope itself: once the connection has ended, it reaches nobody.
public struct ConnectionScope: Sendable {
    private let manager: WebSocketManager
    /// The one connection that events reach.
    public let connectionID: ConnectionID
    /// The user who authenticated there.
    public let userID: String
    /// The thread that the connection shows; nil where it shows none.
    public let threadID: String?

    init(manager: WebSocketManager, connectionID: ConnectionID, userID: String, threadID: String?) {
        self.manager = manager
        self.connectionID = connectionID
        self.userID = userID
        self.threadID = threadID
    }

    /// Sends one event to this connection.
    public func send(eventType: String, payload: JSONPayload) throws(SendError) {
        try manager.sendScopedEvent(
            connectionID: connectionID, eventType: eventType, payload: payload, userID: userID)
    }

    /// Whether that user is the connection's. Asks only: counts nothing.
    public func belongs(to userID: String) -> Bool { self.userID.hasBytes(of: userID) }
}
