public import Connections

/// What a client showed at the opening handshake.
public struct Credentials: Sendable {
    /// Of the request, as it came, without its query; empty where the token came later.
    public let path: String
    /// What follows `?` in the request target.
    public let query: String
    /// Of the `Authorization: Bearer …` header, or of the subprotocol `bearer.…`, or of the first message.
    public let token: String?
}

/// What authentication found.
public enum Authentication: Sendable {
    case accepted(Identity)
    /// 401 at the handshake, 1008 at a first message.
    case refused
    /// To be asked for elsewhere; the connection waits meanwhile.
    case pending(@Sendable () async -> Identity?)
}

/// Finds who is at the other end of a connection. Called on an event loop: must not block.
public protocol Authenticator: Sendable {
    /// Whether a client without a token may connect and authenticate by its first message.
    var acceptsFirstMessage: Bool { get }

    func authenticate(_ credentials: Credentials) -> Authentication
}

extension Authenticator {
    /// No, unless an authenticator says otherwise.
    public var acceptsFirstMessage: Bool { false }
}
