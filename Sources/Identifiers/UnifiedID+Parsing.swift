// Reading IDs. Strict, in bytes, in time that does not depend on the input's length, and total: any bytes give an ID or
// one error. No regular expressions: theirs are Unicode digits and line ends before `$`.

extension UnifiedID {
    /// Reads a TypeID of a known kind.
    ///
    /// - Throws: `unknownPrefix`, and what ``TypeID`` throws.
    @inline(__always)
    init(typeID bytes: Span<UInt8>) throws(IDError) {
        let count = bytes.count
        // Sound: the prefix is read as eight bytes of at least 30, and the suffix is the last 26.
        let quick: UnifiedID? = unsafe bytes.withUnsafeBufferPointer { buffer in
            let length = count - Base32.length
            guard length >= 4, length <= 8, let start = buffer.baseAddress else { return nil }
            let word = unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian
            // The last byte by itself: as a number, `req_` and `req_\0` are equal.
            guard unsafe start[length - 1] == UInt8(ascii: "_"),
                let kind = IDKind.builtIn(packed: word & UInt64.max >> UInt64(64 - 8 * length)),
                let bits = unsafe Base32.decode(start + length)
            else { return nil }
            return UnifiedID(kind: kind, high: bits.high, low: bits.low)
        }
        // Not every 128 bits are a trace or a span: the slow way looks at them.
        if let quick, quick.kind.canonicalSpelling == .typeID {
            self = quick
        } else {
            try self.init(anyTypeID: bytes)
        }
    }

    /// Reads a TypeID slowly: one of a registered kind, of a trace or span, or one with a fault.
    @inline(never)
    private init(anyTypeID bytes: Span<UInt8>) throws(IDError) {
        let id = try TypeID(bytes)
        let prefix = bytes.count - Base32.length - 1
        guard prefix > 0, let kind = KindTable.current.kind(prefix: bytes, count: prefix) else {
            throw .unknownPrefix(id.prefix)
        }
        try self.init(kind, high: id.high, low: id.low)
    }

    /// Reads an ID of that kind in that spelling.
    ///
    /// - Throws: `wrongKind` where a TypeID is of another kind; `invalidBits`; and faults of the spelling.
    init(_ bytes: Span<UInt8>, as kind: IDKind, spelling: IDSpelling) throws(IDError) {
        let isTypeID =
            bytes.count > Base32.length && bytes.count <= 90
            && bytes[bytes.count - Base32.length - 1] == UInt8(ascii: "_")
        switch spelling {
        case .typeID:
            try self.init(typeID: bytes)
        case _ where isTypeID:
            let other = try UnifiedID(typeID: bytes)
            guard other.kind != kind else { throw .invalidByte(bytes[0], offset: 0) }
            self = other
        case .uuid:
            try self.init(uuid: bytes, kind)
        case .hexadecimal:
            try self.init(hexadecimal: bytes, kind)
        }
        guard self.kind == kind else { throw .wrongKind(expected: kind, found: self.kind) }
    }

    private init(uuid bytes: Span<UInt8>, _ kind: IDKind) throws(IDError) {
        guard bytes.count == 36 else { throw .wrongLength(count: bytes.count, expected: 36...36) }
        for index in [8, 13, 18, 23] where bytes[index] != UInt8(ascii: "-") {
            throw .invalidByte(bytes[index], offset: index)
        }
        let high =
            try Hexadecimal.decode(bytes, 0..<8) << 32 | Hexadecimal.decode(bytes, 9..<13) << 16
            | Hexadecimal.decode(bytes, 14..<18)
        let low = try Hexadecimal.decode(bytes, 19..<23) << 48 | Hexadecimal.decode(bytes, 24..<36)
        try self.init(kind, high: high, low: low)
    }

    private init(hexadecimal bytes: Span<UInt8>, _ kind: IDKind) throws(IDError) {
        let count = kind == .span ? 16 : 32
        guard bytes.count == count else { throw .wrongLength(count: bytes.count, expected: count...count) }
        let high = kind == .span ? 0 : try Hexadecimal.decode(bytes, 0..<16)
        try self.init(kind, high: high, low: try Hexadecimal.decode(bytes, count - 16..<count))
    }
}
