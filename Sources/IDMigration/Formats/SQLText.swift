/// Cuts PostgreSQL's SQL into tokens, as far as a dump needs it (PostgreSQL 15, §4.1 Lexical Structure), with
/// `standard_conforming_strings` on, as pg_dump always sets it.
struct SQLText {
    enum Token: Hashable {
        /// A word in lower case.
        case word(String)
        /// A quoted identifier.
        case name(String)
        /// A string: the bytes between its quotes, and whether they hold backslash escapes.
        case string(inside: Range<Int>, hasBackslashes: Bool)
        case dollarString
        case symbol(UInt8)
    }

    enum Step {
        case token(Token)
        /// White space or a comment.
        case gap
        /// The bytes end inside a token.
        case incomplete
        case end
    }

    let bytes: ArraySlice<UInt8>
    private(set) var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// The next token; nil at the end, also where the last one is cut off.
    mutating func token() -> Token? {
        while true {
            switch step() {
            case .token(let token): return token
            case .gap: continue
            case .incomplete, .end: return nil
            }
        }
    }

    mutating func step() -> Step {
        guard index < bytes.endIndex else { return .end }
        let byte = bytes[index]
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, 0x0C:
            index += 1
            return .gap
        case UInt8(ascii: "-") where follows("--"):
            guard let end = bytes[index...].firstIndex(of: 0x0A) else { return cutOff() }
            index = end + 1
            return .gap
        case UInt8(ascii: "/") where follows("/*"): return blockComment()
        case UInt8(ascii: "'"): return string(hasBackslashes: false)
        case UInt8(ascii: "\""): return name()
        case UInt8(ascii: "$"): return dollarString()
        case UInt8(ascii: "e") where follows("e'"), UInt8(ascii: "E") where follows("E'"):
            index += 1
            return string(hasBackslashes: true)
        case let byte where Self.isWordByte(byte):
            let start = index
            while index < bytes.endIndex, Self.isWordByte(bytes[index]) || bytes[index] == UInt8(ascii: "$") {
                index += 1
            }
            return .token(.word(String(decoding: bytes[start..<index], as: UTF8.self).lowercased()))
        default:
            index += 1
            return .token(.symbol(byte))
        }
    }

    private func follows(_ text: StaticString) -> Bool {
        bytes[index...].starts(with: Array("\(text)".utf8))
    }

    /// Everything to the end of the bytes was taken by a token that may go on.
    private mutating func cutOff() -> Step {
        index = bytes.endIndex
        return .incomplete
    }

    private mutating func blockComment() -> Step {
        var depth = 0
        while index < bytes.endIndex {
            if follows("/*") {
                depth += 1
                index += 2
            } else if follows("*/") {
                depth -= 1
                index += 2
                if depth == 0 { return .gap }
            } else {
                index += 1
            }
        }
        return .incomplete
    }

    private mutating func string(hasBackslashes: Bool) -> Step {
        index += 1
        let start = index
        while index < bytes.endIndex {
            if hasBackslashes, bytes[index] == UInt8(ascii: "\\") {
                index += 2
                continue
            }
            if bytes[index] == UInt8(ascii: "'") {
                guard index + 1 < bytes.endIndex, bytes[index + 1] == UInt8(ascii: "'") else {
                    index += 1
                    return .token(.string(inside: start..<index - 1, hasBackslashes: hasBackslashes))
                }
                index += 1
            }
            index += 1
        }
        return cutOff()
    }

    private mutating func name() -> Step {
        index += 1
        var text: [UInt8] = []
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "\"") {
                guard index + 1 < bytes.endIndex, bytes[index + 1] == UInt8(ascii: "\"") else {
                    index += 1
                    return .token(.name(String(decoding: text, as: UTF8.self)))
                }
                index += 1
            }
            text.append(bytes[index])
            index += 1
        }
        return .incomplete
    }

    private mutating func dollarString() -> Step {
        var tagEnd = index + 1
        while tagEnd < bytes.endIndex, Self.isWordByte(bytes[tagEnd]) { tagEnd += 1 }
        guard tagEnd < bytes.endIndex else { return cutOff() }
        guard bytes[tagEnd] == UInt8(ascii: "$"),
            !(tagEnd > index + 1 && (0x30...0x39).contains(bytes[index + 1]))
        else {
            index += 1
            return .token(.symbol(UInt8(ascii: "$")))
        }
        let tag = bytes[index...tagEnd]
        index = tagEnd + 1
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "$"), bytes[index...].starts(with: tag) {
                index += tag.count
                return .token(.dollarString)
            }
            index += 1
        }
        return .incomplete
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
            || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}

