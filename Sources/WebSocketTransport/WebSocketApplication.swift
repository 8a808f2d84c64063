public import Connections
internal import WebSocketFraming

/// What a service does with its connections. Every call is on the connection's event loop, and must not block.
public protocol WebSocketApplication: Sendable {
    /// The connection has its user.
    func connected(_ connection: ServerConnection)
    /// One whole message of the client. The bytes live for the call only.
    func received(_ message: RawSpan, isText: Bool, on connection: ServerConnection)
    /// The connection has ended, in whatever way; said once for every `connected`.
    func disconnected(_ id: ConnectionID, userID: String)
}

extension WebSocketApplication {
    /// Does nothing.
    public func connected(_ connection: ServerConnection) {}
    /// Does nothing.
    public func disconnected(_ id: ConnectionID, userID: String) {}
}

/// One open connection, for the length of a call on its event loop.
public struct ServerConnection {
    let handler: ConnectionHandler
    /// The connection's ID.
    public let id: ConnectionID

    /// The user who authenticated; empty before.
    public var userID: String { handler.userID }
    /// The manager that the connection belongs to.
    public var manager: WebSocketManager { handler.core.manager }

    /// Writes a message of the service's own to this connection, in order with its events.
    public func reply(_ message: RawSpan, isText: Bool) {
        handler.writeWaiting()
        handler.reply(isText ? .text : .binary, message)
    }
}
