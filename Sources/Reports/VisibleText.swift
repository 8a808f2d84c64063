extension String {
    /// The text with control characters spelt out, `\u{1b}`: the name of a file of an audited repository must not
    /// speak to the reader's terminal, nor break a row in two, nor turn the direction of what is read
    /// (<https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters>).
    package var visible: String {
        guard unicodeScalars.contains(where: \.isUnseen) else { return self }
        return unicodeScalars.map { $0.isUnseen ? "\\u{\(String($0.value, radix: 16))}" : String($0) }
            .joined()
    }

    /// At most `limit` characters, and how many are left out.
    package func cut(to limit: Int) -> String {
        // UTF-8 is never shorter, and known without counting.
        guard utf8.count > limit, count > limit else { return self }
        return prefix(limit) + "… (\(count - limit) more characters)"
    }

    /// For one cell of a table that people read.
    package var cell: String { cut(to: 160).visible }
}

extension Unicode.Scalar {
    /// Whether it acts instead of being seen: controls, line separators, marks of direction.
    fileprivate var isUnseen: Bool {
        switch value {
        case 0..<0x20, 0x7f...0x9f, 0x2028, 0x2029: true
        case 0x061c, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}
