/// The `traceparent` header of W3C Trace Context: which trace a request belongs to, and which span asked for it.
public struct TraceParent: Hashable, Sendable {
    /// A ``IDKind/trace``.
    public let traceID: UnifiedID
    /// A ``IDKind/span``.
    public let parentID: UnifiedID
    /// Bit 0: the caller may have recorded the trace. Bit 1: the last seven bytes of the trace-id are random.
    public let flags: UInt8

    /// Whether the caller may have recorded the trace: flag 01.
    public var isSampled: Bool { flags & 1 != 0 }
    /// Whether the right 7 bytes of the trace are random: flag 02 (W3C Trace Context level 2).
    public var isRandom: Bool { flags & 2 != 0 }

    /// A new trace, whose ID is random.
    public static func start(isSampled: Bool) throws(IDError) -> TraceParent {
        TraceParent(
            traceID: try UnifiedIDManager.generateTraceID(), parentID: try UnifiedIDManager.generateSpanID(),
            flags: isSampled ? 3 : 2)
    }

    /// A trace that bears the bits of an ID, so that logs of both can be joined. Flagged as random where the ID's last
    /// seven bytes are: in all that ``UnifiedIDManager`` makes.
    ///
    /// - Throws: `invalidBits` for a span, which is no trace, and for zeros.
    public static func start(for id: UnifiedID, isSampled: Bool) throws(IDError) -> TraceParent {
        guard id.kind != .span else { throw .invalidBits(.trace) }
        let isRandom = id.kind == .trace || id.version == 7 || id.version == 4
        return TraceParent(
            traceID: try UnifiedID(.trace, high: id.high, low: id.low),
            parentID: try UnifiedIDManager.generateSpanID(), flags: (isSampled ? 1 : 0) | (isRandom ? 2 : 0))
    }

    /// The header for a call that this span makes: the same trace, a new span.
    public func child() throws(IDError) -> TraceParent {
        TraceParent(traceID: traceID, parentID: try UnifiedIDManager.generateSpanID(), flags: flags)
    }

    private init(traceID: UnifiedID, parentID: UnifiedID, flags: UInt8) {
        self.traceID = traceID
        self.parentID = parentID
        self.flags = flags
    }

    /// Reads a header (W3C Trace Context §3.2, §4.3). A later version than 00 may go on after its flags with a `-`; what follows is
    /// not read, and of its flags only the two known ones are.
    ///
    /// - Throws: where the trace has to be started anew: the header is to be ignored, never repaired.
    public init(_ bytes: Span<UInt8>) throws(IDError) {
        guard bytes.count >= 55 else { throw .wrongLength(count: bytes.count, expected: 55...55) }
        let version = try Hexadecimal.decode(bytes, 0..<2)
        guard version != 0xff else { throw .forbiddenVersion }
        guard bytes.count == 55 || version > 0 else {
            throw .wrongLength(count: bytes.count, expected: 55...55)
        }
        for index in [2, 35, 52, 55] where index < bytes.count && bytes[index] != UInt8(ascii: "-") {
            throw .invalidByte(bytes[index], offset: index)
        }
        traceID = try UnifiedID(
            .trace, high: Hexadecimal.decode(bytes, 3..<19), low: Hexadecimal.decode(bytes, 19..<35))
        parentID = try UnifiedID(.span, high: 0, low: Hexadecimal.decode(bytes, 36..<52))
        flags = UInt8(try Hexadecimal.decode(bytes, 53..<55)) & 3
    }

    /// Reads a header.
    ///
    /// - Throws: `IDError` where it is malformed, or of version ff.
    public init(_ text: String) throws(IDError) { try self.init(text.utf8Span.span) }
}

extension TraceParent: CustomStringConvertible {
    /// The header's value, in version 00.
    public var description: String { "00-\(traceID)-\(parentID)-0\(flags)" }
}
