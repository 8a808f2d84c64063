/// Eight bytes of a source in one register, the first one lowest, tested all at once.
///
/// A loop over bytes is left by a branch that no processor foresees: for names, once a token. The tests follow Knuth,
/// "The Art of Computer Programming", volume 4A, §7.1.3: the highest bit of each byte holds its answer.
public struct ByteWord {
    public let bits: UInt64
    public static let size = 8

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The bytes from an offset on; zeros stand for those behind the source.
    @inlinable
    @inline(__always)
    public init(_ source: Span<UInt8>, at offset: Int) {
        if offset <= source.count - Self.size {
            // Sound: the call checks its bounds, and any eight bytes are an integer.
            let word = unsafe source.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            bits = UInt64(littleEndian: word)
        } else {
            bits = Self.tail(source, offset)
        }
    }

    @usableFromInline
    static func tail(_ source: Span<UInt8>, _ offset: Int) -> UInt64 {
        var bits: UInt64 = 0
        for index in (offset..<max(offset, source.count)).reversed() {
            bits = bits << 8 | UInt64(source[index])
        }
        return bits
    }

    /// The first `count` bytes; zeros stand for the others.
    @inlinable
    @inline(__always)
    public func prefix(_ count: Int) -> UInt64 {
        count < Self.size ? bits & (1 << UInt64(truncatingIfNeeded: count &* 8) &- 1) : bits
    }

    /// How many bytes stand before the first that is no part of a name: no letter, digit, `_` or byte from 0x80.
    @inline(__always)
    var nameLength: Int {
        let low = bits & ~Self.highs
        let folded = low | 0x20 &* Self.ones
        let isLetter = (folded &+ (0x80 - 0x61) &* Self.ones) & ~(folded &+ (0x80 - 0x7B) &* Self.ones)
        let isDigit = (low &+ (0x80 - 0x30) &* Self.ones) & ~(low &+ (0x80 - 0x3A) &* Self.ones)
        let isUnderscore = ~((low ^ 0x5F &* Self.ones) &+ 0x7F &* Self.ones)
        return Self.length(~(isLetter | isDigit | isUnderscore | bits))
    }

    /// How many bytes stand before the first quote of either kind, backslash or line end.
    @inline(__always)
    var textLength: Int { Self.length(quoteOrLineEnd) }

    /// How many bytes stand before the first quote of either kind, backslash, line end or brace.
    @inline(__always)
    var formatTextLength: Int { Self.length(quoteOrLineEnd | holds(0x7B) | holds(0x7D)) }

    /// How many bytes stand before the first line end.
    @inline(__always)
    var lineLength: Int { Self.length(holds(0x0A) | holds(0x0D)) }

    /// How many spaces stand before the first other byte.
    @inline(__always)
    var spaceCount: Int { (bits ^ 0x20 &* Self.ones).trailingZeroBitCount >> 3 }

    @inline(__always)
    private var quoteOrLineEnd: UInt64 { holds(0x22) | holds(0x27) | holds(0x5C) | holds(0x0A) | holds(0x0D) }

    /// The high bit of the first byte that is `byte`, and none before it; those behind it may be wrong.
    @inline(__always)
    private func holds(_ byte: UInt64) -> UInt64 {
        let difference = bits ^ byte &* Self.ones
        return (difference &- Self.ones) & ~difference
    }

    /// How many bytes stand before the first whose high bit is set.
    @inline(__always)
    private static func length(_ bits: UInt64) -> Int { (bits & highs).trailingZeroBitCount >> 3 }
}
