/// A hash of a name's bytes, eight at a time.
///
/// Each word is folded in by a full multiplication, as wyhash does. Not keyed: it keeps the names of honest files apart,
/// and whoever must know that two are equal compares their bytes.
public struct NameHash {
    private var state: UInt64 = 0x243f_6a88_85a3_08d3

    init() {}

    /// The hash of a text.
    public static func hash(_ text: Span<UInt8>) -> UInt32 {
        var hash = NameHash()
        var offset = 0
        while offset + ByteWord.size <= text.count {
            hash.add(ByteWord(text, at: offset).bits)
            offset += ByteWord.size
        }
        return hash.value(rest: ByteWord(text, at: offset).bits, count: text.count)
    }

    /// Takes eight bytes, the first one lowest.
    @inline(__always)
    mutating func add(_ word: UInt64) { state = Self.fold(state ^ word) }

    /// The hash where up to seven bytes follow, and it is of `count` bytes in all.
    @inline(__always)
    func value(rest: UInt64, count: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: Self.fold(state ^ rest ^ UInt64(truncatingIfNeeded: count) << 56))
    }

    @inline(__always)
    private static func fold(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        return product.high ^ product.low
    }
}
