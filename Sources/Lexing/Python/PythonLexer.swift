/// Cuts Python source into tokens. Total: any bytes, valid or not, give tokens in order, none overlapping.
///
/// Follows the lexical analysis of the Python 3.14 reference, chapter 2, with replacement fields as in PEP 701
/// and PEP 750, and CPython's tokenizer where the reference is silent (`Parser/lexer/lexer.c`). Where a file is
/// malformed, the lexer recovers at the next line that starts with a word no expression can hold, so that what
/// follows an unclosed bracket is still read.
///
/// Complexity: O(n) time; no allocation once the buffer has grown to the largest file seen.
struct PythonLexer: ~Copyable {
    private var offset = 0
    private var depth = 0
    /// Columns of the open blocks, tabs to multiples of eight; the first is 0.
    private var indents: [Int] = [0]
    /// The open strings with replacement fields, innermost last.
    private var formats: [FormatString] = []
    private var atLineStart = true
    private let keywords = KeywordTable.python

    /// A string with replacement fields whose closing quotes have not come yet.
    struct FormatString {
        let quote: UInt8
        let isTriple: Bool
        let isRaw: Bool
        /// Open brackets of all kinds inside this string's fields.
        var bracketDepth = 0
        /// How many replacement fields are open, nested ones in format specifications included.
        var openFields = 0
        /// Whether the lexer reads literal text rather than an expression.
        var isInText = true
        var isInSpecification = false
    }

    static func tokenize(_ source: Span<UInt8>, into buffer: inout TokenBuffer) {
        buffer.removeAll()
        var lexer = PythonLexer()
        let classes = PythonByteClass.table
        lexer.run(source, classes.span, &buffer)
    }

    private init() {}

    private mutating func run(_ source: Span<UInt8>, _ classes: Span<UInt8>, _ buffer: inout TokenBuffer) {
        let count = source.count
        if count >= 3 && source[0] == 0xef && source[1] == 0xbb && source[2] == 0xbf { offset = 3 }
        lex: while offset < count {
            if atLineStart {
                atLineStart = false
                if depth == 0 {
                    if readIndentation(source, &buffer) { continue }
                } else if recoversAtLineStart(source, classes) {
                    recover(&buffer)
                    atLineStart = true
                    continue
                }
            }
            if !formats.isEmpty, formats[formats.count - 1].isInText {
                readFormatText(source, classes, &buffer)
                continue
            }
            var byte = source[offset]
            var kind = classes[Int(byte)]
            while kind & PythonByteClass.blank != 0 {
                offset += 1
                guard offset < count else { break lex }
                byte = source[offset]
                kind = classes[Int(byte)]
            }
            if kind & PythonByteClass.nameStart != 0 {
                readName(source, classes, &buffer)
            } else if kind & PythonByteClass.lineEnd != 0 {
                readLineEnd(depth == 0 ? .newline : .blankNewline, source, &buffer)
            } else if kind & PythonByteClass.digit != 0 {
                readNumber(source, classes, &buffer)
            } else {
                readOther(byte, source, classes, &buffer)
            }
        }
        finish(&buffer)
    }

    /// Ends the file as CPython does: the last statement line ends even without a line end.
    private mutating func finish(_ buffer: inout TokenBuffer) {
        if depth > 0 || !formats.isEmpty { buffer.errorCount += 1 }
        switch buffer.tokens.last?.kind {
        case nil, .newline, .dedent, .indent:
            if let last = buffer.trivia.last, last.kind == .comment, last.end == offset {
                buffer.trivia.append(Token(.blankNewline, at: offset, length: 0))
            }
        default: buffer.tokens.append(Token(.newline, at: offset, length: 0))
        }
        for _ in indents.dropFirst() { buffer.tokens.append(Token(.dedent, at: offset, length: 0)) }
    }
}

// MARK: - Lines

