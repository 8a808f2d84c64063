/// The header of a frame, as far as reads have brought it.
struct PartialHeader {
    /// The first `count` of them.
    var bytes = InlineArray<14, UInt8>(repeating: 0)
    var count = 0

    var isEmpty: Bool { count == 0 }
    var isWhole: Bool { count >= 2 && count == Self.length(bytes[1]) }

    mutating func append(_ byte: UInt8) {
        bytes[count] = byte
        count += 1
    }

    /// Bytes of a header whose second byte this is: 2 to 14.
    static func length(_ second: UInt8) -> Int {
        let length =
            switch second & 0x7F {
            case 126: 4
            case 127: 10
            default: 2
            }
        return second & 0x80 == 0 ? length : length + 4
    }
}