/// The bytes of values as PostgreSQL writes them.
enum SQLValue {
    /// What a string literal says. Octal and hexadecimal escapes are read, as pg_dump writes none but a doubled
    /// quote and backslash.
    static func unescaped(_ raw: ArraySlice<UInt8>, hasBackslashes: Bool) -> ArraySlice<UInt8> {
        guard raw.contains(where: { $0 == UInt8(ascii: "'") || hasBackslashes && $0 == UInt8(ascii: "\\") })
        else {
            return raw
        }
        var value: [UInt8] = []
        var index = raw.startIndex
        while index < raw.endIndex {
            if raw[index] == UInt8(ascii: "'") {
                value.append(raw[index])
                index += 2
            } else if hasBackslashes, raw[index] == UInt8(ascii: "\\") {
                index = unescape(raw, index, &value)
            } else {
                value.append(raw[index])
                index += 1
            }
        }
        return value[...]
    }

    static func escaped(_ value: [UInt8], hasBackslashes: Bool) -> [UInt8] {
        value.flatMap { byte -> [UInt8] in
            byte == UInt8(ascii: "'") || hasBackslashes && byte == UInt8(ascii: "\\") ? [byte, byte] : [byte]
        }
    }

    /// What a field of `COPY` text says (PostgreSQL 15, COPY, "Text Format"); nil for NULL.
    static func copyField(_ raw: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard raw.contains(UInt8(ascii: "\\")) else { return raw }
        if raw.elementsEqual(Array("\\N".utf8)) { return nil }
        var value: [UInt8] = []
        var index = raw.startIndex
        while index < raw.endIndex {
            if raw[index] == UInt8(ascii: "\\") {
                index = unescape(raw, index, &value)
            } else {
                value.append(raw[index])
                index += 1
            }
        }
        return value[...]
    }

    static func copyFieldText(_ value: [UInt8]) -> [UInt8] {
        value.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x08: Array("\\b".utf8)
            case 0x09: Array("\\t".utf8)
            case 0x0A: Array("\\n".utf8)
            case 0x0B: Array("\\v".utf8)
            case 0x0C: Array("\\f".utf8)
            case 0x0D: Array("\\r".utf8)
            case UInt8(ascii: "\\"): [byte, byte]
            default: [byte]
            }
        }
    }

    /// Reads the escape at `index` and returns where it ends.
    private static func unescape(_ raw: ArraySlice<UInt8>, _ index: Int, _ value: inout [UInt8]) -> Int {
        guard index + 1 < raw.endIndex else {
            value.append(raw[index])
            return index + 1
        }
        func number(from start: Int, most: Int, base: UInt8) -> (value: UInt8, end: Int) {
            var (end, number) = (start, 0)
            while end < raw.endIndex, end - start < most, let digit = Hexadecimal.value(raw[end]),
                digit < base
            {
                number = number * Int(base) + Int(digit)
                end += 1
            }
            return (UInt8(truncatingIfNeeded: number), end)
        }
        let letter = raw[index + 1]
        switch letter {
        case UInt8(ascii: "b"): value.append(0x08)
        case UInt8(ascii: "f"): value.append(0x0C)
        case UInt8(ascii: "n"): value.append(0x0A)
        case UInt8(ascii: "r"): value.append(0x0D)
        case UInt8(ascii: "t"): value.append(0x09)
        case UInt8(ascii: "v"): value.append(0x0B)
        case 0x30...0x37:
            let (byte, end) = number(from: index + 1, most: 3, base: 8)
            value.append(byte)
            return end
        case UInt8(ascii: "x"):
            let (byte, end) = number(from: index + 2, most: 2, base: 16)
            if end > index + 2 {
                value.append(byte)
                return end
            }
            value.append(letter)
        default: value.append(letter)
        }
        return index + 2
    }
}
