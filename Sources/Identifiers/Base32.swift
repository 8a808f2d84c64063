/// 128 bits as 26 characters of Crockford's base 32 in lower case, as TypeID 0.3.0 writes them: the first character
/// holds 3 bits, the others 5.
enum Base32 {
    static let length = 26

    /// Writes 26 bytes.
    ///
    /// A table of a string literal lies in constant memory: 7 ns. A Swift array costs a check for its initialisation
    /// at every character, SIMD types 2,400 ns.
    @inline(__always)
    @unsafe static func encode(_ high: UInt64, _ low: UInt64, to output: UnsafeMutablePointer<UInt8>) {
        let alphabet: StaticString = "0123456789abcdefghjkmnpqrstvwxyz"
        // Sound: every index is below 32; the caller has room for 26 bytes.
        let digits = unsafe alphabet.utf8Start
        let first = high >> 6
        let second = (high & 0x3f) << 54 | low >> 10
        for index in 0..<12 {
            let shift = UInt64(55 - 5 * index)
            unsafe output[index] = digits[Int(first &>> shift & 31)]
            unsafe output[12 + index] = digits[Int(second &>> shift & 31)]
        }
        unsafe output[24] = digits[Int(low >> 5 & 31)]
        unsafe output[25] = digits[Int(low & 31)]
    }

    /// Reads 26 bytes; nil where one is no digit of the alphabet, or the first is above 7.
    @inline(__always)
    @unsafe static func decode(_ input: UnsafePointer<UInt8>) -> (high: UInt64, low: UInt64)? {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var all: UInt8 = 0
        // Sound: the caller has 26 bytes.
        for index in 0..<12 {
            let digits = unsafe (value(input[index]), value(input[12 + index]))
            all |= digits.0 | digits.1
            first = first << 5 | UInt64(digits.0)
            second = second << 5 | UInt64(digits.1)
        }
        let last = unsafe (value(input[24]), value(input[25]))
        all |= last.0 | last.1
        guard all < 32, first >> 58 == 0 else { return nil }
        return (first << 6 | second >> 54, second << 10 | UInt64(last.0) << 5 | UInt64(last.1))
    }

    /// The value of a digit; 32 or more for other bytes.
    @inline(__always)
    static func value(_ byte: UInt8) -> UInt8 {
        let values: StaticString =
            """
            \u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\
            \u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\
            \u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\
            \u{00}\u{01}\u{02}\u{03}\u{04}\u{05}\u{06}\u{07}\u{08}\u{09}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\
            \u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\
            \u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\u{40}\
            \u{40}\u{0a}\u{0b}\u{0c}\u{0d}\u{0e}\u{0f}\u{10}\u{11}\u{40}\u{12}\u{13}\u{40}\u{14}\u{15}\u{40}\
            \u{16}\u{17}\u{18}\u{19}\u{1a}\u{40}\u{1b}\u{1c}\u{1d}\u{1e}\u{1f}\u{40}\u{40}\u{40}\u{40}\u{40}
            """
        // Sound: the string has 128 bytes; those above are told by their highest bit.
        return unsafe values.utf8Start[Int(byte & 0x7f)] | byte & 0x80
    }
}
