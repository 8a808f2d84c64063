/// What a byte can be in Python source, as bits of a 256-entry table.
enum PythonByteClass {
    static let nameStart: UInt8 = 1
    static let namePart: UInt8 = 2
    static let digit: UInt8 = 4
    /// Ends a run of plain string text: quotes, backslash, line ends, braces.
    static let stringStop: UInt8 = 8
    static let blank: UInt8 = 16
    static let lineEnd: UInt8 = 32
    static let hexDigit: UInt8 = 64

    /// Bytes from 0x80 count as parts of names: the lexer does not decode (Python 3.14 reference §2.3).
    static let table: [UInt8] = (0..<256).map { value in
        let byte = UInt8(value)
        var bits: UInt8 = 0
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            0x80...0xff:
            bits |= nameStart | namePart
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            bits |= namePart | digit | hexDigit
        default: break
        }
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): bits |= hexDigit
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"):
            bits |= stringStop
        case 0x0a, 0x0d: bits |= stringStop | lineEnd
        case 0x20, 0x09, 0x0c: bits |= blank
        default: break
        }
        return bits
    }
}