extension PythonLexer {
    /// Reads the white space that starts a line and opens or closes blocks.
    ///
    /// - Returns: whether the line was blank, and is read.
    private mutating func readIndentation(_ source: Span<UInt8>, _ buffer: inout TokenBuffer) -> Bool {
        var column = 0
        var continuedColumn: Int?
        var cursor = offset
        var spaces = 0
        repeat {
            spaces = ByteWord(source, at: cursor).spaceCount
            cursor += spaces
            column += spaces
        } while spaces == ByteWord.size
        scan: while cursor < source.count {
            switch source[cursor] {
            case 0x20: column += 1
            case 0x09: column = (column / 8 + 1) * 8
            case 0x0c: column = 0
            case UInt8(ascii: "\\"):
                // A joined line keeps the indentation of its first part.
                let next = afterLineEnd(source, cursor + 1)
                guard next > cursor + 1 else { break scan }
                if continuedColumn == nil { continuedColumn = column }
                buffer.lineStarts.append(UInt32(truncatingIfNeeded: next))
                cursor = next
                continue scan
            default: break scan
            }
            cursor += 1
        }
        offset = cursor
        guard cursor < source.count else { return true }
        switch source[cursor] {
        case 0x0a, 0x0d:
            readLineEnd(.blankNewline, source, &buffer)
            return true
        case UInt8(ascii: "#"):
            readComment(source, &buffer)
            if offset < source.count { readLineEnd(.blankNewline, source, &buffer) }
            return true
        default:
            indent(to: continuedColumn ?? column, &buffer)
            return false
        }
    }

    private mutating func indent(to column: Int, _ buffer: inout TokenBuffer) {
        var innermost = indents[indents.count - 1]
        if column > innermost {
            indents.append(column)
            buffer.tokens.append(Token(.indent, at: offset, length: 0))
            return
        }
        while column < innermost {
            indents.removeLast()
            innermost = indents[indents.count - 1]
            if column > innermost {
                // The line belongs to no open block: treat it as the block that it stands nearest to.
                buffer.errorCount += 1
                indents.append(column)
                return
            }
            buffer.tokens.append(Token(.dedent, at: offset, length: 0))
        }
    }

    private mutating func readLineEnd(
        _ kind: Token.Kind, _ source: Span<UInt8>, _ buffer: inout TokenBuffer
    ) {
        let next = afterLineEnd(source, offset)
        let token = Token(kind, at: offset, length: next - offset)
        if kind == .newline { buffer.tokens.append(token) } else { buffer.trivia.append(token) }
        buffer.lineStarts.append(UInt32(truncatingIfNeeded: next))
        offset = next
        atLineStart = true
    }

    /// The offset behind the line end at `position`; `position` itself where none stands there.
    @inline(__always)
    private func afterLineEnd(_ source: Span<UInt8>, _ position: Int) -> Int {
        guard position < source.count else { return position }
        switch source[position] {
        case 0x0a: return position + 1
        case 0x0d:
            return position + 1 < source.count && source[position + 1] == 0x0a ? position + 2 : position + 1
        default: return position
        }
    }

    private mutating func readComment(_ source: Span<UInt8>, _ buffer: inout TokenBuffer) {
        let start = offset
        var length = 0
        repeat {
            length = ByteWord(source, at: offset).lineLength
            offset += length
        } while length == ByteWord.size && offset < source.count
        offset = min(offset, source.count)
        buffer.trivia.append(Token(.comment, at: start, length: offset - start))
    }
}

// MARK: - Recovery

extension PythonLexer {
    /// Whether the line at `offset`, inside brackets, starts with a keyword that no expression can hold.
    private func recoversAtLineStart(_ source: Span<UInt8>, _ classes: Span<UInt8>) -> Bool {
        if let last = formats.last, last.isInText { return false }
        var cursor = offset
        while cursor < source.count, classes[Int(source[cursor])] & PythonByteClass.blank != 0 { cursor += 1 }
        guard let (keyword, end) = keyword(at: cursor, source, classes) else { return false }
        if keyword == .async {
            cursor = end
            while cursor < source.count, source[cursor] == 0x20 { cursor += 1 }
            return self.keyword(at: cursor, source, classes)?.0 == .def
        }
        return keyword.startsStatementOnly
    }

    private func keyword(
        at position: Int, _ source: Span<UInt8>, _ classes: Span<UInt8>
    ) -> (PythonKeyword, Int)? {
        let word = ByteWord(source, at: position)
        let end = position + word.nameLength
        let isWhole = end >= source.count || classes[Int(source[end])] & PythonByteClass.namePart == 0
        guard isWhole, let keyword = keywords[word.prefix(end - position)] else { return nil }
        return (keyword, end)
    }

