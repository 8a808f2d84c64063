/// How long the names are that a tree tells: a hostile file can nest names of a megabyte, or use one ten thousand times.
enum TextLimit {
    /// In bytes; no name that people write comes near.
    static let most = 1_024

    /// A text without its middle where it is too long.
    static func cut(_ text: String) -> String {
        text.utf8.count > most ? cut(Array(text.utf8)[...]) : text
    }

    /// A text of too many bytes without its middle; characters stay whole.
    static func cut(_ bytes: ArraySlice<UInt8>) -> String {
        let mark = Array("…".utf8)
        var head = bytes.prefix((most - mark.count) / 2)
        while let last = head.last, last >= 0x80 { head.removeLast() }
        let tail = bytes.suffix((most - mark.count) / 2).drop { $0 >= 0x80 && $0 < 0xC0 }
        return String(decoding: head + mark + tail, as: UTF8.self)
    }
}
