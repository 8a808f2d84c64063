import Lexing

/// What code says about members: the classes of names, texts that may name members, elements of tables.
extension PythonOutliner {
    // MARK: Type hints

    /// Keeps the class that the annotation in `range` declares for `target`, if it declares one.
    mutating func keepTypeHint(
        _ scope: Int32, _ target: NamePath.ID, _ range: Range<Int>, _ source: Span<UInt8>,
        _ tokens: Span<Token>
    ) {
        guard let type = readType(range, source, tokens) else { return }
        outline.typeHints.append(Outline.TypeHint(scope: scope, target: target, type: type))
    }

    /// The class that an annotation comes to: `C` of `C`, `"C"`, `Optional[C]` and `C | None`.
    private mutating func readType(
        _ range: Range<Int>, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) -> NamePath.ID? {
        guard let first = range.first, let last = range.last, last < tokens.count else { return nil }
        if tokens[first].kind == .string {
            return range.count == 1 ? readQuotedType(tokens[first], source) : nil
        }
        if isKeyword(tokens[first], .none), range.count > 2, tokens[first + 1].isOperator(UInt8(ascii: "|")) {
            return readType(first + 2..<range.upperBound, source, tokens)
        }
        guard tokens[first].kind == .name else { return nil }
        let end = skipPath(first, tokens)
        if end >= range.upperBound {
            return isClassName(tokens[end - 1], source) ? readPath(first, source, tokens).0 : nil
        }
        if tokens[end].isOperator(UInt8(ascii: "|")), end + 2 == range.upperBound,
            isKeyword(tokens[last], .none)
        {
            return readType(first..<end, source, tokens)
        }
        if tokens[end].isOperator(UInt8(ascii: "[")), tokens[last].isOperator(UInt8(ascii: "]")),
            skipBrackets(end, tokens) == range.upperBound, equals(tokens[end - 1], "Optional", source)
        {
            return readType(end + 1..<last, source, tokens)
        }
        return nil
    }

    /// The index behind the dotted name at `index`.
    private func skipPath(_ index: Int, _ tokens: Span<Token>) -> Int {
        var end = index + 1
        while tokens.isOperator(UInt8(ascii: "."), at: end), end + 1 < tokens.count,
            tokens[end + 1].kind == .name
        {
            end += 2
        }
        return end
    }

    /// Whether a name is written as classes are: the first letter upper case, underscores left aside. Spares the
    /// hints of numbers and texts, most of all.
    private func isClassName(_ token: Token, _ source: Span<UInt8>) -> Bool {
        var offset = token.start
        while offset < token.end, source[offset] == UInt8(ascii: "_") { offset += 1 }
        return offset < token.end && isUpper(source[offset])
    }

    private func isUpper(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }

    /// The dotted name that a string holds, `| None` left aside.
    private mutating func readQuotedType(_ token: Token, _ source: Span<UInt8>) -> NamePath.ID? {
        var range = contentRange(token, source)
        guard range.count <= 128 else { return nil }
        let none = " | None"
        if range.count > none.utf8.count,
            none.utf8.elementsEqual(range.suffix(none.utf8.count).map { source[$0] })
        {
            range = range.lowerBound..<range.upperBound - none.utf8.count
        }
        var path = NamePath.none
        var part: [UInt8] = []
        for offset in range.lowerBound...range.upperBound {
            if offset < range.upperBound, isNameByte(source[offset]) {
                part.append(source[offset])
                continue
            }
            guard let first = part.first, !isDigit(first),
                offset == range.upperBound || source[offset] == UInt8(ascii: ".")
            else { return nil }
            if offset == range.upperBound, !isUpper(part.first { $0 != UInt8(ascii: "_") } ?? 0) {
                return nil
            }
            path = interner.path(path, interner.name(part))
            part = []
        }
        return path == NamePath.none ? nil : path
    }

    // MARK: Mentions

    /// Notes the string at `index`, if it is an argument or an element of a list, and reads as a name. The keys of
    /// subscripts and of `get` are none: they look things up in tables.
    mutating func noteMention(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) {
        guard index > 0, index + 1 < tokens.count, tokens[index - 1].kind == .op,
            tokens[index + 1].kind == .op
        else { return }
        let before = tokens[index - 1].detail
        let behind = tokens[index + 1].detail
        guard
            behind == UInt8(ascii: ",") || behind == UInt8(ascii: ")") || behind == UInt8(ascii: "]")
                || behind == UInt8(ascii: "}"),
            before == UInt8(ascii: "(") || before == UInt8(ascii: ",") || before == UInt8(ascii: "[")
                || before == UInt8(ascii: "=") || before == UInt8(ascii: "{")
        else { return }
        if index > 1 {
            let owner = tokens[index - 2]
            if before == UInt8(ascii: "["), behind == UInt8(ascii: "]"), endsOperand(owner) { return }
            if before == UInt8(ascii: "("), owner.hash == Self.getHash { return }
        }
        let quotes = source[tokens[index].start]
        guard quotes == UInt8(ascii: "\"") || quotes == UInt8(ascii: "'") else { return }
        let range = contentRange(tokens[index], source)
        guard range.count >= 1, range.count <= 64, !isDigit(source[range.lowerBound]) else { return }
        for offset in range where !isNameByte(source[offset]) { return }
        let name = interner.name(range, in: source)
        outline.mentions.append(Outline.Mention(name: name, line: line(tokens[index].start, lines)))
    }

