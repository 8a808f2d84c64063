import Lexing

extension PythonOutliner {
    // MARK: Decorators

    mutating func readDecorator(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Int {
        let next = index + 1
        guard next < tokens.count else { return next }
        if tokens[next].kind == .name {
            let (path, _) = readPath(next, source, tokens)
            outline.decorators.append(Outline.Place(path: path, line: line(tokens[next].start, lines)))
        }
        let end = scan(next, [], kind: .decorator, source, tokens, lines)
        return skipLine(end, tokens)
    }

    // MARK: Classes

    /// Reads `class Name[T](Base, keyword=value):`, whose keyword stands at `index`.
    mutating func readClass(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Int {
        let definition = declare(.class, [], index, index, source, tokens, lines)
        let basesBefore = outline.bases.count
        var end = index + 2
        if tokens.isOperator(UInt8(ascii: "["), at: end) { end = skipBrackets(end, tokens) }
        if tokens.isOperator(UInt8(ascii: "("), at: end) {
            end = readBases(end + 1, source, tokens, lines)
        }
        outline.definitions[definition].bases = Outline.Slice(from: basesBefore, to: outline.bases.count)
        if end > 0 { lastEnd = tokens[min(end, tokens.count) - 1].end }
        return openSuite(end, .definition, scope: Int32(definition), tokens, lines)
    }

    /// Reads the bases from behind the opening bracket; returns the index behind the closing one.
    private mutating func readBases(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Int {
        var index = index
        while index < tokens.count {
            let token = tokens[index]
            if token.isOperator(UInt8(ascii: ")")) { return index + 1 }
            if token.kind == .newline { return index }
            if token.isOperator(UInt8(ascii: ",")) || token.isOperator(UInt8(ascii: "*"))
                || token.kind == .op && token.detail == Operator.power
            {
                index += 1
                continue
            }
            var keyword = NameTable.none
            if token.kind == .name, tokens.isOperator(UInt8(ascii: "="), at: index + 1) {
                keyword = interner.name(token, in: source)
                index += 2
            }
            let start = skipParentheses(index, source, tokens)
            if start < tokens.count, tokens[start].kind == .name {
                let (path, _) = readPath(start, source, tokens)
                let base = Outline.Base(path: path, keyword: keyword, line: line(tokens[start].start, lines))
                outline.bases.append(base)
            }
            let next = scan(index, .comma, kind: .base, source, tokens, lines)
            index = max(next, index)
            guard index < tokens.count else { break }
            let stop = tokens[index]
            if next == index, stop.isOperator(UInt8(ascii: ";")) { return index }
            if stop.isOperator(UInt8(ascii: "]")) || stop.isOperator(UInt8(ascii: "}")) { index += 1 }
        }
        return index
    }

    /// The index of the name in `((a.b[c]))`; `index` itself where something else than such a base stands there.
    private mutating func skipParentheses(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) -> Int {
        var start = index
        while tokens.isOperator(UInt8(ascii: "("), at: start) { start += 1 }
        guard start > index, start < tokens.count, tokens[start].kind == .name else { return index }
        var (_, end) = readPath(start, source, tokens)
        if tokens.isOperator(UInt8(ascii: "["), at: end) { end = skipBrackets(end, tokens) }
        let behind = end + start - index
        let isClosed = (end..<behind).allSatisfy { tokens.isOperator(UInt8(ascii: ")"), at: $0) }
        let isWhole =
            tokens.isOperator(UInt8(ascii: ","), at: behind)
            || tokens.isOperator(UInt8(ascii: ")"), at: behind)
        return isClosed && isWhole ? start : index
    }

    // MARK: Functions

    /// Reads `def name[T](parameters) -> type:`, whose `def` stands at `index`.
    mutating func readFunction(
        _ index: Int, _ flags: Outline.Flags, _ source: Span<UInt8>, _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) -> Int {
        let keyword = flags.contains(.async) ? index - 1 : index
        let definition = declare(.function, flags, keyword, index, source, tokens, lines)
        let parametersBefore = outline.parameters.count
        var end = index + 2
        if tokens.isOperator(UInt8(ascii: "["), at: end) { end = skipBrackets(end, tokens) }
        if tokens.isOperator(UInt8(ascii: "("), at: end) {
            end = readParameters(end + 1, source, tokens, lines)
        }
        outline.definitions[definition].parameters = Outline.Slice(
            from: parametersBefore, to: outline.parameters.count)
        if end < tokens.count, tokens[end].kind == .op, tokens[end].detail == Operator.arrow {
            let start = end + 1
            end = scan(start, .colon, kind: .annotation, source, tokens, lines)
            keepTypeHint(Int32(definition), NamePath.none, start..<end, source, tokens)
        }
        if end > 0 { lastEnd = tokens[min(end, tokens.count) - 1].end }
        return openSuite(end, .definition, scope: Int32(definition), tokens, lines)
    }

    /// Reads the parameters from behind the opening bracket; returns the index behind the closing one.
    private mutating func readParameters(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Int {
        var index = index
        var isStarred = false
        while index < tokens.count {
            let token = tokens[index]
            if token.isOperator(UInt8(ascii: ")")) { return index + 1 }
            guard token.kind == .name else {
                if token.kind == .newline { return index }
                isStarred = token.isOperator(UInt8(ascii: "*")) || token.isOperator(Operator.power)
                index += 1
                continue
            }
            let name = index
            var parameter = Outline.Parameter(
                name: interner.name(token, in: source), annotation: NamePath.none, hasDefault: false,
                isVariadic: isStarred)
            isStarred = false
            index += 1
            if tokens.isOperator(UInt8(ascii: ":"), at: index) {
                if index + 1 < tokens.count, tokens[index + 1].kind == .name {
                    parameter.annotation = readPath(index + 1, source, tokens).0
                }
                let start = index + 1
                index = scan(start, [.comma, .assignment], kind: .annotation, source, tokens, lines)
                keepTypeHint(
                    Int32(outline.definitions.count - 1), interner.path(NamePath.none, parameter.name),
                    start..<index,
                    source, tokens)
            }
            if tokens.isOperator(UInt8(ascii: "="), at: index) {
                parameter.hasDefault = true
                let start = index + 1
                interest = []
                index = scan(start, .comma, source, tokens, lines)
                if index == start + 1, tokens[start].length <= 64 {
                    parameter.defaultText = interner.name(text(tokens[start], source))
                }
                if !interest.isEmpty {
                    keepMaking(.parameter, target: name..<name + 1, start..<index, source, tokens, lines)
                }
            }
            outline.parameters.append(parameter)
            if tokens.isOperator(UInt8(ascii: ","), at: index) { index += 1 }
        }
        return index
    }

    // MARK: Both

    /// Appends the definition whose first keyword stands at `keyword` and whose name follows `nameBefore`.
    private mutating func declare(
        _ kind: Outline.Kind, _ extra: Outline.Flags, _ keyword: Int, _ nameBefore: Int,
        _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Int {
        note(.other)
        locals.removeAll(keepingCapacity: true)
        if !isInFunction { forgetCounters() }
        let start = tokens[keyword].start
        let line = self.line(start, lines)
        let decorators = Outline.Slice(from: decoratorsBefore, to: outline.decorators.count)
        decoratorsBefore = outline.decorators.count
        outline.definitions.append(
            Outline.Definition(
                kind: kind, flags: flags.union(extra),
                name: interner.name(tokens[nameBefore + 1], in: source),
                parent: scope, line: line,
                column: UInt32(truncatingIfNeeded: start) - lines[Int(line) - 1] + 1, endLine: line,
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: start),
                decorators: decorators))
        sawStatement.append(false)
        let index = outline.definitions.count - 1
        outline.definitions[index].descendants.first = UInt32(index + 1)
        outline.definitions[index].uses.first = UInt32(outline.uses.count)
        outline.definitions[index].values.first = UInt32(outline.values.count)
        return index
    }
}
