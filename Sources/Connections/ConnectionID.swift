public import Identifiers

/// Names one connection of one manager, for as long as it is open. Never used again: who holds the ID of a connection
/// that has ended reaches nobody.
public struct ConnectionID: Hashable, Sendable, CustomStringConvertible {
    /// What the client and the logs see: `conn_…`.
    public let id: UnifiedID
    /// Where the manager keeps the connection: a look-up is one comparison, 2 ns against 30 for a dictionary.
    let slot: UInt32

    /// The text of the ID.
    public var description: String { id.description }
}