    private mutating func recover(_ buffer: inout TokenBuffer) {
        buffer.errorCount += 1
        depth = 0
        formats.removeAll(keepingCapacity: true)
        // The open statement ends at the line end before this line, which was read as a blank one.
        if var last = buffer.trivia.last, last.kind == .blankNewline {
            buffer.trivia.removeLast()
            last.kind = .newline
            buffer.tokens.append(last)
        } else {
            buffer.tokens.append(Token(.newline, at: offset, length: 0))
        }
    }
}

// MARK: - Names and numbers

extension PythonLexer {
    @inline(__always)
    private mutating func readName(
        _ source: Span<UInt8>, _ classes: Span<UInt8>, _ buffer: inout TokenBuffer
    ) {
        let start = offset
        let first = ByteWord(source, at: start)
        var length = first.nameLength
        if length <= 2, start + length < source.count,
            source[start + length] == UInt8(ascii: "\"") || source[start + length] == UInt8(ascii: "'"),
            let prefix = StringPrefix(first.prefix(length))
        {
            readString(prefix: prefix, prefixLength: length, source, classes, &buffer)
            return
        }
        var hash = NameHash()
        var word = first
        var partLength = length
        while partLength == ByteWord.size {
            hash.add(word.bits)
            word = ByteWord(source, at: start + length)
            partLength = word.nameLength
            length += partLength
        }
        offset = start + length
        if length <= ByteWord.size, let keyword = keywords[first.prefix(length)] {
            buffer.tokens.append(Token(.keyword, at: start, length: length, detail: keyword.rawValue))
        } else {
            let value = hash.value(rest: word.prefix(partLength), count: length)
            buffer.tokens.append(Token(.name, at: start, length: length, hash: value))
        }
    }

    /// Reads a number (Python 3.14 reference §2.6), longest match, as CPython cuts `1if` and `0x1for`.
    private mutating func readNumber(
        _ source: Span<UInt8>, _ classes: Span<UInt8>, _ buffer: inout TokenBuffer
    ) {
        let start = offset
        var cursor = start
        func byte(_ index: Int) -> UInt8 { index < source.count ? source[index] : 0 }
        func isDigit(_ index: Int) -> Bool { classes[Int(byte(index))] & PythonByteClass.digit != 0 }
        func skipDigits(_ index: Int) -> Int {
            var index = index
            while isDigit(index) || (byte(index) == UInt8(ascii: "_") && isDigit(index + 1)) { index += 1 }
            return index
        }
        let radix = byte(start) == UInt8(ascii: "0") ? byte(start + 1) | 0x20 : 0
        if radix == UInt8(ascii: "x") {
            cursor += 2
            while classes[Int(byte(cursor))] & PythonByteClass.hexDigit != 0
                || byte(cursor) == UInt8(ascii: "_")
            {
                cursor += 1
            }
        } else if radix == UInt8(ascii: "o") || radix == UInt8(ascii: "b") {
            cursor = skipDigits(start + 2)
            while byte(cursor) == UInt8(ascii: "_") { cursor = skipDigits(cursor + 1) }
        } else {
            if isDigit(cursor) { cursor = skipDigits(cursor) }
            if byte(cursor) == UInt8(ascii: ".") {
                cursor += 1
                if isDigit(cursor) { cursor = skipDigits(cursor) }
            }
            if byte(cursor) | 0x20 == UInt8(ascii: "e") {
                let isSigned = byte(cursor + 1) == UInt8(ascii: "+") || byte(cursor + 1) == UInt8(ascii: "-")
                let digits = cursor + (isSigned ? 2 : 1)
                if isDigit(digits) { cursor = skipDigits(digits) }
            }
            if byte(cursor) | 0x20 == UInt8(ascii: "j") { cursor += 1 }
        }
        offset = cursor
        buffer.tokens.append(Token(.number, at: start, length: cursor - start))
    }
}

// MARK: - Strings

/// What the letters before a string's quotes say (Python 3.14 reference §2.5).
struct StringPrefix {
    var isRaw = false
    var hasFields = false

