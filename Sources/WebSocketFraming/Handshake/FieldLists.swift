/// Reads the values of header fields: lists of tokens, lists of extensions (RFC 6455 §9.1).
struct FieldScanner {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    var isAtEnd: Bool { index == bytes.endIndex }

    mutating func skipBlanks() {
        while index < bytes.endIndex, bytes[index].isBlank { index += 1 }
    }

    /// Whether the next byte was this sign; blanks around it go too.
    mutating func take(_ sign: UInt8) -> Bool {
        skipBlanks()
        guard index < bytes.endIndex, bytes[index] == sign else { return false }
        index += 1
        skipBlanks()
        return true
    }

    /// Empty where no token begins here.
    mutating func token() -> ArraySlice<UInt8> {
        let start = index
        while index < bytes.endIndex, bytes[index].isTokenByte { index += 1 }
        return bytes[start..<index]
    }

    /// A token, or a quoted string whose content is one; nil for anything else.
    mutating func tokenOrQuotedToken() -> String? {
        guard index < bytes.endIndex, bytes[index] == 0x22 else {
            let token = token()
            return token.isEmpty ? nil : String(decoding: token, as: UTF8.self)
        }
        index += 1
        var content: [UInt8] = []
        while index < bytes.endIndex, bytes[index] != 0x22 {
            if bytes[index] == 0x5C { index += 1 }
            guard index < bytes.endIndex, bytes[index].isTokenByte else { return nil }
            content.append(bytes[index])
            index += 1
        }
        guard index < bytes.endIndex, !content.isEmpty else { return nil }
        index += 1
        return String(decoding: content, as: UTF8.self)
    }
}

extension [ArraySlice<UInt8>] {
    /// Whether one of the elements of these lists is the word, whatever its case. Malformed elements are not it.
    ///
    /// - Parameter word: in lower case.
    func listHas(_ word: String) -> Bool {
        contains { value in
            var start = value.startIndex
            while start < value.endIndex {
                let end = value[start...].firstIndex(of: 0x2C) ?? value.endIndex
                var element = value[start..<end]
                while let first = element.first, first.isBlank { element.removeFirst() }
                while let last = element.last, last.isBlank { element.removeLast() }
                if element.isNamed(word) { return true }
                start = end == value.endIndex ? end : end + 1
            }
            return false
        }
    }

    /// The tokens of these lists; empty elements are passed over (RFC 9110 §5.6.1.2). Nil where one is no token.
    func tokens() -> [String]? {
        var tokens: [String] = []
        for value in self {
            var scanner = FieldScanner(value)
            while !scanner.isAtEnd {
                if scanner.take(0x2C) { continue }
                let token = scanner.token()
                scanner.skipBlanks()
                guard !token.isEmpty, scanner.isAtEnd || scanner.take(0x2C) else { return nil }
                tokens.append(String(decoding: token, as: UTF8.self))
            }
        }
        return tokens
    }
}

extension ArraySlice<UInt8> {
    /// Whether it is the name, whatever its case.
    ///
    /// - Parameter name: in lower case.
    func isNamed(_ name: String) -> Bool {
        let name = name.utf8
        guard count == name.count else { return false }
        var index = startIndex
        for byte in name {
            if self[index].lowercased != byte { return false }
            index += 1
        }
        return true
    }
}
