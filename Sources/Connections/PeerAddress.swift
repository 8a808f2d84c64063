/// The address that limits are counted by: an IPv4 address, or the /64 network of an IPv6 one, which one host owns.
public struct PeerAddress: Hashable, Sendable {
    let network: UInt64

    /// - Parameter bytes: 4 or 16, in network order. An IPv4 address in IPv6 (`::ffff:a.b.c.d`) is the IPv4 address.
    public init(bytes: some Collection<UInt8>) {
        let leading = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let mapped = bytes.count == 16 && leading == 0 && bytes.dropFirst(8).starts(with: [0, 0, 0xff, 0xff])
        network = mapped ? bytes.suffix(4).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } : leading
    }

    /// For connections without an address, such as those of tests: they share one.
    public static let local = PeerAddress(bytes: [])
}
