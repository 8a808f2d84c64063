import Lexing

extension PythonOutliner {
    /// How many parts of a dotted name are kept.
    private static let pathLimit = 32

    /// How many tokens back the opening bracket of a call is looked for.
    private static let lookBackLimit = 128

    /// Where a scan of an expression stops, besides the statement's end.
    struct Stops: OptionSet {
        let rawValue: UInt8
        static let colon = Stops(rawValue: 1)
        static let assignment = Stops(rawValue: 2)
        static let comma = Stops(rawValue: 4)
    }

    /// Records the names of the expression that starts at `index`, up to a stop outside all brackets.
    ///
    /// - Returns: the index of the token that stopped the scan: a line end, `;`, a stop, or a closing bracket.
    mutating func scan(
        _ index: Int, _ stops: Stops, kind: Outline.Use.Kind = .read, _ source: Span<UInt8>,
        _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Int {
        var index = index
        var depth = 0
        var lambdas = 0
        while index < tokens.count {
            let token = tokens[index]
            switch token.kind {
            case .newline, .indent, .dedent:
                return index
            case .name:
                index = scanName(index, depth, kind, source, tokens, lines)
                continue
            case .op:
                switch token.detail {
                case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                    depth += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                    if depth == 0 { return index }
                    depth -= 1
                case UInt8(ascii: ";") where depth == 0:
                    return index
                case UInt8(ascii: ":") where depth == 0:
                    if lambdas > 0 { lambdas -= 1 } else if stops.contains(.colon) { return index }
                case UInt8(ascii: "=") where depth == 0, Operator.augmentedAssignment where depth == 0:
                    if lambdas == 0, stops.contains(.assignment) { return index }
                case UInt8(ascii: ",") where depth == 0:
                    if lambdas == 0, stops.contains(.comma) { return index }
                case Operator.walrus where tokens.kind(at: index - 1) == .name:
                    bindName(index - 1, source, tokens, lines)
                case UInt8(ascii: "."):
                    index = scanAttributeOfResult(index, source, tokens, lines)
                    continue
                case UInt8(ascii: "!") where tokens.kind(at: index + 1) == .name:
                    index += 1  // the conversion of a replacement field: `!r`
                default: break
                }
            case .keyword where token.detail == PythonKeyword.lambda.rawValue:
                if depth == 0 { lambdas += 1 }
                noteOwnNames(behind: index, source, tokens)
            case .keyword where token.detail == PythonKeyword.for.rawValue:
                noteOwnNames(behind: index, source, tokens)
            case .formatStart:
                interest.insert(.text)
                schema = nil
            case .formatMiddle:
                if schema != nil || token.length >= SchemaReader.leastLength {
                    readSchema(index, token.start..<token.end, source, tokens, lines)
                }
            case .string:
                if schema != nil || token.length >= SchemaReader.leastLength {
                    readSchema(index, contentRange(token, source), source, tokens, lines)
                }
                guard depth > 0 else { break }
                if tokens.isOperator(UInt8(ascii: ":"), at: index + 1) {
                    noteLabel(token, quotes: 1, source)
                } else {
                    noteMention(index, source, tokens, lines)
                }
            default: break
            }
            index += 1
        }
        return index
    }

    /// Records the dotted name at `index`, unless it names an argument.
    private mutating func scanName(
        _ index: Int, _ depth: Int, _ kind: Outline.Use.Kind, _ source: Span<UInt8>, _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) -> Int {
        let next = index + 1
        if depth > 0, tokens.isOperator(UInt8(ascii: "="), at: next) {
            if tokens.isOperator(UInt8(ascii: "("), at: index - 1)
                || tokens.isOperator(UInt8(ascii: ","), at: index - 1)
            {
                noteLabel(tokens[index], quotes: 0, source)
                return next
            }
        }
        let (path, end) = readPath(index, source, tokens)
        let isCall = tokens.isOperator(UInt8(ascii: "("), at: end)
        noteInterest(index, end, isCall: isCall, tokens)
        record(path, isCall && kind != .raised ? .call : kind, tokens[index].start, lines)
        return end
    }

    /// Records a member of a result: `f(x).g()` as a call of `f().g`, and where the result is not that of a plain call,
    /// as one of `().g`; likewise `f(x).a` as a read.
    private mutating func scanAttributeOfResult(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Int {
        guard index + 1 < tokens.count, tokens[index + 1].kind == .name else { return index + 1 }
        let result = resultPath(endingAt: index - 1, source, tokens)
        let (path, end) = readPath(index + 1, behind: result.path, length: result.length, source, tokens)
        if tokens.isOperator(UInt8(ascii: "("), at: end) {
            record(path, .call, tokens[index].start, lines)
            if tokens.isOperator(UInt8(ascii: "."), at: index), index > 0, tokens[index - 1].kind == .string {
                interest.insert(.text)
            }
            lastMethodCall = (open: end, path: path, length: result.length + (end - index) / 2)
        } else {
            record(path, .read, tokens[index].start, lines)
        }
        return end
    }

    /// How many tokens behind a `for` or `lambda` are looked at for the names that it binds.
    private static let ownNameLimit = 64

    /// Notes the names that a comprehension's `for` or a lambda binds.
    private mutating func noteOwnNames(behind index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>) {
        for index in index + 1..<min(tokens.count, index + 1 + Self.ownNameLimit) {
            let token = tokens[index]
            switch token.kind {
            case .name: outline.ownNames.append(interner.name(token, in: source))
            case .op where token.detail != UInt8(ascii: ":"): continue
            default: return
            }
        }
    }

    /// The name that stands for the result of a call in a path.
    mutating func callMark() -> NameTable.ID {
        if let callMarkID { return callMarkID }
        let id = interner.name(Array(NamePath.callMark.utf8))
        callMarkID = id
        return id
    }

    /// The path of the result of the call whose closing bracket stands at `close`. Looks back a bounded way, so
    /// that nested chains cost no more than their length.
    private mutating func resultPath(
        endingAt close: Int, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) -> (path: NamePath.ID, length: Int) {
        let mark = callMark()
        guard tokens.isOperator(UInt8(ascii: ")"), at: close) else {
            return (interner.path(NamePath.none, mark), 1)
        }
        var open = close
        var depth = 0
        while open >= 0, close - open <= Self.lookBackLimit {
            if tokens[open].kind == .newline { break }
            if tokens[open].isOperator(UInt8(ascii: ")")) { depth += 1 }
            if tokens[open].isOperator(UInt8(ascii: "(")) {
                depth -= 1
                if depth == 0 { break }
            }
            open -= 1
        }
        if depth == 0, open == lastMethodCall.open, lastMethodCall.length < Self.pathLimit {
            return (interner.path(lastMethodCall.path, mark), lastMethodCall.length + 1)
        }
        var first = open - 1
        guard depth == 0, first >= 0, tokens[first].kind == .name else {
            return (interner.path(NamePath.none, mark), 1)
        }
        while tokens.isOperator(UInt8(ascii: "."), at: first - 1), first >= 2,
            tokens[first - 2].kind == .name,
            open - first < Self.pathLimit
        {
            first -= 2
        }
        guard !tokens.isOperator(UInt8(ascii: "."), at: first - 1) else {
            return (interner.path(NamePath.none, mark), 1)
        }
        let callee = readPath(first, source, tokens).0
        return (interner.path(callee, mark), (open - first) / 2 + 2)
    }

    /// The dotted name that starts at the name token `index`, and the index behind it.
    mutating func readPath(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) -> (NamePath.ID, Int) {
        let slot = index & (Self.latestPathCount - 1)
        if latestPaths[slot].index == index { return (latestPaths[slot].path, latestPaths[slot].end) }
        let (path, end) = readPath(index, behind: NamePath.none, length: 0, source, tokens)
        latestPaths[slot] = LatestPath(index: index, path: path, end: end)
        return (path, end)
    }

    /// The same behind what is before its dot. Parts beyond the limit are read and left out, so that no chain of a
    /// hostile file is long to follow.
    private mutating func readPath(
        _ index: Int, behind parent: NamePath.ID, length parentLength: Int, _ source: Span<UInt8>,
        _ tokens: Span<Token>
    ) -> (NamePath.ID, Int) {
        var path = interner.path(parent, interner.name(tokens[index], in: source))
        var end = index + 1
        var length = parentLength + 1
        while tokens.isOperator(UInt8(ascii: "."), at: end), end + 1 < tokens.count,
            tokens[end + 1].kind == .name
        {
            if length < Self.pathLimit {
                path = interner.path(path, interner.name(tokens[end + 1], in: source))
            }
            length += 1
            end += 2
        }
        return (path, end)
    }

    mutating func record(_ path: NamePath.ID, _ kind: Outline.Use.Kind, _ offset: Int, _ lines: Span<UInt32>)
    {
        outline.uses.append(Outline.Use(path: path, scope: scope, line: line(offset, lines), kind: kind))
    }

    /// The index behind the bracket that closes the one at `index`; that of the line end where none does.
    func skipBrackets(_ index: Int, _ tokens: Span<Token>) -> Int {
        var depth = 0
        var index = index
        while index < tokens.count {
            switch tokens[index].kind {
            case .newline: return index
            case .op:
                switch tokens[index].detail {
                case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                    depth -= 1
                    if depth <= 0 { return index + 1 }
                default: break
                }
            default: break
            }
            index += 1
        }
        return index
    }
}

// MARK: - Values

extension PythonOutliner {
    /// What the expression in `range` is: a name, a call, text, text with fields.
    mutating func describe(
        _ range: Range<Int>, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) -> (shape: Outline.Value.Shape, path: NamePath.ID, text: NameTable.ID) {
        var start = range.lowerBound
        let end = range.upperBound
        while start < end, isKeyword(tokens[start], .await) { start += 1 }
        guard start < end else { return (.none, NamePath.none, NameTable.none) }
        let first = tokens[start]
        switch first.kind {
        case .keyword:
            return (
                isKeyword(first, .none) && end == start + 1 ? .none : .other, NamePath.none, NameTable.none
            )
        case .name:
            let (path, behind) = readPath(start, source, tokens)
            if behind == end { return (.name, path, NameTable.none) }
            let result = readTrailers(path, behind, end, source, tokens)
            if result.end == end, result.shape != .other {
                return (result.shape, result.path, NameTable.none)
            }
            let isText = joinsText(start..<end, tokens)
            return (isText ? .formatted : .other, NamePath.none, NameTable.none)
        case .string:
            var index = start
            while index < end, tokens[index].kind == .string { index += 1 }
            if index == end {
                return (.text, NamePath.none, contentName(first, source))
            }
            let next = tokens[index]
            let isFormat =
                next.isOperator(UInt8(ascii: "%")) || next.isOperator(UInt8(ascii: "."))
                || next.isOperator(UInt8(ascii: "+")) || next.kind == .formatStart
            return (isFormat ? .formatted : .other, NamePath.none, contentName(first, source))
        case .number where tokens[end - 1].end - first.start <= 32 && isArithmetic(start..<end, tokens):
            let number = interner.name(first.start..<tokens[end - 1].end, in: source)
            return (.number, NamePath.none, number)
        case .formatStart:
            return (.formatted, NamePath.none, interner.name(skeleton(start..<end, source, tokens)))
        default:
            let isText = joinsText(start..<end, tokens)
            return (isText ? .formatted : .other, NamePath.none, NameTable.none)
        }
    }

    /// Reads the calls, subscripts and attributes that follow `path` from `index`: what their end is, a call, an
    /// attribute or something else, the path of that callee or attribute, and the index behind them. A subscript
    /// has the path and shape of what it picks from.
    private mutating func readTrailers(
        _ path: NamePath.ID, _ index: Int, _ end: Int, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) -> (shape: Outline.Value.Shape, path: NamePath.ID, end: Int) {
        var path = path
        var index = index
        var shape = Outline.Value.Shape.other
        var length = 0
        while index < end {
            let token = tokens[index]
            if token.isOperator(UInt8(ascii: "(")) {
                if shape == .call {
                    length += 1
                    if length < Self.pathLimit { path = interner.path(path, callMark()) }
                }
                index = skipBrackets(index, tokens)
                shape = .call
            } else if token.isOperator(UInt8(ascii: "[")) {
                index = skipBrackets(index, tokens)
            } else if token.isOperator(UInt8(ascii: ".")), index + 1 < end, tokens[index + 1].kind == .name {
                length += 2
                if length < Self.pathLimit {
                    if shape == .call {
                        path = interner.path(path, callMark())
                    }
                    path = interner.path(path, interner.name(tokens[index + 1], in: source))
                }
                shape = shape == .other ? .other : .name
                index += 2
            } else {
                return (.other, path, index)
            }
        }
        return (shape, path, index)
    }

    /// Whether the expression adds text to something, outside brackets: `prefix + "_" + suffix`.
    private func joinsText(_ range: Range<Int>, _ tokens: Span<Token>) -> Bool {
        var depth = 0
        var sawText = false
        var sawPlus = false
        for index in range {
            let token = tokens[index]
            switch token.kind {
            case .op
            where token.detail == UInt8(ascii: "(") || token.detail == UInt8(ascii: "[")
                || token.detail == UInt8(ascii: "{"):
                depth += 1
            case .op
            where token.detail == UInt8(ascii: ")") || token.detail == UInt8(ascii: "]")
                || token.detail == UInt8(ascii: "}"):
                depth -= 1
            case .op where token.detail == UInt8(ascii: "+") && depth == 0: sawPlus = true
            case .string where depth == 0, .formatStart where depth == 0: sawText = true
            default: break
            }
        }
        return sawText && sawPlus
    }

    /// Whether an expression is a number, or calculated from numbers: `24 * 60`.
    private func isArithmetic(_ range: Range<Int>, _ tokens: Span<Token>) -> Bool {
        range.allSatisfy { index in
            switch tokens[index].kind {
            case .number: true
            case .op:
                [UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"), Operator.power]
                    .contains(
                        tokens[index].detail)
            default: false
            }
        }
    }

    /// The bytes of a token.
    func text(_ token: Token, _ source: Span<UInt8>) -> [UInt8] {
        (token.start..<token.end).map { source[$0] }
    }

    /// The name that is the text between a string token's quotes, as written, at most 80 bytes of it.
    mutating func contentName(_ token: Token, _ source: Span<UInt8>) -> NameTable.ID {
        interner.name(contentRange(token, source).prefix(80), in: source)
    }

    /// Where the text between a string token's quotes stands; empty where the token has no quotes.
    func contentRange(_ token: Token, _ source: Span<UInt8>) -> Range<Int> {
        var start = token.start
        while start < token.end, source[start] != UInt8(ascii: "\""), source[start] != UInt8(ascii: "'") {
            start += 1
        }
        guard start < token.end else { return start..<start }
        let quote = source[start]
        let isTriple = token.end - start >= 6 && source[start + 1] == quote && source[start + 2] == quote
        let quotes = isTriple ? 3 : 1
        return start + quotes..<max(start + quotes, token.end - quotes)
    }

    /// The literal text of format strings with `{}` for each field, at most 80 bytes of it.
    private func skeleton(_ range: Range<Int>, _ source: Span<UInt8>, _ tokens: Span<Token>) -> [UInt8] {
        var text: [UInt8] = []
        var depth = 0
        var strings = 0
        for index in range where text.count < 80 {
            let token = tokens[index]
            switch token.kind {
            case .formatStart: strings += 1
            case .formatEnd: strings -= 1
            case .formatMiddle where depth == 0 && strings == 1:
                for offset in token.start..<min(token.end, token.start + 80) { text.append(source[offset]) }
            case .op where token.detail == UInt8(ascii: "{"):
                if depth == 0, strings == 1 { text += [UInt8(ascii: "{"), UInt8(ascii: "}")] }
                depth += 1
            case .op where token.detail == UInt8(ascii: "}"): depth -= 1
            default: break
            }
        }
        return text
    }

    func isKeyword(_ token: Token, _ keyword: PythonKeyword) -> Bool {
        token.kind == .keyword && token.detail == keyword.rawValue
    }
}
