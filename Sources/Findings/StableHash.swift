/// A hash that is the same in every process and on every machine: FNV-1a, 64 bits
/// (<https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>), finished by MurmurHash3's mixer so that near texts
/// lie far apart. It tells findings and bodies apart; it keeps no secrets.
public struct StableHash: Sendable {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    public init() {}

    public mutating func combine(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }

    /// A text and its end: "ab", "c" is not "a", "bc".
    public mutating func combine(_ text: String) {
        for byte in text.utf8 { combine(byte) }
        combine(0xFF as UInt8)
    }

    public mutating func combine(_ number: UInt64) {
        for shift in 0..<8 { combine(UInt8(truncatingIfNeeded: number >> (8 * UInt64(shift)))) }
    }

    public var value: UInt64 {
        var value = state
        value = (value ^ value >> 33) &* 0xff51_afd7_ed55_8ccd
        value = (value ^ value >> 33) &* 0xc4ce_b9fe_1a85_ec53
        return value ^ value >> 33
    }

    /// 16 lower-case digits.
    public var hexadecimal: String { Self.hexadecimal(value) }

    public static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
