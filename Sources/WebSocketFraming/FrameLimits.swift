/// What one message may cost. Everything is checked before memory is spent: a frame that announces too much is refused
/// at its header.
public struct FrameLimits: Sendable, Hashable {
    /// Bytes of a whole message, after inflating; stops endless messages and compression bombs.
    public var maxMessageBytes: Int
    /// Frames of one message, empty ones too; stops floods of fragments.
    public var maxFragments: Int
    /// Payload bytes of one frame as sent.
    public var maxFrameBytes: Int

    /// - Parameter maxFrameBytes: as many as a message may have where it is left out.
    public init(maxMessageBytes: Int = 1 << 20, maxFragments: Int = 1024, maxFrameBytes: Int? = nil) {
        self.maxMessageBytes = maxMessageBytes
        self.maxFragments = maxFragments
        self.maxFrameBytes = maxFrameBytes ?? maxMessageBytes
    }

    /// Payload bytes of a whole compressed message as sent. What does not compress grows a little (RFC 1951 §3.2.6: at
    /// most nine bits a byte), and empty blocks would otherwise be free.
    var maxCompressedBytes: Int {
        let (sum, overflows) = maxMessageBytes.addingReportingOverflow(maxMessageBytes / 8 + 64)
        return overflows ? .max : sum
    }
}