    /// Nil where the letters, first byte lowest, are no string prefix.
    init?(_ word: UInt64) {
        let first = UInt8(truncatingIfNeeded: word) | 0x20
        let second = UInt8(truncatingIfNeeded: word >> 8) | 0x20
        guard word > 0xff else {
            switch first {
            case UInt8(ascii: "r"): isRaw = true
            case UInt8(ascii: "f"), UInt8(ascii: "t"): hasFields = true
            case UInt8(ascii: "b"), UInt8(ascii: "u"): break
            default: return nil
            }
            return
        }
        let other: UInt8
        if first == UInt8(ascii: "r") {
            other = second
        } else if second == UInt8(ascii: "r") {
            other = first
        } else {
            return nil
        }
        isRaw = true
        switch other {
        case UInt8(ascii: "b"): break
        case UInt8(ascii: "f"), UInt8(ascii: "t"): hasFields = true
        default: return nil
        }
    }

    init() {}
}

extension PythonLexer {
    private mutating func readString(
        prefix: StringPrefix, prefixLength: Int, _ source: Span<UInt8>, _ classes: Span<UInt8>,
        _ buffer: inout TokenBuffer
    ) {
        let start = offset
        var cursor = start + prefixLength
        let quote = source[cursor]
        let isTriple = cursor + 2 < source.count && source[cursor + 1] == quote && source[cursor + 2] == quote
        cursor += isTriple ? 3 : 1
        if prefix.hasFields {
            buffer.tokens.append(Token(.formatStart, at: start, length: cursor - start))
            formats.append(FormatString(quote: quote, isTriple: isTriple, isRaw: prefix.isRaw))
            depth += 1
            offset = cursor
            return
        }
        while true {
            cursor += ByteWord(source, at: cursor).textLength
            guard cursor < source.count else { break }
            let byte = source[cursor]
            if classes[Int(byte)] & PythonByteClass.stringStop == 0 { continue }
            if byte == quote {
                cursor += 1
                if !isTriple {
                    offset = cursor
                    buffer.tokens.append(Token(.string, at: start, length: cursor - start))
                    return
                }
                if cursor + 1 < source.count, source[cursor] == quote, source[cursor + 1] == quote {
                    cursor += 2
                    offset = cursor
                    buffer.tokens.append(Token(.string, at: start, length: cursor - start))
                    return
                }
            } else if byte == UInt8(ascii: "\\") {
                cursor = afterEscape(source, cursor, &buffer)
            } else if byte == 0x0a || byte == 0x0d {
                if !isTriple { break }
                cursor = afterLineEnd(source, cursor)
                buffer.lineStarts.append(UInt32(truncatingIfNeeded: cursor))
            } else {
                cursor += 1
            }
        }
        // No closing quotes: the text ends with its line, or with the file.
        cursor = min(cursor, source.count)
        buffer.errorCount += 1
        buffer.tokens.append(Token(.unknown, at: start, length: cursor - start))
        offset = cursor
    }

    /// The offset behind the backslash at `position` and the byte or line end that it escapes.
    private func afterEscape(_ source: Span<UInt8>, _ position: Int, _ buffer: inout TokenBuffer) -> Int {
        guard position + 1 < source.count else { return position + 1 }
        let next = afterLineEnd(source, position + 1)
        guard next > position + 1 else { return position + 2 }
        buffer.lineStarts.append(UInt32(truncatingIfNeeded: next))
        return next
    }

