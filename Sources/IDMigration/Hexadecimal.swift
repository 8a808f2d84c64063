/// Hexadecimal digits, lower case.
enum Hexadecimal {
    static func digits(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let table = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [table[Int($0 >> 4)], table[Int($0 & 15)]] }
    }

    /// 0 to 15; nil for anything but an ASCII hexadecimal digit.
    static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
