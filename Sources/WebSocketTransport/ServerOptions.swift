public import WebSocketFraming

/// How a server listens and what it allows a peer. Times are in milliseconds.
public struct ServerOptions: Sendable {
    /// The address to listen on.
    public var host = "127.0.0.1"
    /// 0 lets the kernel choose one.
    public var port = 8080
    /// The certificate that the server shows; nil for connections in clear. Needs a build with the trait `TLS`.
    public var certificate: Certificate?
    /// Event loops, each a thread.
    public var eventLoops = 1
    /// Connections that the kernel holds until they are accepted (listen(2)).
    public var backlog: Int32 = 4096

    /// From the accepted socket to the answer of the opening handshake.
    public var handshakeTimeout: Int64 = 5_000
    /// From the open connection to its first message, where that authenticates.
    public var authenticationTimeout: Int64 = 5_000
    /// Silence after which a ping is sent; nil for none.
    public var heartbeatInterval: Int64? = 30_000
    /// From a ping to any sign of life.
    public var pongTimeout: Int64 = 10_000
    /// Silence, pongs not counted, after which the connection ends; nil for never.
    public var idleTimeout: Int64?
    /// From our close frame to the end of the socket.
    public var closeTimeout: Int64 = 3_000
    /// A message, once begun, must end within this.
    public var messageTimeout: Int64 = 30_000

    /// What frames and messages of clients may be like.
    public var frameLimits = FrameLimits()
    /// Messages a second of one connection, control frames too; nil for any number. More end it with 1008.
    public var maxMessagesPerSecond: Int? = 1_000
    /// Nil for no permessage-deflate.
    public var compression: DeflateOptions?

    /// Which pages may connect.
    public var origins = OriginPolicy.sameHost
    /// Of those that a client offers, the first that stands here is chosen.
    public var subprotocols: [String] = []
    /// Paths that may be connected to; nil for all.
    public var paths: Set<String>?
    /// Tells each connection as its first message who it is and where its events stand.
    public var sendsWelcome = true
    /// Bytes of a connection that wait in the transport before its queue fills.
    public var writeBufferBytes = 64 << 10

    /// Between two looks at the time limits, which are as exact as this; rates are counted anew at each.
    package var tickInterval: Int64 = 1_000

    public init() {}

    /// Files in PEM.
    public struct Certificate: Sendable, Hashable {
        /// The server's certificate, and those between it and a root.
        public var chainFile: String
        /// The private key, PEM.
        public var keyFile: String

        /// Files in PEM form.
        public init(chainFile: String, keyFile: String) {
            self.chainFile = chainFile
            self.keyFile = keyFile
        }
    }
}