    /// Reads literal text of the innermost format string, up to a field, the field's end or the closing quotes.
    private mutating func readFormatText(
        _ source: Span<UInt8>, _ classes: Span<UInt8>, _ buffer: inout TokenBuffer
    ) {
        let top = formats.count - 1
        let format = formats[top]
        let start = offset
        var cursor = start
        scan: while true {
            cursor += ByteWord(source, at: cursor).formatTextLength
            guard cursor < source.count else { break }
            let byte = source[cursor]
            if classes[Int(byte)] & PythonByteClass.stringStop == 0 { continue }
            let next: UInt8 = cursor + 1 < source.count ? source[cursor + 1] : 0
            let isInSpecification = format.isInSpecification && format.openFields > 0
            switch byte {
            case format.quote where isClosing(format, source, cursor):
                appendFormatMiddle(start, cursor, &buffer)
                let length = format.isTriple ? 3 : 1
                buffer.tokens.append(Token(.formatEnd, at: cursor, length: length))
                offset = cursor + length
                closeFormat()
                return
            case UInt8(ascii: "{"):
                if next == byte && !isInSpecification {
                    cursor += 2
                    continue scan
                }
                appendFormatMiddle(start, cursor, &buffer)
                formats[top].openFields += 1
                formats[top].isInText = false
                offset = cursor
                return
            case UInt8(ascii: "}"):
                if next == byte && !isInSpecification && format.bracketDepth == 0 {
                    cursor += 2
                    continue scan
                }
                appendFormatMiddle(start, cursor, &buffer)
                formats[top].isInText = false
                offset = cursor
                return
            case UInt8(ascii: "\\"):
                cursor = afterFormatEscape(format, source, cursor, &buffer)
            case 0x0a, 0x0d:
                if !format.isTriple {
                    // A specification may end with its line inside a field; a text may not.
                    appendFormatMiddle(start, cursor, &buffer)
                    offset = cursor
                    if isInSpecification {
                        formats[top].isInText = false
                        formats[top].isInSpecification = false
                    } else {
                        buffer.errorCount += 1
                        closeFormat()
                    }
                    return
                }
                cursor = afterLineEnd(source, cursor)
                buffer.lineStarts.append(UInt32(truncatingIfNeeded: cursor))
            default: cursor += 1
            }
        }
        cursor = min(cursor, source.count)
        appendFormatMiddle(start, cursor, &buffer)
        offset = cursor
    }

    private func isClosing(_ format: FormatString, _ source: Span<UInt8>, _ position: Int) -> Bool {
        if !format.isTriple { return true }
        return position + 2 < source.count && source[position + 1] == format.quote
            && source[position + 2] == format.quote
    }

    /// As `afterEscape`, but a brace is never escaped, and `\N{NAME}` is text as a whole.
    private func afterFormatEscape(
        _ format: FormatString, _ source: Span<UInt8>, _ position: Int, _ buffer: inout TokenBuffer
    ) -> Int {
        guard position + 1 < source.count else { return position + 1 }
        let next = source[position + 1]
        if next == UInt8(ascii: "{") || next == UInt8(ascii: "}") { return position + 1 }
        if !format.isRaw, next == UInt8(ascii: "N"), position + 2 < source.count,
            source[position + 2] == UInt8(ascii: "{")
        {
            var cursor = position + 3
            while cursor < source.count, source[cursor] != UInt8(ascii: "}"), source[cursor] != format.quote,
                source[cursor] != 0x0a, source[cursor] != 0x0d
            {
                cursor += 1
            }
            return cursor < source.count && source[cursor] == UInt8(ascii: "}") ? cursor + 1 : cursor
        }
        return afterEscape(source, position, &buffer)
    }

    private func appendFormatMiddle(_ start: Int, _ end: Int, _ buffer: inout TokenBuffer) {
        if end > start { buffer.tokens.append(Token(.formatMiddle, at: start, length: end - start)) }
    }

    private mutating func closeFormat() {
        let format = formats.removeLast()
        depth = max(0, depth - 1 - format.bracketDepth)
    }
}

// MARK: - Operators

