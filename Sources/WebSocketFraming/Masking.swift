/// Masking of payloads (RFC 6455 §5.3): each byte xor the key's byte at its place.
package enum Masking {
    /// Masks or unmasks in place.
    ///
    /// - Parameters:
    ///   - key: the four bytes as a little-endian number, so that the first one is lowest.
    ///   - range: offsets of `bytes`.
    /// - Returns: the key for the byte that follows.
    package static func apply(_ key: UInt32, to bytes: inout MutableRawSpan, in range: Range<Int>) -> UInt32 {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.byteCount, "a range of the bytes")
        // Sound: every offset lies in the range, which lies in the bytes. Pointers, because a check a byte costs
        // twenty times what the compiler makes of this loop.
        return unsafe bytes.withUnsafeMutableBytes { bytes in
            let end = range.upperBound
            var offset = range.lowerBound
            let wide = (UInt64(key) << 32 | UInt64(key)).littleEndian
            while offset &+ 8 <= end {
                let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                unsafe bytes.storeBytes(of: word ^ wide, toByteOffset: offset, as: UInt64.self)
                offset &+= 8
            }
            var rest = key
            while offset < end {
                unsafe bytes[offset] ^= UInt8(truncatingIfNeeded: rest)
                rest = rest >> 8 | rest << 24
                offset &+= 1
            }
            return rest
        }
    }
}
