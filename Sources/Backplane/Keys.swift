internal import Connections

/// The names of streams and channels in the engine.
struct Keys: Sendable {
    let prefix: String
    let partitions: Int

    init(_ options: RedisOptions) {
        prefix = options.prefix
        partitions = max(1, options.partitions)
    }

    /// Of all channels, one a partition.
    var channels: [String] { (0..<partitions).map(channel) }

    func channel(_ partition: Int) -> String { "\(prefix).{\(partition)}" }

    /// FNV-1a of the audience's bytes: the same on every node and in every run.
    func partition(of audience: Audience) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        mix(audience.kind.rawValue)
        for byte in audience.name.utf8 { mix(byte) }
        return Int(hash % UInt64(partitions))
    }

    /// Of the hash and the stream. The braces put both and the channel into one slot of a cluster.
    func stream(of audience: Audience) -> (state: String, entries: String) {
        let kind = audience.kind == .user ? "u" : "t"
        let channel = channel(partition(of: audience))
        return ("\(channel).p\(kind).\(audience.name)", "\(channel).s\(kind).\(audience.name)")
    }
}
