extension RawSpan {
    /// The integer whose bytes begin at the offset, in the machine's order.
    @inline(__always)
    func load<Integer: FixedWidthInteger & BitwiseCopyable>(_: Integer.Type, at offset: Int) -> Integer {
        // Sound: bounds are checked, and every pattern of bits is an integer.
        unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: Integer.self)
    }

    @inline(__always)
    func littleEndian<Integer: FixedWidthInteger & BitwiseCopyable>(
        _ type: Integer.Type, at offset: Int
    ) -> Integer {
        Integer(littleEndian: load(type, at: offset))
    }

    @inline(__always)
    func byte(at offset: Int) -> UInt8 { load(UInt8.self, at: offset) }
}

extension [UInt8] {
    /// Appends, and grows to at most `limit` bytes where these hold the result: doubling alone would take up to twice
    /// as much.
    mutating func append(_ bytes: RawSpan, limit: Int) {
        reserve(bytes.byteCount, limit: limit)
        // Sound: the span outlives the call.
        unsafe bytes.withUnsafeBytes { unsafe append(contentsOf: $0) }
    }

    /// Makes room for so many more bytes.
    mutating func reserve(_ byteCount: Int, limit: Int) {
        let needed = count + byteCount
        if needed > capacity { reserveCapacity(Swift.max(needed, Swift.min(2 * capacity, limit))) }
    }
}
