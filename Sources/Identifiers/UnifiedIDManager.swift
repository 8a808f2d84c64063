/// The one source of IDs: makes, reads, checks and normalises them.
///
/// Stateless for its callers, and safe to call from any thread. See <doc:Identifiers> for the format and for what it
/// promises.
public enum UnifiedIDManager {
    private static let generator = IDGenerator()

    // MARK: Making

    /// A new ID: different from every other, and greater than all that this process made before, where the kind is
    /// ordered.
    ///
    /// - Throws: `entropyUnavailable`, `clockOutOfRange`. Never a constant or a weaker ID instead.
    @inline(__always)
    public static func generate(_ kind: IDKind) throws(IDError) -> UnifiedID { try generator.generate(kind) }

    /// So many new IDs, in order.
    public static func generate(_ kind: IDKind, count: Int) throws(IDError) -> [UnifiedID] {
        var ids: [UnifiedID] = []
        ids.reserveCapacity(count)
        for _ in 0..<count { ids.append(try generator.generate(kind)) }
        return ids
    }

    // MARK: Reading

    /// Reads a TypeID of any known kind, strictly. Traces and spans do not name their kind: see `parse(_:as:)`.
    public static func parse(_ text: String) throws(IDError) -> UnifiedID {
        try UnifiedID(typeID: text.utf8Span.span)
    }

    /// Reads the bytes of a TypeID of any known kind, strictly.
    public static func parse(_ bytes: Span<UInt8>) throws(IDError) -> UnifiedID {
        try UnifiedID(typeID: bytes)
    }

    /// Reads an ID of that kind, strictly, in its canonical spelling unless another is named.
    ///
    /// - Throws: `wrongKind` with both kinds, where it is sound but another's.
    public static func parse(
        _ text: String, as kind: IDKind, spelling: IDSpelling? = nil
    ) throws(IDError) -> UnifiedID {
        try parse(text.utf8Span.span, as: kind, spelling: spelling)
    }

    /// Reads the bytes of an ID of that kind.
    public static func parse(
        _ bytes: Span<UInt8>, as kind: IDKind, spelling: IDSpelling? = nil
    ) throws(IDError) -> UnifiedID {
        try UnifiedID(bytes, as: kind, spelling: spelling ?? kind.canonicalSpelling)
    }

    /// Reads a canonical ID: of that kind, or of any that its prefix names.
    static func parse(_ text: String, as kind: IDKind?) throws(IDError) -> UnifiedID {
        guard let kind else { return try parse(text) }
        return try parse(text, as: kind, spelling: nil)
    }

    /// Whether the text is a canonical ID: of that kind, or of any that its prefix names.
    public static func isValid(_ text: String, as kind: IDKind? = nil) -> Bool {
        do throws(IDError) {
            if let kind { _ = try parse(text, as: kind) } else { _ = try parse(text) }
            return true
        } catch {
            return false
        }
    }

    /// Reads what people and other programs make of an ID: capitals count as small letters, and where the kind is
    /// known, the other spellings are as good as the canonical one.
    ///
    /// Its `description` is the canonical text. Nothing else is forgiven: no spaces, no braces, no look-alikes.
    public static func normalize(_ text: String, as kind: IDKind? = nil) throws(IDError) -> UnifiedID {
        let bytes = text.utf8Span.span
        guard bytes.count <= 90 else { throw .wrongLength(count: bytes.count, expected: 16...90) }
        var lower: [UInt8] = []
        lower.reserveCapacity(bytes.count)
        for index in bytes.indices {
            let byte = bytes[index]
            lower.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
        }
        guard let kind else { return try parse(lower.span) }
        return try parse(lower.span, as: kind, spelling: spelling(lower, kind))
    }

    private static func spelling(_ bytes: [UInt8], _ kind: IDKind) -> IDSpelling {
        switch bytes.count {
        case 36 where bytes[8] == UInt8(ascii: "-"): .uuid
        case 32 where kind != .span && !bytes.contains(UInt8(ascii: "_")): .hexadecimal
        case 16 where kind == .span: .hexadecimal
        default: .typeID
        }
    }
}
