/// Where Redis is, and how a node speaks to it. Times are in milliseconds.
public struct RedisOptions: Sendable {
    /// Of the engine's access list; nil for its default user.
    public var user: String?
    /// For AUTH; nil where the server asks for none.
    public var password: String?
    /// Its number.
    public var database = 0
    /// What the engine lists this node's connection as: no spaces.
    public var clientName = "ssot"
    /// Begins every key and channel: those who share it share their users.
    public var prefix = "ssot"
    /// Signs every event, so that not even who can write to the engine can invent one: at least 32 bytes, the same on
    /// every node. Nil for events that are believed as they come.
    public var secret: [UInt8]?

    /// Streams and channels are spread over so many. The same on every node.
    public var partitions = 128
    /// How long a stream's epoch and offset outlive the last node that asked for them. Far longer than `checkInterval`.
    public var positionMilliseconds: Int64 = 86_400_000
    /// Whether the engine loses nothing when it restarts (`appendfsync always`, no replica takes over). Where it may,
    /// every stream begins a new epoch after a restart: an offset could be given twice otherwise.
    public var engineKeepsEverything = false

    /// Milliseconds.
    public var connectTimeout: Int64 = 2_000
    /// From a command to its answer. One that takes longer ends the connection: what is behind it would wait as well.
    public var commandTimeout: Int64 = 2_000
    /// Silence after which the engine is asked whether it lives.
    public var pingInterval: Int64 = 5_000
    /// How often each position of this node is compared with the engine's.
    public var checkInterval: Int64 = 40_000
    /// Of the first attempt to connect again; doubled for each further one, and drawn at random below that.
    public var reconnectDelay: Int64 = 50
    /// Milliseconds between two attempts, at most.
    public var maxReconnectDelay: Int64 = 2_000

    /// Commands under way, beyond which sending fails.
    public var maxPendingCommands = 16_384
    /// Of the commands under way.
    public var maxPendingBytes = 16 << 20

    public init() {}
}

/// Where Redis listens.
public enum RedisAddress: Sendable, Hashable {
    case tcp(host: String, port: Int)
    case unix(path: String)
}
