import Lexing

/// Reads the trees of makings: a descent through Python's expressions (Python 3.14 reference §6) that keeps what
/// holds something of interest and leaves the rest out. Total, and never deeper than `depthLimit`.
extension PythonOutliner {
    private static let depthLimit = 32

    /// How many calls, attributes and subscripts may follow one operand.
    private static let trailerLimit = 32

    private static let noNumber = Outline.MakingNode.unknown

    /// Where reading stands.
    private struct Cursor {
        var index: Int
        let end: Int
        var depth = 0
    }

    /// Appends the making of the expression in `range`.
    mutating func readMaking(
        _ kind: Outline.Making.Kind, _ scope: Int32, _ target: NamePath.ID, _ range: Range<Int>,
        _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) {
        let start = outline.makingNodes.count
        let firstLine = line(tokens[range.lowerBound].start, lines)
        var cursor = Cursor(index: range.lowerBound, end: min(range.upperBound, tokens.count))
        var count = 0
        while cursor.index < cursor.end {
            let before = cursor.index
            _ = readExpression(&cursor, source, tokens, lines)
            count += 1
            if cursor.index == before || tokens.isOperator(UInt8(ascii: ","), at: cursor.index) {
                cursor.index += 1
            }
        }
        if count != 1 { append(.display, value: Self.noNumber, since: start, firstLine) }
        appendMaking(kind, scope, target, since: start, firstLine)
    }

    /// Appends the making whose tree is all nodes since `start`.
    mutating func appendMaking(
        _ kind: Outline.Making.Kind, _ scope: Int32, _ target: NamePath.ID, since start: Int, _ line: UInt32
    ) {
        outline.makings.append(
            Outline.Making(
                kind: kind, scope: scope, target: target, line: line,
                nodes: Outline.Slice(from: start, to: outline.makingNodes.count)))
    }

    mutating func append(
        _ kind: Outline.MakingNode.Kind, value: UInt32 = 0, other: UInt32 = 0, since start: Int,
        _ line: UInt32
    ) {
        let size = outline.makingNodes.count - start + 1
        outline.makingNodes.append(
            Outline.MakingNode(
                kind, value: value, other: other, line: line, size: UInt32(truncatingIfNeeded: size)))
    }

    /// Puts one leaf in the place of everything since `start`.
    private mutating func replace(
        since start: Int, by kind: Outline.MakingNode.Kind, value: UInt32 = 0, _ line: UInt32
    ) {
        outline.makingNodes.removeLast(outline.makingNodes.count - start)
        append(kind, value: value, since: start, line)
    }

    // MARK: Operators

