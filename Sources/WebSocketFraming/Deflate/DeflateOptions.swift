/// How a server compresses (RFC 7692). A connection that keeps contexts holds about
/// 2^(window + 2) + 2^(memoryLevel + 9) bytes to deflate and 2^window + 7 KiB to inflate.
public struct DeflateOptions: Sendable, Hashable {
    /// Bits of the window that the server deflates with, 8 to 15.
    public var serverWindowBits = 12
    /// Bits of the window that clients may deflate with, 8 to 15; only a client that offers to can be held to it.
    public var clientWindowBits = 12
    /// Whether messages of the server refer to earlier ones; smaller frames for memory held all along.
    public var serverKeepsContext = true
    public var clientKeepsContext = true
    /// zlib's, 1 to 9.
    public var memoryLevel = 5
    /// 1 (fast) to 9 (small).
    public var level = 6
    /// Messages below so many bytes go as they are.
    public var minMessageBytes = 64

    public init() {}
}
