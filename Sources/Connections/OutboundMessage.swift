public import NIOCore

/// One message to write, as the frame of a server (RFC 6455 §5.2): encoded once, shared by all that receive it.
public struct OutboundMessage: Sendable {
    /// The whole frame, uncompressed.
    public let frame: ByteBuffer
    /// How many bytes of the frame precede its payload: who compresses writes a header of his own.
    public let headerLength: Int

    /// Of the whole frame.
    var byteCount: Int { frame.readableBytes }

    init(frame: ByteBuffer, headerLength: Int) {
        self.frame = frame
        self.headerLength = headerLength
    }
}