    /// Reads an expression; returns what of interest it holds. Appends one tree.
    private mutating func readExpression(
        _ cursor: inout Cursor, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Interest {
        let start = outline.makingNodes.count
        guard cursor.index < cursor.end else {
            append(.other, since: start, 1)
            return []
        }
        let line = self.line(tokens[cursor.index].start, lines)
        guard cursor.depth < Self.depthLimit else {
            skipElement(&cursor, tokens)
            append(.other, since: start, line)
            return []
        }
        cursor.depth += 1
        defer { cursor.depth -= 1 }
        if isKeyword(tokens[cursor.index], .lambda) {
            skip(&cursor, tokens) { $0.isOperator(UInt8(ascii: ":")) }
            cursor.index += 1
            let found = readExpression(&cursor, source, tokens, lines)
            append(.callable, since: start, line)
            return found
        }
        var found = readAlternatives(&cursor, source, tokens, lines)
        guard cursor.index < cursor.end, isKeyword(tokens[cursor.index], .if) else { return found }
        skip(&cursor, tokens) { isKeyword($0, .else) || Self.isComprehension($0) }
        if cursor.index < cursor.end, isKeyword(tokens[cursor.index], .else) {
            cursor.index += 1
            found.formUnion(readExpression(&cursor, source, tokens, lines))
        }
        append(.choice, since: start, line)
        return found
    }

    private mutating func readAlternatives(
        _ cursor: inout Cursor, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Interest {
        let start = outline.makingNodes.count
        let line = self.line(tokens[cursor.index].start, lines)
        var found = readComparison(&cursor, source, tokens, lines)
        var count = 1
        while cursor.index < cursor.end {
            let token = tokens[cursor.index]
            guard isKeyword(token, .or) || isKeyword(token, .and) else { break }
            cursor.index += 1
            found.formUnion(readComparison(&cursor, source, tokens, lines))
            count += 1
        }
        if count > 1 { append(.choice, since: start, line) }
        return found
    }

    private mutating func readComparison(
        _ cursor: inout Cursor, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Interest {
        let start = outline.makingNodes.count
        let line = cursor.index < cursor.end ? self.line(tokens[cursor.index].start, lines) : 1
        var isTruth = false
        while cursor.index < cursor.end, isKeyword(tokens[cursor.index], .not) {
            isTruth = true
            cursor.index += 1
        }
        var found = readSum(&cursor, source, tokens, lines)
        while cursor.index < cursor.end, isComparison(tokens[cursor.index]) {
            isTruth = true
            while cursor.index < cursor.end, isComparison(tokens[cursor.index]) { cursor.index += 1 }
            found.formUnion(readSum(&cursor, source, tokens, lines))
        }
        if isTruth { append(.other, since: start, line) }
        return found
    }

    private func isComparison(_ token: Token) -> Bool {
        switch token.kind {
        case .op: token.detail == Operator.comparison
        case .keyword: isKeyword(token, .in) || isKeyword(token, .is) || isKeyword(token, .not)
        default: false
        }
    }

    private mutating func readSum(
        _ cursor: inout Cursor, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Interest {
        let start = outline.makingNodes.count
        let line = cursor.index < cursor.end ? self.line(tokens[cursor.index].start, lines) : 1
        var found = readOperand(&cursor, source, tokens, lines)
        var first: UInt8 = 0
        var sawPlus = false
        while cursor.index < cursor.end, let code = arithmetic(tokens[cursor.index]) {
            if first == 0 {
                first = code
                if code == UInt8(ascii: "%"), isText(start) { found.insert(.text) }
            }
            if code == UInt8(ascii: "+") { sawPlus = true }
            cursor.index += 1
            found.formUnion(readOperand(&cursor, source, tokens, lines))
        }
        guard first != 0 else { return found }
        let kind: Outline.MakingNode.Kind =
            if first == UInt8(ascii: "%") {
                found.contains(.text) && isText(start) ? .filled : .remainder
            } else if sawPlus {
                .joined
            } else {
                .arithmetic
            }
        append(kind, since: start, line)
        return found
    }

    /// Whether the node at `index` is a text.
    private func isText(_ index: Int) -> Bool {
        guard index < outline.makingNodes.count else { return false }
        let kind = outline.makingNodes[index].kind
        return kind == .text || kind == .format
    }

    private func arithmetic(_ token: Token) -> UInt8? {
        guard token.kind == .op else { return nil }
        switch token.detail {
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "%"),
            UInt8(ascii: "@"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "^"), Operator.power,
            Operator.floorDivision, Operator.shift:
            return token.detail
        default: return nil
        }
    }

    // MARK: Operands

    /// Reads signs, an atom and what follows it. What holds nothing of interest becomes one leaf.
    private mutating func readOperand(
        _ cursor: inout Cursor, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Interest {
        let start = outline.makingNodes.count
        while cursor.index < cursor.end {
            let token = tokens[cursor.index]
            guard
                isKeyword(token, .await) || isKeyword(token, .yield) || isKeyword(token, .from)
                    || arithmetic(token) != nil || token.isOperator(UInt8(ascii: "~"))
            else { break }
            cursor.index += 1
        }
        guard cursor.index < cursor.end else {
            append(.other, since: start, 1)
            return []
        }
        let line = self.line(tokens[cursor.index].start, lines)
        var found = readAtom(&cursor, source, tokens, lines)
        var trailers = 0
        while cursor.index < cursor.end, tokens[cursor.index].kind == .op {
            let isRead = readTrailer(&cursor, since: start, line, trailers, &found, source, tokens, lines)
            guard isRead else { break }
            trailers += 1
        }
        if found.isEmpty, outline.makingNodes.count > start + 1 || trailers > 0 {
            let last = outline.makingNodes[outline.makingNodes.count - 1]
            if last.kind == .call {
                replace(since: start, by: .call, value: last.value, line)
            } else {
                replace(since: start, by: .other, line)
            }
        }
        return found
    }

    /// Reads the call, attribute or subscript at the cursor; false where none stands there.
    private mutating func readTrailer(
        _ cursor: inout Cursor, since start: Int, _ line: UInt32, _ count: Int, _ found: inout Interest,
        _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Bool {
        let index = cursor.index
        let isOver = count >= Self.trailerLimit
        switch tokens[index].detail {
        case UInt8(ascii: "("):
            cursor.index += 1
            let last = outline.makingNodes[outline.makingNodes.count - 1]
            let isCallOfName = count == 0 && last.kind == .name
            let attribute = last.kind == .attribute && count > 0 ? last.value : NameTable.none
            if isCallOfName || attribute != NameTable.none {
                outline.makingNodes.removeLast()
            }
            // Arguments of a call that is left out are read to get behind them.
            found.formUnion(readArguments(&cursor, source, tokens, lines))
            if isCallOfName {
                append(.call, value: last.value, since: start, line)
            } else if attribute != NameTable.none {
                if isText(start), interner.names.table[attribute] == "format" { found.insert(.text) }
                append(.method, value: attribute, since: start, line)
            } else {
                append(.other, since: start, line)
            }
        case UInt8(ascii: "."):
            guard index + 1 < cursor.end, tokens[index + 1].kind == .name else { return false }
            cursor.index += 2
            if let strength = makingWords.strength(tokens[index + 1].hash) {
                found.formUnion(
                    Self.interest(
                        strength, isCall: tokens.isOperator(UInt8(ascii: "("), at: index + 2)))
            }
            append(
                .attribute, value: interner.name(tokens[index + 1], in: source), since: start, line)
        case UInt8(ascii: "["):
            cursor.index += 1
            readSubscript(&cursor, since: start, line, source, tokens)
        default: return false
        }
        if isOver { replace(since: start, by: .other, line) }
        return true
    }

    private mutating func readAtom(
        _ cursor: inout Cursor, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Interest {
        let start = outline.makingNodes.count
        let token = tokens[cursor.index]
        let line = self.line(token.start, lines)
        switch token.kind {
        case .name:
            if cursor.index + 1 < cursor.end, tokens[cursor.index + 1].kind == .op,
                tokens[cursor.index + 1].detail == Operator.walrus
            {
                cursor.index += 2
                return readExpression(&cursor, source, tokens, lines)
            }
            return readName(&cursor, source, tokens, line)
        case .string, .formatStart:
            return readText(&cursor, source, tokens, lines)
        case .number:
            cursor.index += 1
            append(.number, value: number(token, source), since: start, line)
            return []
        case .op:
            switch token.detail {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                return readDisplay(&cursor, source, tokens, lines)
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","),
                UInt8(ascii: ":"),
                UInt8(ascii: "="):
                append(.other, since: start, line)
                return []
            default: break
            }
        default: break
        }
        cursor.index += 1
        append(.other, since: start, line)
        return []
    }

    private mutating func readName(
        _ cursor: inout Cursor, _ source: Span<UInt8>, _ tokens: Span<Token>, _ line: UInt32
    ) -> Interest {
        let first = cursor.index
        let (path, end) = readPath(first, source, tokens)
        cursor.index = end
        var found: Interest = []
        let isCall = tokens.isOperator(UInt8(ascii: "("), at: end)
        if let strength = strength(tokens[end - 1].hash) {
            found.formUnion(Self.interest(strength, isCall: isCall))
        }
        for index in locals.indices
        where locals[index].name == tokens[first].hash && locals[index].scope == scope {
            locals[index].isUsed = true
            found.insert(.local)
        }
        if isCounter(tokens[end - 1].hash) { found.insert(.counted) }
        append(.name, value: path, since: outline.makingNodes.count, line)
        return found
    }

    /// The value of a decimal whole number.
    private func number(_ token: Token, _ source: Span<UInt8>) -> UInt32 {
        var value: UInt32 = 0
        for index in token.start..<token.end {
            if source[index] == UInt8(ascii: "_") { continue }
            guard source[index] >= UInt8(ascii: "0"), source[index] <= UInt8(ascii: "9") else {
                return Self.noNumber
            }
            let (product, isOver) = value.multipliedReportingOverflow(by: 10)
            let (sum, isOverToo) = product.addingReportingOverflow(UInt32(source[index] - UInt8(ascii: "0")))
            guard !isOver, !isOverToo else { return Self.noNumber }
            value = sum
        }
        return value
    }

    // MARK: Brackets

    /// The keyword of a column that the database counts, unless its value is `False`.
    private static let countsItself = NameTable.hash("autoincrement")

    /// Reads arguments up to the closing bracket and behind it.
    private mutating func readArguments(
        _ cursor: inout Cursor, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Interest {
        var found: Interest = []
        var place: UInt32 = 0
        while cursor.index < cursor.end, !isClosing(tokens[cursor.index]) {
            let before = cursor.index
            let start = outline.makingNodes.count
            let line = self.line(tokens[before].start, lines)
            var keyword = NameTable.none
            if tokens[before].kind == .name, tokens.isOperator(UInt8(ascii: "="), at: before + 1) {
                keyword = interner.name(tokens[before], in: source)
                cursor.index += 2
            }
            let inside = readExpression(&cursor, source, tokens, lines)
            let repetition = readComprehension(&cursor, source, tokens)
            if repetition != nil {
                append(.display, value: repetition ?? Self.noNumber, other: 1, since: start, line)
            }
            let isIdle = inside.isEmpty && outline.makingNodes.last?.kind != .number
            let isOff = before + 2 < cursor.end ? isKeyword(tokens[before + 2], .false) : true
            let countsItself = tokens[before].hash == Self.countsItself && !isOff
            if isIdle, keyword != NameTable.none, !countsItself {
                outline.makingNodes.removeLast(outline.makingNodes.count - start)
            } else {
                append(.argument, value: keyword, other: place, since: start, line)
            }
            if keyword == NameTable.none { place += 1 }
            found.formUnion(inside)
            advance(&cursor, from: before, tokens)
        }
        if cursor.index < cursor.end { cursor.index += 1 }
        return found
    }

    /// Reads a tuple, list, set or dictionary, or what grouping parentheses hold.
    private mutating func readDisplay(
        _ cursor: inout Cursor, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Interest {
        let start = outline.makingNodes.count
        let line = self.line(tokens[cursor.index].start, lines)
        var isGroup = tokens[cursor.index].isOperator(UInt8(ascii: "("))
        cursor.index += 1
        var found: Interest = []
        var repetition: UInt32?
        var count = 0
        while cursor.index < cursor.end, !isClosing(tokens[cursor.index]) {
            let before = cursor.index
            let elementStart = outline.makingNodes.count
            var inside = readExpression(&cursor, source, tokens, lines)
            if cursor.index < cursor.end, tokens.isOperator(UInt8(ascii: ":"), at: cursor.index) {
                cursor.index += 1
                inside = readEntry(&cursor, since: elementStart, inside, source, tokens, lines)
            }
            repetition = readComprehension(&cursor, source, tokens) ?? repetition
            if inside.isEmpty, count > 0 {
                outline.makingNodes.removeLast(outline.makingNodes.count - elementStart)
            }
            count += 1
            found.formUnion(inside)
            if tokens.isOperator(UInt8(ascii: ","), at: cursor.index) { isGroup = false }
            advance(&cursor, from: before, tokens)
        }
        if cursor.index < cursor.end { cursor.index += 1 }
        if !isGroup || repetition != nil || count != 1 {
            append(
                .display, value: repetition ?? Self.noNumber, other: repetition == nil ? 0 : 1, since: start,
                line)
        }
        return found
    }

    /// Reads the value of a dictionary's entry, whose key was read since `start`. Of the key its text is kept.
    private mutating func readEntry(
        _ cursor: inout Cursor, since start: Int, _ found: Interest, _ source: Span<UInt8>,
        _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) -> Interest {
        let key = outline.makingNodes[outline.makingNodes.count - 1]
        var inside: Interest = []
        let line = key.line
        if found.isEmpty { outline.makingNodes.removeLast(outline.makingNodes.count - start) }
        inside.formUnion(found)
        inside.formUnion(readExpression(&cursor, source, tokens, lines))
        append(.entry, value: key.kind == .text ? key.value : NameTable.none, since: start, line)
        return inside
    }

    /// Skips the `for … in …` behind an element; nil where there is none, else how many times it goes round, where
    /// that is a literal.
    private mutating func readComprehension(
        _ cursor: inout Cursor, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) -> UInt32? {
        guard cursor.index < cursor.end, Self.isComprehension(tokens[cursor.index]) else { return nil }
        let start = cursor.index
        skip(&cursor, tokens) { _ in false }
        var index = start
        while index + 3 < cursor.index {
            if isKeyword(tokens[index], .in), tokens[index + 1].kind == .name,
                equals(tokens[index + 1], "range", source), tokens[index + 2].isOperator(UInt8(ascii: "(")),
                tokens[index + 3].kind == .number, tokens.isOperator(UInt8(ascii: ")"), at: index + 4)
            {
                return number(tokens[index + 3], source)
            }
            index += 1
        }
        return Self.noNumber
    }

    private static func isComprehension(_ token: Token) -> Bool {
        token.kind == .keyword
            && (token.detail == PythonKeyword.for.rawValue || token.detail == PythonKeyword.async.rawValue)
    }

    /// Reads `[index]` or `[from:to]` behind the opening bracket.
    private mutating func readSubscript(
        _ cursor: inout Cursor, since start: Int, _ line: UInt32, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) {
        let lower = readBound(&cursor, source, tokens)
        if cursor.index < cursor.end, tokens[cursor.index].isOperator(UInt8(ascii: ":")) {
            cursor.index += 1
            let upper = readBound(&cursor, source, tokens)
            append(
                .slice, value: lower ?? Outline.MakingNode.absent, other: upper ?? Outline.MakingNode.absent,
                since: start, line)
        } else {
            append(.element, value: lower ?? Self.noNumber, since: start, line)
        }
        skip(&cursor, tokens) { _ in false }
        while cursor.index < cursor.end, tokens.isOperator(UInt8(ascii: ","), at: cursor.index) {
            cursor.index += 1
            skip(&cursor, tokens) { _ in false }
        }
        if cursor.index < cursor.end { cursor.index += 1 }
    }

    /// The signed number at the cursor; nil where another expression or none stands there.
    private func readBound(_ cursor: inout Cursor, _ source: Span<UInt8>, _ tokens: Span<Token>) -> UInt32? {
        let isNegative = tokens.isOperator(UInt8(ascii: "-"), at: cursor.index)
        let index = cursor.index + (isNegative ? 1 : 0)
        guard index + 1 < tokens.count, index < cursor.end, tokens[index].kind == .number,
            endsBound(tokens[index + 1])
        else {
            if cursor.index < cursor.end, !endsBound(tokens[cursor.index]) {
                skip(&cursor, tokens) { $0.isOperator(UInt8(ascii: ":")) }
                return Self.noNumber
            }
            return nil
        }
        cursor.index = index + 1
        let value = number(tokens[index], source)
        guard value <= UInt32(Int32.max) else { return Self.noNumber }
        return isNegative ? UInt32(bitPattern: -Int32(bitPattern: value)) : value
    }

    private func endsBound(_ token: Token) -> Bool { isClosing(token) || token.isOperator(UInt8(ascii: ":")) }

    private func isClosing(_ token: Token) -> Bool {
        token.isOperator(UInt8(ascii: ")")) || token.isOperator(UInt8(ascii: "]"))
            || token.isOperator(UInt8(ascii: "}")) || token.kind == .newline
    }

    /// Goes on behind the comma that follows an element, and past anything that no element can hold.
    private func advance(_ cursor: inout Cursor, from before: Int, _ tokens: Span<Token>) {
        if tokens.isOperator(UInt8(ascii: ","), at: cursor.index) || cursor.index == before {
            cursor.index += 1
        } else if cursor.index < cursor.end, !isClosing(tokens[cursor.index]) {
            skipElement(&cursor, tokens)
            if tokens.isOperator(UInt8(ascii: ","), at: cursor.index) { cursor.index += 1 }
        }
    }

    /// Skips to the comma or bracket that ends the element, but by one token at least.
    private func skipElement(_ cursor: inout Cursor, _ tokens: Span<Token>) {
        let before = cursor.index
        skip(&cursor, tokens) { _ in false }
        if cursor.index == before { cursor.index += 1 }
    }

    /// Skips to a token outside all brackets that `stops` holds for, a comma, or a closing bracket.
    private func skip(_ cursor: inout Cursor, _ tokens: Span<Token>, _ stops: (Token) -> Bool) {
        var depth = 0
        while cursor.index < cursor.end {
            let token = tokens[cursor.index]
            if token.kind == .op {
                switch token.detail {
                case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                    if depth == 0 { return }
                    depth -= 1
                case UInt8(ascii: ",") where depth == 0: return
                default: break
                }
            } else if token.kind == .newline {
                return
            }
            if depth == 0, stops(token) { return }
            cursor.index += 1
        }
    }

    // MARK: Texts

    /// Reads strings that stand side by side.
    private mutating func readText(
        _ cursor: inout Cursor, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Interest {
        let start = outline.makingNodes.count
        let firstLine = line(tokens[cursor.index].start, lines)
        var found: Interest = []
        var hasFields = false
        while cursor.index < cursor.end {
            let token = tokens[cursor.index]
            if token.kind == .string {
                append(
                    .text, value: contentName(token, source), since: outline.makingNodes.count,
                    firstLine)
                cursor.index += 1
            } else if token.kind == .formatStart {
                hasFields = true
                cursor.index += 1
                found.formUnion(readFormat(&cursor, source, tokens, lines))
            } else {
                break
            }
        }
        if hasFields || outline.makingNodes.count != start + 1 { append(.format, since: start, firstLine) }
        if hasFields { found.insert(.text) }
        return found
    }

    /// Reads the pieces of a text with fields, and the quotes that end it.
    private mutating func readFormat(
        _ cursor: inout Cursor, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Interest {
        var found: Interest = []
        while cursor.index < cursor.end {
            let token = tokens[cursor.index]
            switch token.kind {
            case .formatEnd:
                cursor.index += 1
                return found
            case .formatMiddle:
                let text = interner.name(token.start..<min(token.end, token.start + 80), in: source)
                append(
                    .text, value: text, since: outline.makingNodes.count, self.line(token.start, lines))
                cursor.index += 1
            case .op where token.detail == UInt8(ascii: "{"):
                cursor.index += 1
                found.formUnion(readExpression(&cursor, source, tokens, lines))
                closeField(&cursor, tokens)
            default: return found
            }
        }
        return found
    }

    /// Skips conversion and format of a field, and the brace that ends it.
    private func closeField(_ cursor: inout Cursor, _ tokens: Span<Token>) {
        var depth = 0
        while cursor.index < cursor.end {
            let token = tokens[cursor.index]
            if token.kind == .newline { return }
            cursor.index += 1
            guard token.kind == .op else { continue }
            switch token.detail {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "}"):
                if depth <= 0 { return }
                depth -= 1
            default: break
            }
        }
    }
}
