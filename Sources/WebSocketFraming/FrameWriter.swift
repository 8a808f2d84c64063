/// Writes frames in their shortest form (RFC 6455 §5.2).
package enum FrameWriter {
    /// Bytes of a frame's header, 2 to 14.
    package static func headerLength(payloadLength: Int, isMasked: Bool = false) -> Int {
        (payloadLength < 126 ? 2 : payloadLength < 1 << 16 ? 4 : 10) + (isMasked ? 4 : 0)
    }

    /// Writes a header where `bytes` begin, which have room for it.
    ///
    /// - Parameters:
    ///   - isCompressed: for the first frame of a message that a `Deflater` made (RFC 7692 §6).
    ///   - key: the mask, its first byte lowest; clients must have one, servers must not.
    @unsafe package static func writeHeader(
        _ opcode: Opcode, payloadLength: Int, isFinal: Bool = true, isCompressed: Bool = false,
        key: UInt32? = nil, to bytes: UnsafeMutableRawBufferPointer
    ) {
        let maskBit: UInt8 = key == nil ? 0 : 0x80
        unsafe bytes[0] = opcode.rawValue | (isFinal ? 0x80 : 0) | (isCompressed ? 0x40 : 0)
        var end = 2
        if payloadLength < 126 {
            unsafe bytes[1] = UInt8(payloadLength) | maskBit
        } else if payloadLength < 1 << 16 {
            unsafe bytes[1] = 126 | maskBit
            unsafe bytes.storeBytes(of: UInt16(payloadLength).bigEndian, toByteOffset: 2, as: UInt16.self)
            end = 4
        } else {
            unsafe bytes[1] = 127 | maskBit
            unsafe bytes.storeBytes(of: UInt64(payloadLength).bigEndian, toByteOffset: 2, as: UInt64.self)
            end = 10
        }
        if let key { unsafe bytes.storeBytes(of: key.littleEndian, toByteOffset: end, as: UInt32.self) }
    }

    /// Appends a whole frame, masked where there is a key.
    package static func frame(
        _ opcode: Opcode, _ payload: RawSpan, isFinal: Bool = true, isCompressed: Bool = false,
        key: UInt32? = nil, into output: inout [UInt8]
    ) {
        let start = output.count
        let length = headerLength(payloadLength: payload.byteCount, isMasked: key != nil)
        output.reserveCapacity(start + length + payload.byteCount)
        output.append(contentsOf: repeatElement(0, count: length))
        // Sound: the array has just grown by the header's length.
        unsafe output.withUnsafeMutableBytes { bytes in
            unsafe writeHeader(
                opcode, payloadLength: payload.byteCount, isFinal: isFinal, isCompressed: isCompressed,
                key: key,
                to: UnsafeMutableRawBufferPointer(rebasing: bytes[start...]))
        }
        output.append(payload, limit: .max)
        if let key {
            // Sound: bytes have no padding, which is what `Span.bytes` warns of.
            var bytes = output.mutableSpan
            var all = unsafe bytes.mutableBytes
            _ = Masking.apply(key, to: &all, in: (start + length)..<all.byteCount)
        }
    }

    /// Appends a close frame; a reason is cut at 123 bytes, between characters.
    package static func close(
        _ code: CloseCode?, reason: String = "", key: UInt32? = nil, into output: inout [UInt8]
    ) {
        var payload: [UInt8] = []
        if let code {
            payload = [UInt8(code.rawValue >> 8), UInt8(truncatingIfNeeded: code.rawValue)]
            for character in reason.unicodeScalars {
                let bytes = Array(String(character).utf8)
                if payload.count + bytes.count > 125 { break }
                payload += bytes
            }
        }
        unsafe frame(.close, payload.span.bytes, key: key, into: &output)
    }
}
