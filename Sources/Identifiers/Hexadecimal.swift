/// Lower-case hexadecimal digits, as W3C Trace Context and RFC 9562 write bits.
enum Hexadecimal {
    /// Writes the last `count` digits of the value.
    @inline(__always)
    @unsafe static func encode(_ value: UInt64, _ count: Int, to output: UnsafeMutablePointer<UInt8>) {
        let alphabet: StaticString = "0123456789abcdef"
        // Sound: every index is below 16; the caller has room.
        let digits = unsafe alphabet.utf8Start
        for index in 0..<count {
            unsafe output[index] = digits[Int(value >> UInt64(4 * (count - 1 - index)) & 15)]
        }
    }

    /// Reads the digits of a range, at most 16.
    ///
    /// - Throws: `invalidByte`; capitals are such, too.
    static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(IDError) -> UInt64 {
        var value: UInt64 = 0
        for index in range {
            guard let digit = digit(bytes[index]) else { throw .invalidByte(bytes[index], offset: index) }
            value = value << 4 | UInt64(digit)
        }
        return value
    }

    /// The value of a digit in lower case.
    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
