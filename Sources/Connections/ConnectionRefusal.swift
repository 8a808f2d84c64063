/// Why a connection was not let in, or did not become a user's.
public enum ConnectionRefusal: Error, Hashable, Sendable {
    case tooManyConnections
    case tooManyForAddress
    case tooManyForUser
    case shuttingDown
    /// No entropy for an ID: a connection without a name of its own is none.
    case noConnectionID
    /// The connection has ended meanwhile.
    case unknownConnection
    /// The connection has a user already, and it is another.
    case otherUser
    /// The manager is attached to a backplane that cannot be asked for the user's position.
    case backplaneUnavailable
}