    private static let getHash = NameTable.hash("get")

    private func endsOperand(_ token: Token) -> Bool {
        token.kind == .name || token.isOperator(UInt8(ascii: ")")) || token.isOperator(UInt8(ascii: "]"))
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private func isNameByte(_ byte: UInt8) -> Bool {
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") || isDigit(byte)
            || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    // MARK: Elements

    /// Notes the elements that the target in `range` sets: one for each pair of brackets behind its dotted name.
    mutating func noteElements(
        _ range: Range<Int>, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) {
        guard let first = range.first, let last = range.last, tokens[last].isOperator(UInt8(ascii: "]"))
        else { return }
        var index = first
        var table = NamePath.none
        while index < range.upperBound {
            if tokens[index].kind == .name {
                let (path, end) = readPath(index, source, tokens)
                let isWhole = !tokens.isOperator(UInt8(ascii: "."), at: index - 1)
                table = isWhole && tokens.isOperator(UInt8(ascii: "["), at: end) ? path : NamePath.none
                index = end
                continue
            }
            guard tokens[index].isOperator(UInt8(ascii: "[")) else {
                index = tokens[index].isOperator(UInt8(ascii: "(")) ? skipBrackets(index, tokens) : index + 1
                table = NamePath.none
                continue
            }
            let end = skipBrackets(index, tokens)
            let isText = end == index + 3 && tokens.kind(at: index + 1) == .string
            outline.elements.append(
                Outline.Element(
                    kind: .set, table: table,
                    key: isText ? contentName(tokens[index + 1], source) : NameTable.none,
                    scope: scope, line: line(tokens[index].start, lines)))
            table = NamePath.none
            index = end
        }
    }

    /// Records a target that is a member of something else than a dotted name, `f().a` or `b[0].a`, as `().a`.
    mutating func noteMemberOfResult(
        _ range: Range<Int>, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) {
        guard range.count > 3, let last = range.last, tokens[last].kind == .name,
            tokens[last - 1].isOperator(UInt8(ascii: ".")), tokens[last - 2].kind == .op
        else { return }
        let result = interner.path(NamePath.none, callMark())
        record(
            interner.path(result, interner.name(tokens[last], in: source)), .written, tokens[last].start,
            lines)
    }

    /// Notes the elements that begin at zero in the dictionary in `range`, for the members that it is given to by the
    /// values since `valuesBefore`.
    mutating func noteZeros(
        _ range: Range<Int>, _ valuesBefore: Int, _ source: Span<UInt8>, _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) {
        guard scope >= 0, let first = range.first, tokens[first].isOperator(UInt8(ascii: "{")),
            let table = outline.values[valuesBefore...].last(where: { $0.kind == .assigned })?.target,
            table != NamePath.none, interner.paths[Int(table)].parent != NamePath.none
        else { return }
        var depth = 0
        for index in range {
            guard tokens[index].kind == .op else {
                guard depth == 1, tokens[index].kind == .string, index + 3 < range.upperBound,
                    tokens.isOperator(UInt8(ascii: ":"), at: index + 1), isZero(tokens[index + 2], source),
                    tokens.isOperator(UInt8(ascii: ","), at: index + 3)
                        || tokens.isOperator(UInt8(ascii: "}"), at: index + 3)
                else { continue }
                outline.elements.append(
                    Outline.Element(
                        kind: .zero, table: table, key: contentName(tokens[index], source),
                        scope: scope,
                        line: line(tokens[index].start, lines)))
                continue
            }
            switch tokens[index].detail {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
        }
    }

    /// Whether a number is written as 0 or 0.0.
    private func isZero(_ token: Token, _ source: Span<UInt8>) -> Bool {
        guard token.kind == .number, token.length <= 3 else { return false }
        return (token.start..<token.end).allSatisfy {
            source[$0] == UInt8(ascii: "0") || source[$0] == UInt8(ascii: ".")
        }
    }

    // MARK: Slots

    /// Binds the names that a `__slots__` lists as fields of its class.
    mutating func bindSlots(
        _ target: Range<Int>, _ value: Range<Int>, _ source: Span<UInt8>, _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) {
        guard scope >= 0, outline.definitions[Int(scope)].kind == .class, target.count == 1,
            equals(tokens[target.lowerBound], "__slots__", source)
        else { return }
        for index in value where tokens[index].kind == .string {
            let path = interner.path(NamePath.none, contentName(tokens[index], source))
            appendValue(.bound, path, tokens[index].start, lines)
        }
    }
}
