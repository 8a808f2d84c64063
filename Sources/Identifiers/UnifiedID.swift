/// An ID: 128 bits and a kind, 17 bytes. Its text is made when it is asked for.
///
/// Not a secret, and no proof of anything: who needs a bearer token takes a ``Secret``, which no function for IDs
/// accepts.
public struct UnifiedID: Hashable, Sendable {
    /// The first eight bytes, big-endian.
    public let high: UInt64
    /// The last eight bytes, big-endian. A span's only ones: its `high` is 0.
    public let low: UInt64
    /// What the ID is of.
    public let kind: IDKind

    init(kind: IDKind, high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
        self.kind = kind
    }

    /// An ID with these bits, whatever UUID version they are: IDs that were made elsewhere keep theirs.
    ///
    /// - Throws: `invalidBits` for a trace or span of zeros, and for a span whose `high` is not 0.
    public init(_ kind: IDKind, high: UInt64, low: UInt64) throws(IDError) {
        switch kind {
        case .trace where high | low == 0: throw .invalidBits(kind)
        case .span where high != 0 || low == 0: throw .invalidBits(kind)
        default: self.init(kind: kind, high: high, low: low)
        }
    }

    /// UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, of which the highest two are 0, then the 18-bit counter around
    /// version and variant, then 56 random bits. They are the last seven bytes, as the `random` flag of W3C Trace
    /// Context demands where the ID serves as trace-id.
    ///
    /// - Parameter position: 46 bits of milliseconds and the counter.
    @inline(__always)
    init(ordered kind: IDKind, position: UInt64, random: UInt64) {
        self.kind = kind
        high = (position >> 18) << 16 | 0x7000 | position >> 6 & 0xfff
        low = 1 << 63 | (position & 0x3f) << 56 | random >> 8
    }

    /// UUIDv4 (RFC 9562 §5.4).
    @inline(__always)
    init(random kind: IDKind, _ first: UInt64, _ second: UInt64) {
        self.kind = kind
        high = first & ~0xf000 | 0x4000
        low = second & ~(3 << 62) | 1 << 63
    }

    /// The UUID version, 0 to 15, where the bits are a UUID of RFC 9562; nil for other variants, traces and spans.
    ///
    /// 7 or 4 for what this library makes, 8 for IDs that were migrated from a form that is no UUID.
    public var version: Int? {
        guard low >> 62 == 2, kind != .trace, kind != .span else { return nil }
        return Int(high >> 12 & 0xf)
    }

    /// When it was made, in milliseconds since 1970, for UUIDs that say it (versions 1, 6 and 7).
    ///
    /// As exact as the clock: at most one tick of 1 to 10 ms early for IDs of a `coarse` clock, and late by as much
    /// as the order demanded, where the clock went back.
    public var milliseconds: Int64? {
        switch version {
        case 7: Int64(high >> 16)
        case 1: Self.gregorian(high >> 32 | (high >> 16 & 0xffff) << 32 | (high & 0xfff) << 48)
        case 6: Self.gregorian((high >> 16) << 12 | high & 0xfff)
        default: nil
        }
    }

    /// From 100 ns since 15 October 1582, as versions 1 and 6 count (RFC 9562 §5.1).
    private static func gregorian(_ ticks: UInt64) -> Int64 {
        let offset: Int64 = 0x01b2_1dd2_1381_4000
        let sinceEpoch = Int64(ticks) - offset
        return sinceEpoch >= 0 ? sinceEpoch / 10_000 : -((-sinceEpoch + 9_999) / 10_000)
    }
}

extension UnifiedID: Comparable {
    /// The order of the bytes; within one kind also that of the text, and that in which a process made them.
    public static func < (left: UnifiedID, right: UnifiedID) -> Bool {
        if left.high != right.high { return left.high < right.high }
        if left.low != right.low { return left.low < right.low }
        return left.kind.index < right.kind.index
    }
}
