public import WebSocketFraming

/// The transport's end of one connection. The manager calls it without holding its lock, from any thread.
public protocol ConnectionLink: AnyObject, Sendable {
    /// Messages wait: take them with `takeMessages`, until it says that none is left. Not called again before that.
    func wake()

    /// The connection has left the manager's tables: write what was still waiting for it, then a close frame with that
    /// code and reason, then close the socket.
    func close(after messages: [OutboundMessage], _ code: CloseCode, reason: String)
}
