/// How an ID is spelt. Every spelling holds all 128 bits; only TypeID holds the kind.
public enum IDSpelling: String, CaseIterable, Sendable {
    /// `req_01m82qt6v1e3c8t99bccgnedpd`: TypeID 0.3.0.
    case typeID = "typeid"
    /// `01a2057d-1b61-7069-8d25-2d65210ab2cd`: RFC 9562 §4, in lower case.
    case uuid
    /// The same 32 digits without hyphens, a trace-id of W3C Trace Context; 16 digits for a span.
    case hexadecimal = "hex"
}

extension UnifiedID: CustomStringConvertible {
    /// The canonical text: hexadecimal for traces and spans, TypeID for all others.
    public var description: String { text(kind.canonicalSpelling) }

    /// The ID in that spelling. One allocation; `write(_:into:)` has none.
    public func text(_ spelling: IDSpelling) -> String {
        // A buffer on the stack, and a copy of it: 15 ns less than filling a string in place.
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 90) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            // Sound: no spelling is longer than 90 bytes.
            let count = unsafe write(spelling, to: start)
            return unsafe String(
                decoding: UnsafeBufferPointer(rebasing: buffer[..<count]), as: UTF8.self)
        }
    }

    /// How long the text is.
    public func byteCount(_ spelling: IDSpelling) -> Int {
        switch spelling {
        case .typeID: kind.prefixLength + Base32.length
        case .uuid: 36
        case .hexadecimal: kind == .span ? 16 : 32
        }
    }

    /// Appends the canonical text, in ASCII.
    ///
    /// - Precondition: the output has room for it; 90 bytes are enough for any.
    public func write(into output: inout OutputSpan<UInt8>) { write(kind.canonicalSpelling, into: &output) }

    /// Appends the text, in ASCII.
    ///
    /// - Precondition: the output has room for `byteCount` bytes.
    @inline(__always)
    public func write(_ spelling: IDSpelling, into output: inout OutputSpan<UInt8>) {
        // No spelling is longer than 90 bytes; to count is to look at the kind twice.
        precondition(
            output.freeCapacity >= 90 || output.freeCapacity >= byteCount(spelling), "no room for an ID")
        // Sound: the room was checked.
        unsafe output.withUnsafeMutableBufferPointer { buffer, used in
            guard let start = buffer.baseAddress else { return }
            unsafe used += write(spelling, to: start + used)
        }
    }

    /// Gives the number of bytes written.
    @inline(__always)
    @unsafe private func write(_ spelling: IDSpelling, to output: UnsafeMutablePointer<UInt8>) -> Int {
        guard spelling == .typeID else { return unsafe writeDigits(spelling, to: output) }
        let start = unsafe kind.writePrefix(to: output)
        unsafe Base32.encode(high, low, to: output + start)
        return start + Base32.length
    }

    @inline(never)
    @unsafe private func writeDigits(_ spelling: IDSpelling, to output: UnsafeMutablePointer<UInt8>) -> Int {
        if spelling == .uuid {
            for index in [8, 13, 18, 23] { unsafe output[index] = UInt8(ascii: "-") }
            unsafe Hexadecimal.encode(high >> 32, 8, to: output)
            unsafe Hexadecimal.encode(high >> 16, 4, to: output + 9)
            unsafe Hexadecimal.encode(high, 4, to: output + 14)
            unsafe Hexadecimal.encode(low >> 48, 4, to: output + 19)
            unsafe Hexadecimal.encode(low, 12, to: output + 24)
            return 36
        }
        if kind == .span {
            unsafe Hexadecimal.encode(low, 16, to: output)
            return 16
        }
        unsafe Hexadecimal.encode(high, 16, to: output)
        unsafe Hexadecimal.encode(low, 16, to: output + 16)
        return 32
    }
}
