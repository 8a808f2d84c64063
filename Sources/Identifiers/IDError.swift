/// Why an ID cannot be made, read or registered.
public enum IDError: Error, Hashable, Sendable {
    /// The kernel gave no random bytes (getrandom(2)): its error number, or 0 where it gave nothing but zeros.
    case entropyUnavailable(number: Int32)
    /// The clock shows a time before 1970 or from the year 4199 on, in milliseconds since 1970.
    case clockOutOfRange(milliseconds: Int64)

    /// The text has so many bytes, and a form that is so long.
    case wrongLength(count: Int, expected: ClosedRange<Int>)
    /// So many bytes follow the prefix of a TypeID, not 26.
    case wrongSuffixLength(Int)
    /// The byte at that offset cannot stand there.
    case invalidByte(UInt8, offset: Int)
    /// The suffix begins with a digit above 7: more than 128 bits.
    case overflow
    /// The prefix is none of TypeID 0.3.0: at most 63 of a to z and `_`, with a letter at both ends.
    case invalidPrefix(String)
    /// The prefix belongs to no kind. Empty where the text has none.
    case unknownPrefix(String)
    /// The ID is sound, but of another kind.
    case wrongKind(expected: IDKind, found: IDKind)
    /// All bits are zero, or those that a span does not have are not (W3C Trace Context §3.2.2).
    case invalidBits(IDKind)
    /// `traceparent` with the version `ff`.
    case forbiddenVersion

    /// The prefix is registered already, or one is the beginning of the other up to a `_`.
    case prefixTaken(String, by: String)
    /// All 128 kinds of a process are registered.
    case tooManyKinds
}

extension IDError: CustomStringConvertible {
    /// What is wrong, in one line without control characters, however the text looked.
    public var description: String {
        switch self {
        case .entropyUnavailable(0): "the kernel gave only zeros for random bytes"
        case .entropyUnavailable(let number): "the kernel gave no random bytes (error \(number))"
        case .clockOutOfRange(let milliseconds):
            "the clock shows \(milliseconds) ms since 1970; IDs hold 0 to \(IDSequence.lastMillisecond)"
        case .wrongLength(let count, let expected):
            expected.lowerBound == expected.upperBound
                ? "\(count) bytes long, not \(expected.lowerBound)"
                : "\(count) bytes long, not \(expected.lowerBound) to \(expected.upperBound)"
        case .wrongSuffixLength(let count): "\(count) characters behind the last _, not 26"
        case .invalidByte(let byte, let offset): "\(Self.name(byte)) cannot stand at offset \(offset)"
        case .overflow: "more than 128 bits: the first character after the prefix is above 7"
        case .invalidPrefix(let prefix):
            "prefix \"\(prefix)\" is not 3 to 63 of a to z and _, with a letter at both ends"
        case .unknownPrefix(""): "no prefix, so no kind"
        case .unknownPrefix(let prefix): "prefix \"\(prefix)\" belongs to no kind"
        case .wrongKind(let expected, let found): "\(found.name) ID, where \(expected.name) ID is wanted"
        case .invalidBits(let kind): "no \(kind.name) ID has these bits"
        case .forbiddenVersion: "version ff is forbidden"
        case .prefixTaken(let prefix, let other): "prefix \"\(prefix)\" clashes with \"\(other)\""
        case .tooManyKinds: "no room for another kind: a process has at most 128"
        }
    }

    private static func name(_ byte: UInt8) -> String {
        (0x21...0x7e).contains(byte)
            ? "\"\(Unicode.Scalar(byte))\"" : "byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    /// The bytes as text for a message: at most 64, what is not plain ASCII as `?`.
    static func excerpt(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        var text = ""
        for index in range.prefix(64) {
            let byte = bytes[index]
            text.unicodeScalars.append((0x20...0x7e).contains(byte) ? Unicode.Scalar(byte) : "?")
        }
        return text
    }
}
