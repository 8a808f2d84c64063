/// Where a connection's user stream stands as it begins.
public struct Welcome: Sendable, Hashable {
    /// Of the history of the user, where `offset` counts.
    public let epoch: UInt64
    /// Of the last event before the first that this connection will get.
    public let offset: UInt64
    /// Whether what was missed has been queued, all of it; nil where nobody asked.
    public let recovered: Bool?

    /// The epoch as a client sees it.
    public var epochText: String { StreamPosition(epoch: epoch, offset: offset).epochText }
}
