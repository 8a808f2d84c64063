import Lexing

extension PythonOutliner {
    /// Reads the statement or header at `index`; its suite, if any, is read by the statements that follow.
    ///
    /// - Returns: the index behind what was read.
    mutating func readStatement(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Int {
        let token = tokens[index]
        interest = []
        if token.isOperator(UInt8(ascii: ";")) { return index + 1 }
        if token.isOperator(UInt8(ascii: "@")) { return readDecorator(index, source, tokens, lines) }
        let next = index + 1
        if token.kind == .keyword, let keyword = PythonKeyword(rawValue: token.detail) {
            switch keyword {
            case .class where tokens.kind(at: next) == .name:
                return readClass(index, source, tokens, lines)
            case .def where tokens.kind(at: next) == .name:
                return readFunction(index, [], source, tokens, lines)
            case .async:
                if next + 1 < tokens.count, isKeyword(tokens[next], .def), tokens[next + 1].kind == .name {
                    return readFunction(next, .async, source, tokens, lines)
                }
                return next
            default: break
            }
            forgetDecorators()
            if keyword != .except { lastTryHeldImport = false }
            return readKeywordStatement(keyword, index, source, tokens, lines)
        }
        forgetDecorators()
        return readExpressionStatement(index, source, tokens, lines)
    }

    /// Decorators belong to the definition that follows them; anything else between is an error.
    private mutating func forgetDecorators() { decoratorsBefore = outline.decorators.count }

    private mutating func readKeywordStatement(
        _ keyword: PythonKeyword, _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) -> Int {
        switch keyword {
        case .import, .from:
            note(.other)
            return readImport(keyword, index, source, tokens, lines)
        case .return:
            return readReturn(.returned, index, source, tokens, lines)
        case .yield:
            return readReturn(.yielded, index, source, tokens, lines)
        case .raise:
            let end = scan(index + 1, [], kind: .raised, source, tokens, lines)
            if !interest.isEmpty {
                keepMaking(.statement, target: index..<index, index + 1..<end, source, tokens, lines)
            }
            note(raisesNotImplemented(index + 1, source, tokens) ? .raises : .other)
            return endStatement(end, tokens)
        case .pass:
            noteEmpty()
            return endStatement(index + 1, tokens)
        case .try:
            note(.other)
            return openSuite(index + 1, .tried, tokens, lines)
        case .except:
            let usesBefore = outline.uses.count
            let end = scanHeader(index + 1, source, tokens, lines)
            let catchesImportError = outline.uses[usesBefore...].contains { isImportError($0.path) }
            let kind: Block.Kind = catchesImportError || lastTryHeldImport ? .fallback : .plain
            return openSuite(end, kind, tokens, lines)
        case .if, .elif, .while, .for, .with, .else, .finally:
            if keyword == .if || keyword == .while || keyword == .for || keyword == .with { note(.other) }
            let usesBefore = outline.uses.count
            let end = scanHeader(index + 1, source, tokens, lines)
            if keyword == .for {
                for index in outline.uses[usesBefore...].indices
                where outline.uses[index].kind == .read
                    && interner.paths[Int(outline.uses[index].path)].parent != NamePath.none
                {
                    outline.uses[index].kind = .iterated
                }
            }
            if keyword == .for || keyword == .with {
                bindHeaderTargets(keyword, index + 1, end, source, tokens, lines)
            }
            let isTypeChecking =
                keyword == .if && outline.uses[usesBefore...].contains { isTypeCheckingSwitch($0.path) }
            return openSuite(end, isTypeChecking ? .typeChecking : .plain, tokens, lines)
        case .global:
            note(.other)
            bindGlobals(index + 1, source, tokens, lines)
            noteOuterNames(index + 1, tokens)
            return endStatement(skipSimpleStatement(index + 1, tokens), tokens)
        case .nonlocal, .break, .continue:
            note(.other)
            if keyword == .nonlocal { noteOuterNames(index + 1, tokens) }
            return endStatement(skipSimpleStatement(index + 1, tokens), tokens)
        default:
            return readExpressionStatement(index, source, tokens, lines)
        }
    }

    private mutating func scanHeader(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Int {
        var end = scan(index, .colon, source, tokens, lines)
        // A stray closing bracket ends a scan: go on behind it.
        while end < tokens.count, tokens[end].kind == .op, tokens[end].detail != UInt8(ascii: ":") {
            end = scan(end + 1, .colon, source, tokens, lines)
        }
        if !interest.isEmpty {
            keepMaking(.statement, target: index..<index, index..<end, source, tokens, lines)
        }
        if end > index { lastEnd = tokens[end - 1].end }
        return end
    }

    /// The index of the end of the simple statement at `index`: a `;` or a line end.
    func skipSimpleStatement(_ index: Int, _ tokens: Span<Token>) -> Int {
        var index = index
        while index < tokens.count, tokens[index].kind != .newline,
            !tokens[index].isOperator(UInt8(ascii: ";"))
        {
            index += 1
        }
        return index
    }

    /// Closes a simple statement whose last token stands before `index`.
    private mutating func endStatement(_ index: Int, _ tokens: Span<Token>) -> Int {
        let end = skipSimpleStatement(index, tokens)
        if end > 0 { lastEnd = max(lastEnd, tokens[end - 1].end) }
        return end
    }

    // MARK: Counting

    /// Counts a statement towards the function or class whose body it stands in.
    mutating func note(_ shape: Outline.BodyShape) {
        let scope = self.scope
        guard scope >= 0 else {
            sawModuleStatement = true
            return
        }
        let index = Int(scope)
        sawStatement[index] = true
        outline.definitions[index].statementCount += 1
        outline.definitions[index].body = outline.definitions[index].statementCount == 1 ? shape : .other
    }

    /// Notes a statement that does nothing.
    private mutating func noteEmpty() {
        if scope >= 0 { sawStatement[Int(scope)] = true } else { sawModuleStatement = true }
    }

    // MARK: Simple statements

    private mutating func readReturn(
        _ kind: Outline.Value.Kind, _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) -> Int {
        let usesBefore = outline.uses.count
        let start = index + 1
        let end = scan(start, [], source, tokens, lines)
        if !interest.isEmpty {
            keepMaking(
                kind == .returned ? .returned : .yielded, target: start..<start, start..<end, source, tokens,
                lines)
        }
        let value = describe(start..<end, source, tokens)
        outline.values.append(
            Outline.Value(
                kind: kind, shape: value.shape, flags: flags, scope: scope, target: NamePath.none,
                path: value.path, text: value.text, line: line(tokens[index].start, lines),
                uses: Outline.Slice(from: usesBefore, to: outline.uses.count)))
        note(shapeOfBody(start..<end, value.shape, value.path, tokens))
        return endStatement(end, tokens)
    }

    /// What a body comes to whose only statement returns or makes the expression in `range`.
    private func shapeOfBody(
        _ range: Range<Int>, _ shape: Outline.Value.Shape, _ path: NamePath.ID, _ tokens: Span<Token>
    ) -> Outline.BodyShape {
        switch shape {
        case .none, .text: return .returnsConstant
        case .call where path != NamePath.none: return isOnAnotherObject(path) ? .delegates : .other
        case .name where path != NamePath.none && interner.paths[Int(path)].parent == NamePath.none:
            let name = interner.paths[Int(path)].name
            return interner.names.table.equals(name, Self.notImplemented) ? .raises : .other
        default:
            let isLiteral = range.allSatisfy { index in
                switch tokens[index].kind {
                case .number, .string: true
                case .keyword:
                    tokens[index].detail <= PythonKeyword.true.rawValue
                case .op:
                    tokens[index].detail != UInt8(ascii: ".")
                default: false
                }
            }
            return isLiteral ? .returnsConstant : .other
        }
    }

    /// Whether a call of `path` reaches an object other than the method's own: `self.inner.send`, `client.send`.
    /// A call of a logger hands no work on.
    private func isOnAnotherObject(_ path: NamePath.ID) -> Bool {
        var length = 1
        var root = interner.paths[Int(path)]
        while root.parent != NamePath.none {
            length += 1
            root = interner.paths[Int(root.parent)]
        }
        if interner.names.table.equals(root.name, anyOf: Self.objects) { return length >= 3 }
        return length >= 2 && !interner.names.table.equals(root.name, anyOf: Self.noObjects)
    }

    private static let notImplemented: KnownName = "NotImplemented"
    private static let objects: [KnownName] = ["self", "cls"]
    private static let noObjects: [KnownName] = ["()", "super", "logger", "logging", "log", "LOG", "LOGGER"]

    private func raisesNotImplemented(_ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>) -> Bool {
        guard index < tokens.count, tokens[index].kind == .name else { return false }
        return equals(tokens[index], "NotImplementedError", source)
    }

    func equals(_ token: Token, _ text: StaticString, _ source: Span<UInt8>) -> Bool {
        guard Int(token.length) == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { bytes in
            for index in 0..<bytes.count where unsafe bytes[index] != source[token.start + index] {
                return false
            }
            return true
        }
    }

    private func isTypeCheckingSwitch(_ path: NamePath.ID) -> Bool {
        interner.names.table.equals(interner.paths[Int(path)].name, Self.typeChecking)
    }

    private func isImportError(_ path: NamePath.ID) -> Bool {
        interner.names.table.equals(interner.paths[Int(path)].name, anyOf: Self.importErrors)
    }

    private static let typeChecking: KnownName = "TYPE_CHECKING"
    private static let importErrors: [KnownName] = ["ImportError", "ModuleNotFoundError"]

    // MARK: Expressions and assignments

    private mutating func readExpressionStatement(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Int {
        if let end = readDocstring(index, source, tokens, lines) { return end }
        var start = index
        // PEP 695: `type Name = value` declares an alias.
        if tokens[index].kind == .name, index + 1 < tokens.count, tokens[index + 1].kind == .name,
            equals(tokens[index], "type", source)
        {
            start = index + 1
        }
        let usesBefore = outline.uses.count
        let end = scan(start, [.colon, .assignment], source, tokens, lines)
        guard end < tokens.count else {
            note(.other)
            return end
        }
        let stop = tokens[end]
        if stop.isOperator(UInt8(ascii: "=")), start > index {
            return readTypeAlias(start, end, source, tokens, lines)
        }
        if stop.isOperator(UInt8(ascii: "=")) {
            return readAssignment(start, end, usesBefore, source, tokens, lines)
        }
        if stop.kind == .op, stop.detail == Operator.augmentedAssignment {
            noteStore(start..<end, usesBefore, source, tokens, lines)
            if isExports(start, end, source, tokens) { readExports(end + 1, source, tokens) }
            note(.other)
            let valueEnd = scan(end + 1, [], source, tokens, lines)
            if !interest.isEmpty {
                keepMaking(.assigned, target: start..<end, end + 1..<valueEnd, source, tokens, lines)
            }
            noteCount(start..<end, end + 1..<valueEnd, usesBefore, source, tokens, lines)
            return endStatement(valueEnd, tokens)
        }
        if stop.isOperator(UInt8(ascii: ":")) {
            let first = tokens[index]
            let isHeader =
                first.kind == .name && end > index + 1
                && (equals(first, "match", source) || equals(first, "case", source))
                && !tokens.isOperator(UInt8(ascii: "."), at: index + 1)
            if isHeader || (tokens.kind(at: end + 1) ?? .newline) == .newline {
                note(.other)
                return openSuite(end, .plain, tokens, lines)
            }
            return readAnnotated(start, end, usesBefore, source, tokens, lines)
        }
        if stop.isOperator(UInt8(ascii: ")")) || stop.isOperator(UInt8(ascii: "]"))
            || stop.isOperator(UInt8(ascii: "}"))
        {
            note(.other)
            return end + 1  // a stray bracket: what follows is read as a statement of its own
        }
        if !interest.isEmpty {
            keepMaking(.statement, target: start..<start, start..<end, source, tokens, lines)
        }
        noteExpression(start..<end, source, tokens)
        return endStatement(end, tokens)
    }

    private mutating func noteExpression(
        _ range: Range<Int>, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) {
        guard let first = range.first else { return note(.other) }
        if range.count == 1, tokens[first].kind == .op, tokens[first].detail == Operator.ellipsis {
            return noteEmpty()
        }
        let value = describe(range, source, tokens)
        note(value.shape == .call && isOnAnotherObject(value.path) ? .delegates : .other)
    }

    /// Reads the string statement that opens a module, class or function.
    private mutating func readDocstring(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Int? {
        guard tokens[index].kind == .string else { return nil }
        let scope = self.scope
        guard scope < 0 ? !sawModuleStatement : !sawStatement[Int(scope)] else { return nil }
        if scope >= 0, blocks.last?.kind != .definition { return nil }
        if scope < 0, !blocks.isEmpty { return nil }
        var end = index
        while end < tokens.count, tokens[end].kind == .string { end += 1 }
        let isWhole = (tokens.kind(at: end) ?? .newline) == .newline
        guard isWhole || tokens.isOperator(UInt8(ascii: ";"), at: end) else { return nil }
        noteEmpty()
        if scope < 0 {
            outline.docstring = docstringRange(tokens[index], source)
        } else if outline.definitions[Int(scope)].kind == .class {
            outline.definitions[Int(scope)].docstring = docstringRange(tokens[index], source)
        }
        return endStatement(end, tokens)
    }

    private mutating func docstringRange(_ token: Token, _ source: Span<UInt8>) -> Outline.TextRange {
        var range = Outline.TextRange()
        range.offset = UInt32(truncatingIfNeeded: outline.texts.count)
        for offset in contentRange(token, source).prefix(Outline.docstringLimit) {
            outline.texts.append(source[offset])
        }
        range.length = UInt32(truncatingIfNeeded: outline.texts.count) - range.offset
        return range
    }

    /// Reads `target = … = value`, whose first `=` stands at `equals`.
    private mutating func readAssignment(
        _ start: Int, _ equals: Int, _ usesBefore: Int, _ source: Span<UInt8>, _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) -> Int {
        let valuesBefore = outline.values.count
        bindTarget(start..<equals, usesBefore, source, tokens, lines)
        if isExports(start, equals, source, tokens) { readExports(equals + 1, source, tokens) }
        var valueStart = equals + 1
        var valueUses = outline.uses.count
        var end = scan(valueStart, .assignment, source, tokens, lines)
        while tokens.isOperator(UInt8(ascii: "="), at: end) {
            bindTarget(valueStart..<end, valueUses, source, tokens, lines)
            valueStart = end + 1
            valueUses = outline.uses.count
            end = scan(valueStart, .assignment, source, tokens, lines)
        }
        if !interest.isEmpty {
            keepMaking(.assigned, target: start..<equals, valueStart..<end, source, tokens, lines)
        }
        setValue(valueStart..<end, valuesBefore, valueUses, source, tokens)
        noteZeros(valueStart..<end, valuesBefore, source, tokens, lines)
        bindSlots(start..<equals, valueStart..<end, source, tokens, lines)
        note(.other)
        return endStatement(end, tokens)
    }

    /// Reads `Name[T] = value` behind `type`, whose `=` stands at `equals`.
    private mutating func readTypeAlias(
        _ start: Int, _ equals: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) -> Int {
        let valuesBefore = outline.values.count
        let path = interner.path(NamePath.none, interner.name(tokens[start], in: source))
        appendValue(.assigned, path, tokens[start].start, lines)
        let usesBefore = outline.uses.count
        let end = scan(equals + 1, [], kind: .annotation, source, tokens, lines)
        setValue(equals + 1..<end, valuesBefore, usesBefore, source, tokens)
        note(.other)
        return endStatement(end, tokens)
    }

    /// Reads `target: type` or `target: type = value`, whose colon stands at `colon`.
    private mutating func readAnnotated(
        _ start: Int, _ colon: Int, _ usesBefore: Int, _ source: Span<UInt8>, _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) -> Int {
        let valuesBefore = outline.values.count
        bindTarget(start..<colon, usesBefore, source, tokens, lines)
        for index in outline.values[valuesBefore...].indices {
            outline.values[index].flags.insert(.annotated)
        }
        var end = scan(colon + 1, .assignment, kind: .annotation, source, tokens, lines)
        if valuesBefore < outline.values.count {
            keepTypeHint(scope, outline.values[valuesBefore].target, colon + 1..<end, source, tokens)
        }
        if tokens.isOperator(UInt8(ascii: "="), at: end) {
            let valueStart = end + 1
            let valueUses = outline.uses.count
            interest = []
            end = scan(valueStart, [], source, tokens, lines)
            if !interest.isEmpty {
                keepMaking(.assigned, target: start..<colon, valueStart..<end, source, tokens, lines)
            }
            setValue(valueStart..<end, valuesBefore, valueUses, source, tokens)
            noteZeros(valueStart..<end, valuesBefore, source, tokens, lines)
        }
        note(.other)
        return endStatement(end, tokens)
    }

    /// Appends a value for the target in `range`, or one for each name of an unpacking.
    private mutating func bindTarget(
        _ range: Range<Int>, _ usesBefore: Int, _ source: Span<UInt8>, _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) {
        guard let first = range.first else { return }
        if tokens[first].kind == .name {
            let (path, end) = readPath(first, source, tokens)
            if end == range.upperBound {
                while outline.uses.count > usesBefore { outline.uses.removeLast() }
                // `Hub.instance = None` binds a member, and uses `Hub`.
                let owner = interner.paths[Int(path)].parent
                if owner != NamePath.none, !equals(tokens[first], "self", source) {
                    record(owner, .read, tokens[first].start, lines)
                }
                appendValue(.assigned, path, tokens[first].start, lines)
                return
            }
        }
        noteStore(range, usesBefore, source, tokens, lines)
        bindNames(range, source, tokens, lines)
    }

    /// Marks the use of the dotted name that a target such as `table[key]` sets an element of, or that an augmented
    /// assignment such as `a.b += 1` binds anew.
    private mutating func noteStore(
        _ range: Range<Int>, _ usesBefore: Int, _ source: Span<UInt8>, _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) {
        noteElements(range, source, tokens, lines)
        noteMemberOfResult(range, source, tokens, lines)
        guard let first = range.first, usesBefore < outline.uses.count, tokens[first].kind == .name else {
            return
        }
        var end = first + 1
        while end + 1 < range.upperBound, tokens.isOperator(UInt8(ascii: "."), at: end) { end += 2 }
        if end == range.upperBound, end > first + 1 { outline.uses[usesBefore].kind = .written }
        guard tokens.isOperator(UInt8(ascii: "["), at: end), skipBrackets(end, tokens) == range.upperBound,
            outline.uses[usesBefore].kind == .read
        else { return }
        outline.uses[usesBefore].kind = .stored
    }

    /// Appends a value for each plain name outside subscripts and calls, and a use for each member: the targets of an
    /// unpacking.
    private mutating func bindNames(
        _ range: Range<Int>, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) {
        var following = range.lowerBound
        while following < range.upperBound {
            let index = following
            following += 1
            // What stands in a subscript or is given to a call is used, and not bound.
            if index > range.lowerBound, Self.endsObject(tokens[index - 1]),
                tokens.isOperator(UInt8(ascii: "["), at: index)
                    || tokens.isOperator(UInt8(ascii: "("), at: index)
            {
                following = max(following, skipBrackets(index, tokens))
            }
            guard tokens[index].kind == .name, !tokens.isOperator(UInt8(ascii: "."), at: index - 1) else {
                continue
            }
            let next = index + 1
            if next < range.upperBound ? Self.endsTarget(tokens[next]) : true {
                bindName(index, source, tokens, lines)
            } else if tokens.isOperator(UInt8(ascii: "."), at: next) {
                bindMember(index, range.upperBound, source, tokens, lines)
            }
        }
    }

    /// Records that the dotted name at `index` is bound, where that is the whole target.
    private mutating func bindMember(
        _ index: Int, _ limit: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) {
        let (path, end) = readPath(index, source, tokens)
        if end < limit ? Self.endsTarget(tokens[end]) : true {
            record(path, .written, tokens[index].start, lines)
        }
    }

    /// Whether a bracket behind the token is a subscript or a call.
    private static func endsObject(_ token: Token) -> Bool {
        token.kind == .name || token.isOperator(UInt8(ascii: ")")) || token.isOperator(UInt8(ascii: "]"))
    }

    private static func endsTarget(_ token: Token) -> Bool {
        token.isOperator(UInt8(ascii: ",")) || token.isOperator(UInt8(ascii: ")"))
            || token.isOperator(UInt8(ascii: "]"))
    }

    /// Appends a value for the name at `index`, which something other than an assignment binds.
    mutating func bindName(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) {
        let path = interner.path(NamePath.none, interner.name(tokens[index], in: source))
        appendValue(.bound, path, tokens[index].start, lines)
    }

    /// Binds the targets of `for … in` and the names behind `as` in a `with`.
    private mutating func bindHeaderTargets(
        _ keyword: PythonKeyword, _ start: Int, _ end: Int, _ source: Span<UInt8>, _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) {
        if keyword == .for {
            var stop = start
            while stop < end, !isKeyword(tokens[stop], .in) { stop += 1 }
            bindNames(start..<stop, source, tokens, lines)
            return
        }
        for index in start..<max(start, end) where isKeyword(tokens[index], .as) {
            guard index + 1 < end, tokens[index + 1].kind == .name else { continue }
            if tokens.isOperator(UInt8(ascii: "."), at: index + 2) {
                bindMember(index + 1, index + 2, source, tokens, lines)
            } else {
                bindName(index + 1, source, tokens, lines)
            }
        }
    }

    /// A function that declares names global may bind them at the top of the file.
    private mutating func bindGlobals(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) {
        let before = outline.values.count
        bindNames(index..<skipSimpleStatement(index, tokens), source, tokens, lines)
        for index in outline.values[before...].indices {
            outline.values[index].scope = -1
            outline.values[index].flags.insert(.fallback)
        }
    }

    mutating func appendValue(
        _ kind: Outline.Value.Kind, _ target: NamePath.ID, _ offset: Int, _ lines: Span<UInt32>
    ) {
        outline.values.append(
            Outline.Value(
                kind: kind, shape: .other, flags: flags, scope: scope, target: target, path: NamePath.none,
                text: NameTable.none, line: line(offset, lines),
                uses: Outline.Slice(from: outline.uses.count, to: outline.uses.count)))
    }

    /// Gives the value in `range` to the targets appended since `valuesBefore`.
    private mutating func setValue(
        _ range: Range<Int>, _ valuesBefore: Int, _ usesBefore: Int, _ source: Span<UInt8>,
        _ tokens: Span<Token>
    ) {
        guard valuesBefore < outline.values.count else { return }
        let value = describe(range, source, tokens)
        let isCollection = isDisplay(range, tokens)
        let isElement =
            value.path != NamePath.none && tokens.isOperator(UInt8(ascii: "]"), at: range.upperBound - 1)
        let uses = Outline.Slice(from: usesBefore, to: outline.uses.count)
        for index in outline.values[valuesBefore...].indices where outline.values[index].kind == .assigned {
            outline.values[index].shape = value.shape
            outline.values[index].path = value.path
            outline.values[index].text = value.text
            outline.values[index].uses = uses
            if isCollection { outline.values[index].flags.insert(.collection) }
            if isElement { outline.values[index].flags.insert(.element) }
        }
    }

    /// Whether the expression is a list, dictionary or set between its own brackets.
    private func isDisplay(_ range: Range<Int>, _ tokens: Span<Token>) -> Bool {
        guard let first = range.first else { return false }
        let token = tokens[first]
        guard token.isOperator(UInt8(ascii: "{")) || token.isOperator(UInt8(ascii: "[")) else { return false }
        return skipBrackets(first, tokens) == range.upperBound
    }

    // MARK: __all__

    private func isExports(_ start: Int, _ end: Int, _ source: Span<UInt8>, _ tokens: Span<Token>) -> Bool {
        guard scope < 0, end == start + 1, tokens[start].kind == .name else { return false }
        return equals(tokens[start], "__all__", source)
    }

    private mutating func readExports(_ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>) {
        var index = index
        while index < tokens.count, tokens[index].kind != .newline {
            if tokens[index].kind == .string {
                outline.exports.append(contentName(tokens[index], source))
            }
            index += 1
        }
    }
}
