/// Prose, as docstrings hold it.
enum RunningText {
    /// The lower-cased words of a text. A capital starts no new word: `WebSocket` reads as `websocket`.
    static func words(_ text: some StringProtocol) -> [String] {
        IdentifierWords.split(
            String(decoding: text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self))
    }

    /// The first paragraph: what stands before the first line that is blank, after leading ones.
    static func summary(_ text: String) -> String {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let isBlank: (Substring.UTF8View) -> Bool = { $0.allSatisfy { $0 <= 0x20 } }
        let paragraph = lines.drop(while: isBlank).prefix { !isBlank($0) }
        return paragraph.map { String(Substring($0)) }.joined(separator: "\n")
    }
}
