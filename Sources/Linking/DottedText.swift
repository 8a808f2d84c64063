import Outlines

/// The bytes of a dotted name, put together from outside in: `app.ws.Hub.send`, `make().run`.
///
/// What is longer than `limit` is cut in its middle: a hostile file can nest names of a megabyte, or use one ten thousand
/// times.
struct DottedText {
    /// In bytes, about; no name that people write comes near.
    static let limit = 1_024

    private(set) var bytes: [UInt8]

    /// - Parameter outside: what stands left of the first name; may be empty.
    init(behind outside: String = "") { bytes = Array(outside.utf8) }

    /// Adds a name, behind a dot unless it is the first or stands for a call.
    mutating func append(_ name: ArraySlice<UInt8>) {
        if !bytes.isEmpty, !name.elementsEqual(Self.callMark) { bytes.append(UInt8(ascii: ".")) }
        bytes += Self.cut(name)
        if bytes.count > 2 * Self.limit { bytes = Array(Self.cut(bytes[...])) }
    }

    /// nil where the bytes are not UTF-8.
    var text: String? {
        let cut = Array(Self.cut(bytes[...]))
        guard let text = try? UTF8Span(validating: cut.span) else { return nil }
        return String(copying: text)
    }

    /// A text that is not too long.
    static func cut(_ text: String) -> String {
        text.utf8.count > limit ? String(decoding: cut(Array(text.utf8)[...]), as: UTF8.self) : text
    }

    private static let callMark = Array(NamePath.callMark.utf8)

    /// Bytes without their middle where they are too many; characters stay whole.
    private static func cut(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard bytes.count > limit else { return bytes }
        var head = bytes.prefix(limit / 2)
        while let last = head.last, last >= 0x80 { head.removeLast() }
        let tail = bytes.suffix(limit / 2).drop { $0 >= 0x80 && $0 < 0xC0 }
        return head + Array("…".utf8) + tail
    }
}
