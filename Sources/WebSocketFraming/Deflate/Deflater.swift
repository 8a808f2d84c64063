private import CZlib

/// Deflates the messages of one connection (RFC 7692 §7.2.1).
@safe package struct Deflater: ~Copyable {
    private let windowBits: Int32
    private let memoryLevel: Int32
    private let level: Int32
    /// Whether a message may refer to those before it.
    private let keepsContext: Bool
    // Sound: zlib's state points back to this memory, so it must not move; made on need, owned here alone, freed by
    // `deinit`.
    private var stream: UnsafeMutablePointer<z_stream>?

    /// - Parameters:
    ///   - windowBits: 8 to 15. zlib's raw streams begin at 9, but refer no farther back than 250 bytes there, which
    ///     a peer with a window of 8 bits can follow.
    ///   - memoryLevel: 1 to 9. The state takes 2^(windowBits + 2) + 2^(memoryLevel + 9) bytes.
    ///   - level: 1 (fast) to 9 (small).
    ///   - keepsContext: where false, nothing is held between messages.
    package init(windowBits: Int, memoryLevel: Int, level: Int, keepsContext: Bool) {
        self.windowBits = Int32(min(15, max(9, windowBits)))
        self.memoryLevel = Int32(min(9, max(1, memoryLevel)))
        self.level = Int32(min(9, max(1, level)))
        self.keepsContext = keepsContext
    }

    deinit { unsafe Self.free(stream) }

    /// Appends the payload of the one frame that carries the message, to be sent with its compression bit set.
    ///
    /// - Returns: false where there is no memory; nothing is appended then, and the message has to go as it is.
    package mutating func deflate(_ message: RawSpan, into output: inout [UInt8]) -> Bool {
        guard let stream = unsafe openStream() else { return false }
        let start = output.count
        // Sound: zlib keeps the pointers no longer than the loop, which both buffers outlive; it only reads `input`.
        unsafe message.withUnsafeBytes { input in
            unsafe stream.pointee.next_in = UnsafeMutablePointer(
                mutating: input.bindMemory(to: UInt8.self).baseAddress)
            unsafe stream.pointee.avail_in = UInt32(input.count)
            var room = min(16384, input.count / 2 + 64)
            var isFull = true
            while isFull {
                output.append(addingCapacity: room) { span in
                    unsafe span.withUnsafeMutableBufferPointer { buffer, count in
                        unsafe stream.pointee.next_out = buffer.baseAddress
                        unsafe stream.pointee.avail_out = UInt32(room)
                        _ = unsafe CZlib.deflate(stream, Z_SYNC_FLUSH)
                        count = unsafe room - Int(stream.pointee.avail_out)
                    }
                }
                isFull = unsafe stream.pointee.avail_out == 0
                room = 16384
            }
        }
        if output.suffix(4).elementsEqual([0x00, 0x00, 0xFF, 0xFF]), output.count - start >= 4 {
            output.removeLast(4)
        }
        // RFC 7692 §7.2.3.6: an empty message is one empty block.
        if output.count == start { output.append(0x00) }
        if !keepsContext {
            unsafe Self.free(stream)
            unsafe self.stream = nil
        }
        return true
    }

    private mutating func openStream() -> UnsafeMutablePointer<z_stream>? {
        if let stream = unsafe stream { return unsafe stream }
        let new = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe new.initialize(to: z_stream())
        let code = unsafe deflateInit2_(
            new, level, Z_DEFLATED, -windowBits, memoryLevel, Z_DEFAULT_STRATEGY, zlibVersion(),
            Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            unsafe new.deallocate()
            return nil
        }
        unsafe stream = unsafe new
        return unsafe new
    }

    private static func free(_ stream: UnsafeMutablePointer<z_stream>?) {
        guard let stream = unsafe stream else { return }
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }
}
