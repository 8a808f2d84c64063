/// The words inside a name, as people read them.
public enum IdentifierWords {
    /// Cuts a name at underscores, other punctuation, camel humps and the ends of acronym runs, and lower-cases
    /// ASCII: `LLMManager` → llm, manager; `send_to_OAuth2User` → send, to, o, auth2, user. Digits stay with the
    /// letters before them. Bytes beyond ASCII are letters.
    ///
    /// - Complexity: O(n) in the bytes of the name.
    public static func split(_ name: some StringProtocol) -> [String] {
        let bytes = Array(name.utf8)
        var words: [String] = []
        forEachWord(of: bytes) { word in
            words.append(String(decoding: bytes[word].map { isUpper($0) ? $0 | 0x20 : $0 }, as: UTF8.self))
        }
        return words
    }

    /// The range of each word, in order.
    public static func forEachWord(of bytes: [UInt8], _ body: (Range<Int>) -> Void) {
        var start = 0
        for index in bytes.indices {
            let byte = bytes[index]
            guard isWordByte(byte) else {
                if start < index { body(start..<index) }
                start = index + 1
                continue
            }
            guard index > start, isUpper(byte) else { continue }
            let startsHump = !isUpper(bytes[index - 1])
            // In an acronym run the last capital belongs to the word that follows: LLM|Manager, but IDs stays whole.
            let endsAcronym =
                index + 1 < bytes.count && isLower(bytes[index + 1]) && !isPluralEnd(bytes, at: index + 1)
            if startsHump || endsAcronym {
                body(start..<index)
                start = index
            }
        }
        if start < bytes.count { body(start..<bytes.count) }
    }

    /// The word without the plural ending of English: `policies` → policy, `users` → user; `access`, `redis`,
    /// `corpus` and `alias` stay.
    public static func singular(_ word: String) -> String {
        let bytes = word.utf8
        guard bytes.count > 2, bytes.last == UInt8(ascii: "s") else { return word }
        if bytes.count > 3, word.hasSuffix("ies") { return String(word.dropLast(3)) + "y" }
        let stem = word.dropLast()
        switch stem.utf8.last {
        case UInt8(ascii: "s"), UInt8(ascii: "u"), UInt8(ascii: "i"), UInt8(ascii: "a"): return word
        default: return String(stem)
        }
    }

    /// Whether a lone `s` ends the name or a word of it, as in `IDs` and `userIDsByName`.
    private static func isPluralEnd(_ bytes: [UInt8], at index: Int) -> Bool {
        guard bytes[index] == UInt8(ascii: "s") else { return false }
        return index + 1 == bytes.count || !isLower(bytes[index + 1])
    }

    private static func isUpper(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
    }
    private static func isLower(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") || byte >= 0x80
    }
    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
    private static func isWordByte(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) || isDigit(byte) }
}