extension PythonLexer {
    private mutating func readOther(
        _ byte: UInt8, _ source: Span<UInt8>, _ classes: Span<UInt8>, _ buffer: inout TokenBuffer
    ) {
        let next: UInt8 = offset + 1 < source.count ? source[offset + 1] : 0
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            readString(prefix: StringPrefix(), prefixLength: 0, source, classes, &buffer)
        case UInt8(ascii: "#"):
            readComment(source, &buffer)
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            depth += 1
            if !formats.isEmpty { formats[formats.count - 1].bracketDepth += 1 }
            append(1, byte, &buffer)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            closeBracket(byte, &buffer)
        case UInt8(ascii: "\\"):
            let after = afterLineEnd(source, offset + 1)
            if after > offset + 1 {
                buffer.lineStarts.append(UInt32(truncatingIfNeeded: after))
                offset = after
            } else {
                appendUnknown(&buffer)
            }
        case UInt8(ascii: "."):
            if classes[Int(next)] & PythonByteClass.digit != 0 {
                readNumber(source, classes, &buffer)
            } else if next == byte, offset + 2 < source.count, source[offset + 2] == byte {
                append(3, Operator.ellipsis, &buffer)
            } else {
                append(1, byte, &buffer)
            }
        case UInt8(ascii: ":"):
            if isAtFieldLevel {
                append(1, byte, &buffer)
                formats[formats.count - 1].isInText = true
                formats[formats.count - 1].isInSpecification = true
            } else if next == UInt8(ascii: "=") {
                append(2, Operator.walrus, &buffer)
            } else {
                append(1, byte, &buffer)
            }
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "~"):
            append(1, byte, &buffer)
        case UInt8(ascii: "!"):
            if next == UInt8(ascii: "=") {
                append(2, Operator.comparison, &buffer)
            } else if isAtFieldLevel {
                append(1, byte, &buffer)
            } else {
                appendUnknown(&buffer)
            }
        case UInt8(ascii: "="):
            if next == byte { append(2, Operator.comparison, &buffer) } else { append(1, byte, &buffer) }
        case UInt8(ascii: "<"), UInt8(ascii: ">"):
            if next == byte {
                let isAssigned = offset + 2 < source.count && source[offset + 2] == UInt8(ascii: "=")
                append(
                    isAssigned ? 3 : 2, isAssigned ? Operator.augmentedAssignment : Operator.shift, &buffer)
            } else if next == UInt8(ascii: "=") || (byte == UInt8(ascii: "<") && next == UInt8(ascii: ">")) {
                append(2, Operator.comparison, &buffer)
            } else {
                append(1, byte, &buffer)
            }
        case UInt8(ascii: "*"), UInt8(ascii: "/"):
            if next == byte {
                let isAssigned = offset + 2 < source.count && source[offset + 2] == UInt8(ascii: "=")
                let code = byte == UInt8(ascii: "*") ? Operator.power : Operator.floorDivision
                append(isAssigned ? 3 : 2, isAssigned ? Operator.augmentedAssignment : code, &buffer)
            } else {
                appendArithmetic(byte, next, &buffer)
            }
        case UInt8(ascii: "-") where next == UInt8(ascii: ">"):
            append(2, Operator.arrow, &buffer)
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "|"),
            UInt8(ascii: "^"), UInt8(ascii: "@"):
            appendArithmetic(byte, next, &buffer)
        default:
            appendUnknown(&buffer)
        }
    }

    /// Whether the lexer stands in a replacement field, outside every bracket that the field itself opened.
    private var isAtFieldLevel: Bool {
        guard let format = formats.last else { return false }
        return format.openFields > 0 && format.bracketDepth == format.openFields
    }

    private mutating func closeBracket(_ byte: UInt8, _ buffer: inout TokenBuffer) {
        append(1, byte, &buffer)
        guard let format = formats.last else {
            if depth == 0 { buffer.errorCount += 1 } else { depth -= 1 }
            return
        }
        let top = formats.count - 1
        if format.bracketDepth == 0 {
            // A single `}` in the text of a format string: an error that ends nothing.
            buffer.errorCount += 1
            formats[top].isInText = true
            return
        }
        depth -= 1
        formats[top].bracketDepth -= 1
        if byte == UInt8(ascii: "}"), formats[top].bracketDepth == format.openFields - 1 {
            formats[top].openFields -= 1
            formats[top].isInText = true
            formats[top].isInSpecification = false
        }
    }

    private mutating func append(_ length: Int, _ detail: UInt8, _ buffer: inout TokenBuffer) {
        buffer.tokens.append(Token(.op, at: offset, length: length, detail: detail))
        offset += length
    }

    private mutating func appendArithmetic(_ byte: UInt8, _ next: UInt8, _ buffer: inout TokenBuffer) {
        let isAssigned = next == UInt8(ascii: "=")
        append(isAssigned ? 2 : 1, isAssigned ? Operator.augmentedAssignment : byte, &buffer)
    }

    private mutating func appendUnknown(_ buffer: inout TokenBuffer) {
        buffer.errorCount += 1
        buffer.tokens.append(Token(.unknown, at: offset, length: 1))
        offset += 1
    }
}
