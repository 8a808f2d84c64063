internal import NIOCore

/// One value of RESP3, Redis' protocol (redis/redis-specifications, protocol/RESP3.md).
enum RESP3Value: Sendable, Equatable {
    /// A line without CR and LF.
    case simple(String)
    /// A refusal: a code in capitals, a space, a sentence.
    case error(String)
    case integer(Int64)
    /// Bytes. A verbatim string is its text, without the format's name.
    case blob(ByteBuffer)
    case null
    case boolean(Bool)
    case double(Double)
    /// An integer of any size, in decimal.
    case bigNumber(String)
    case array([RESP3Value])
    /// Names and values by turns, as they came.
    case map([RESP3Value])
    case set([RESP3Value])
    /// What nobody asked for: a message of a subscription.
    case push([RESP3Value])

    /// The bytes of a blob or of a line.
    var bytes: ByteBuffer? {
        switch self {
        case .blob(let bytes): bytes
        case .simple(let text): ByteBuffer(string: text)
        default: nil
        }
    }

    /// The text of a blob or of a line; nil where it is no UTF-8.
    var text: String? {
        switch self {
        case .blob(let bytes): String(validating: bytes.readableBytesView, as: UTF8.self)
        case .simple(let text): text
        default: nil
        }
    }

    var elements: [RESP3Value]? {
        switch self {
        case .array(let elements), .set(let elements), .push(let elements): elements
        default: nil
        }
    }

    /// An integer, or the text of one.
    var number: UInt64? {
        switch self {
        case .integer(let number): UInt64(exactly: number)
        default: text.flatMap { UInt64($0) }
        }
    }
}
