private import CZlib

/// Inflates the messages of one connection (RFC 7692 §7.2.2), in pieces, as frames come in.
@safe package struct Inflater: ~Copyable {
    /// Bytes inflated before the next look at the limit: what a bomb can cost beyond it.
    package static let chunkByteCount = 16384

    private let windowBits: Int32
    /// Whether a message may refer to those before it.
    private let keepsContext: Bool
    // Sound: zlib's state points back to this memory, so it must not move; made on need, owned here alone, freed by
    // `deinit`.
    private var stream: UnsafeMutablePointer<z_stream>?

    /// - Parameters:
    ///   - windowBits: 8 to 15, of the window that the peer compresses with.
    ///   - keepsContext: where false, nothing is held between messages.
    package init(windowBits: Int, keepsContext: Bool) {
        self.windowBits = Int32(min(15, max(8, windowBits)))
        self.keepsContext = keepsContext
    }

    deinit { unsafe Self.free(stream) }

    /// Appends what a piece of a message's payload inflates to.
    ///
    /// - Parameter limit: bytes that `output` may have at most.
    /// - Throws: 1009 as soon as there is a byte beyond the limit, 1007 where the data are damaged.
    mutating func inflate(
        _ piece: RawSpan, endsMessage: Bool, into output: inout [UInt8], limit: Int
    ) throws(FrameViolation) {
        let stream = try unsafe openStream()
        try unsafe Self.inflate(piece, with: stream, into: &output, limit: limit)
        if endsMessage {
            // RFC 7692 §7.2.2: what the sender took off.
            let tail: InlineArray<4, UInt8> = [0x00, 0x00, 0xFF, 0xFF]
            try unsafe Self.inflate(tail.span.bytes, with: stream, into: &output, limit: limit)
            // Not behind a block: the sender has cut its own data.
            guard unsafe stream.pointee.data_type & 128 != 0 else { throw .damaged }
            if !keepsContext {
                unsafe Self.free(stream)
                unsafe self.stream = nil
            }
        }
    }

    private mutating func openStream() throws(FrameViolation) -> UnsafeMutablePointer<z_stream> {
        if let stream = unsafe stream { return unsafe stream }
        let new = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe new.initialize(to: z_stream())
        let code = unsafe inflateInit2_(
            new, -windowBits, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            unsafe new.deallocate()
            throw FrameViolation(code: .internalError, reason: "no memory to inflate")
        }
        unsafe stream = unsafe new
        return unsafe new
    }

    private static func free(_ stream: UnsafeMutablePointer<z_stream>?) {
        guard let stream = unsafe stream else { return }
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    private static func inflate(
        _ piece: RawSpan, with stream: UnsafeMutablePointer<z_stream>, into output: inout [UInt8], limit: Int
    ) throws(FrameViolation) {
        // Sound: zlib keeps the pointers no longer than the loop, which both buffers outlive; it only reads `input`.
        try unsafe piece.withUnsafeBytes { input throws(FrameViolation) in
            unsafe stream.pointee.next_in = UnsafeMutablePointer(
                mutating: input.bindMemory(to: UInt8.self).baseAddress)
            unsafe stream.pointee.avail_in = UInt32(input.count)
            var isFull = true
            while unsafe stream.pointee.avail_in > 0 || isFull {
                // One byte beyond the limit tells a message that is too big from one that fits.
                let room = min(chunkByteCount - 1, limit - output.count) + 1
                output.reserve(room, limit: limit)
                var code = Z_OK
                output.append(addingCapacity: room) { span in
                    unsafe span.withUnsafeMutableBufferPointer { buffer, count in
                        unsafe stream.pointee.next_out = buffer.baseAddress
                        unsafe stream.pointee.avail_out = UInt32(room)
                        code = unsafe CZlib.inflate(stream, Z_SYNC_FLUSH)
                        count = unsafe room - Int(stream.pointee.avail_out)
                    }
                }
                isFull = unsafe stream.pointee.avail_out == 0
                guard output.count <= limit else {
                    throw .tooBig("message too big once inflated")
                }
                switch code {
                case Z_OK, Z_BUF_ERROR:
                    // Nothing read and nothing written: zlib wants the next piece.
                    if code == Z_BUF_ERROR && !isFull { return }
                case Z_STREAM_END:
                    // A final block (RFC 7692 §7.2.3.4): others may follow, and refer to what is before them.
                    unsafe inflateResetKeep(stream)
                default:
                    throw .damaged
                }
            }
        }
    }
}
