/// Checks UTF-8 that arrives in pieces, and refuses it at the first byte that no valid text could continue with
/// (Unicode 16, table 3-7).
package struct UTF8Validator: Sendable {
    /// Continuation bytes still due.
    private var due: UInt8 = 0
    /// Bounds of the next one.
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    package init() {}

    /// Whether the text may end here.
    package var isComplete: Bool { due == 0 }

    /// Whether all bytes so far, those of earlier calls first, begin a valid text.
    package mutating func accepts(_ bytes: RawSpan) -> Bool {
        // Sound: every offset stays below the count. Pointers, because loads of whole words are unsafe on spans too.
        unsafe bytes.withUnsafeBytes { bytes in
            let count = bytes.count
            var offset = 0
            while due > 0, offset < count {
                guard unsafe accepts(byte: bytes[offset]) else { return false }
                offset &+= 1
            }
            guard let whole = unsafe Self.wholeCharacters(bytes, from: offset) else { return false }
            offset = whole
            while offset < count {
                guard unsafe accepts(byte: bytes[offset]) else { return false }
                offset &+= 1
            }
            return true
        }
    }

    /// One byte, whatever came before.
    private mutating func accepts(byte: UInt8) -> Bool {
        if due > 0 {
            guard lowest <= byte, byte <= highest else { return false }
            due &-= 1
            (lowest, highest) = (0x80, 0xBF)
            return true
        }
        switch byte {
        case 0x00...0x7F: break
        case 0xC2...0xDF: due = 1
        case 0xE0: (due, lowest) = (2, 0xA0)
        case 0xED: (due, highest) = (2, 0x9F)
        case 0xE1...0xEF: due = 2
        case 0xF0: (due, lowest) = (3, 0x90)
        case 0xF1...0xF3: due = 3
        case 0xF4: (due, highest) = (3, 0x8F)
        default: return false
        }
        return true
    }

    /// The offset behind the whole characters, fewer than four bytes from the end; nil where one is invalid.
    private static func wholeCharacters(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        let count = bytes.count
        var offset = start
        while offset &+ 4 <= count {
            if offset &+ 8 <= count {
                let word = UInt64(
                    littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                let high = word & 0x8080_8080_8080_8080
                if high == 0 {
                    offset = unsafe behindASCII(bytes, from: offset &+ 8)
                    continue
                }
                offset &+= high.trailingZeroBitCount >> 3
            }
            // Characters beyond ASCII, as long as they follow one another.
            while offset &+ 4 <= count {
                let word = UInt32(
                    littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
                if word & 0x80 == 0 {
                    offset &+= 1
                    break
                }
                guard let length = lengthOfCharacter(word) else { return nil }
                offset &+= length
            }
        }
        return offset
    }

    /// Sixteen bytes a step, while all are ASCII.
    @inline(__always)
    private static func behindASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        let count = bytes.count
        var offset = start
        while offset &+ 16 <= count {
            let low = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let high = unsafe bytes.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
            if (low | high) & 0x8080_8080_8080_8080 != 0 { break }
            offset &+= 16
        }
        return offset
    }

    /// Length of the character beyond ASCII whose first byte is the lowest of `word`; nil where it is invalid.
    @inline(__always)
    private static func lengthOfCharacter(_ word: UInt32) -> Int? {
        if word & 0xC0E0 == 0x80C0 {
            // C0 and C1 would write ASCII in two bytes.
            return word & 0x1E == 0 ? nil : 2
        }
        if word & 0xC0_C0F0 == 0x80_80E0 {
            // E0 80…9F would write what two bytes can, ED A0…BF are surrogates.
            let edge = word & 0x200F
            return edge == 0 || edge == 0x200D ? nil : 3
        }
        if word & 0xC0C0_C0F8 == 0x8080_80F0 {
            // F0 80…8F would write what three bytes can, F4 90 and beyond is no code point.
            let lead = word & 0x07
            let second = word & 0x3000
            return (lead < 4 ? lead | second != 0 : lead == 4 && second == 0) ? 4 : nil
        }
        return nil
    }
}
