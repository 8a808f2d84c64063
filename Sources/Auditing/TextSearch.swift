/// Tells whether some text holds one of many.
struct TextSearch: Sendable {
    private let texts: [[UInt8]]
    /// Whether some of the texts starts with two bytes, at the first times 256 plus the second: most places of most
    /// names are passed with this one look.
    private var starts = [Bool](repeating: false, count: 1 << 16)
    private let hasShortTexts: Bool

    init(_ texts: [[UInt8]]) {
        self.texts = texts
        hasShortTexts = texts.contains { $0.count < 2 }
        for text in texts where text.count >= 2 { starts[Int(text[0]) << 8 | Int(text[1])] = true }
    }

    func finds(in whole: [UInt8]) -> Bool {
        if hasShortTexts { return whole.indices.contains { isText(at: $0, whole) } }
        guard whole.count >= 2 else { return false }
        for index in 0..<whole.count - 1 where starts[Int(whole[index]) << 8 | Int(whole[index + 1])] {
            if isText(at: index, whole) { return true }
        }
        return false
    }

    private func isText(at start: Int, _ whole: [UInt8]) -> Bool {
        texts.contains { text in
            guard !text.isEmpty, start + text.count <= whole.count else { return false }
            for index in text.indices where whole[start + index] != text[index] { return false }
            return true
        }
    }
}
