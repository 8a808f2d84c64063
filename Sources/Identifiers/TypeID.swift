/// A TypeID 0.3.0 of any prefix, known here or not: <https://github.com/jetify-com/typeid/tree/main/spec>.
public struct TypeID: Hashable, Sendable {
    /// Empty, or at most 63 of a to z and `_`, with a letter at both ends.
    public let prefix: String
    /// The 128 bits, big-endian.
    public let high: UInt64
    /// The lower 64 bits of the UUID.
    public let low: UInt64

    /// Reads one strictly: lower case only, no spaces, one spelling a value.
    ///
    /// - Complexity: O(1): what is longer than 90 bytes is refused unread.
    /// - Throws: `wrongLength`, `wrongSuffixLength`, `invalidPrefix`, `invalidByte`, `overflow`.
    public init(_ bytes: Span<UInt8>) throws(IDError) {
        guard (26...90).contains(bytes.count) else {
            throw .wrongLength(count: bytes.count, expected: 26...90)
        }
        let separator = bytes.indices.last { bytes[$0] == UInt8(ascii: "_") }
        let start = separator.map { $0 + 1 } ?? 0
        guard bytes.count - start == Base32.length else { throw .wrongSuffixLength(bytes.count - start) }
        if let separator {
            let prefix = bytes.extracting(0..<separator)
            guard separator > 0, Self.isPrefix(prefix) else {
                throw .invalidPrefix(IDError.excerpt(bytes, 0..<separator))
            }
            self.prefix = IDError.excerpt(bytes, 0..<separator)
        } else {
            prefix = ""
        }
        for index in start..<bytes.count where Base32.value(bytes[index]) > 31 {
            throw .invalidByte(bytes[index], offset: index)
        }
        // Sound: 26 bytes follow `start`.
        let bits = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.flatMap { unsafe Base32.decode($0 + start) }
        }
        guard let bits else { throw .overflow }
        (high, low) = bits
    }

    /// Reads a TypeID.
    ///
    /// - Throws: `IDError` where the text is none.
    public init(_ text: String) throws(IDError) { try self.init(text.utf8Span.span) }

    /// The text from which the same value is read.
    public var description: String {
        unsafe (prefix.isEmpty ? "" : prefix + "_")
            + String(unsafeUninitializedCapacity: Base32.length) { buffer in
                // Sound: the closure gets room for the capacity.
                guard let start = buffer.baseAddress else { return 0 }
                unsafe Base32.encode(high, low, to: start)
                return Base32.length
            }
    }

    /// Whether the bytes are a prefix that is not empty.
    static func isPrefix(_ bytes: Span<UInt8>) -> Bool {
        guard (1...63).contains(bytes.count) else { return false }
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): continue
            case UInt8(ascii: "_") where index > 0 && index < bytes.count - 1: continue
            default: return false
            }
        }
        return true
    }
}

extension TypeID: CustomStringConvertible {}
