/// The payload of an event: one JSON value (RFC 8259), checked once, so that no payload can end the envelope early and
/// forge what follows it.
public struct JSONPayload: Sendable, Hashable {
    /// The value in UTF-8, without white space around it.
    let bytes: [UInt8]

    /// `null`.
    public static let null = JSONPayload(unchecked: Array("null".utf8))

    /// A JSON string of that text.
    public init(string text: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 2)
        JSONText.append(text, to: &bytes)
        self.bytes = bytes
    }

    /// One JSON value in UTF-8.
    ///
    /// - Throws: `PayloadError` with the offset of the first byte that does not belong there. At most 128 levels deep.
    public init(_ bytes: [UInt8]) throws(PayloadError) {
        var checker = JSONChecker(bytes)
        let range = try checker.check()
        self.bytes = range == 0..<bytes.count ? bytes : Array(bytes[range])
    }

    /// One JSON value.
    public init(json text: String) throws(PayloadError) { try self.init(Array(text.utf8)) }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

extension JSONPayload: CustomStringConvertible {
    /// The value's text.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}

/// Where a payload is no JSON value.
public struct PayloadError: Error, Hashable, Sendable, CustomStringConvertible {
    /// In bytes from the start.
    public let offset: Int

    /// Where the text stops being JSON.
    public var description: String { "byte \(offset): not a JSON value in UTF-8" }
}

/// Text in JSON.
enum JSONText {
    /// Appends the text with quotes, and escapes what must be (RFC 8259 §7).
    static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                bytes.append(contentsOf: Array("\\u00".utf8))
                bytes.append(hexadecimal(byte >> 4))
                bytes.append(hexadecimal(byte & 15))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Whether the text stands in JSON as it is.
    static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }

    static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
