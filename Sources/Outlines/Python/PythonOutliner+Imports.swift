import Lexing

extension PythonOutliner {
    /// Reads an import statement (Python 3.14 reference §7.11).
    mutating func readImport(
        _ keyword: PythonKeyword, _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) -> Int {
        if !blocks.isEmpty { blocks[blocks.count - 1].holdsImport = true }
        let line = self.line(tokens[index].start, lines)
        let end =
            keyword == .import
            ? readModules(index + 1, line, source, tokens) : readNames(index + 1, line, source, tokens)
        var behind = end
        while behind < tokens.count, tokens[behind].kind != .newline,
            !tokens[behind].isOperator(UInt8(ascii: ";"))
        {
            behind += 1
        }
        if behind > 0 { lastEnd = tokens[behind - 1].end }
        return behind
    }

    /// Reads `a.b as c, d` behind `import`.
    private mutating func readModules(
        _ index: Int, _ line: UInt32, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) -> Int {
        var index = index
        while index < tokens.count, tokens[index].kind == .name {
            let (module, end) = readPath(index, source, tokens)
            // `import a.b` binds `a`; `import a.b as c` binds the module itself.
            var bound = interner.name(tokens[index], in: source)
            index = end
            var flags = self.flags
            if let (alias, behind) = readAlias(index, source, tokens) {
                bound = alias
                index = behind
                flags.insert(.annotated)
            }
            outline.imports.append(
                Outline.Import(
                    scope: scope, module: module, level: 0, name: NameTable.none, bound: bound, line: line,
                    flags: flags))
            guard tokens.isOperator(UInt8(ascii: ","), at: index) else { break }
            index += 1
        }
        return index
    }

    /// Reads `.a import b as c, d` behind `from`.
    private mutating func readNames(
        _ index: Int, _ line: UInt32, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) -> Int {
        var index = index
        var level: UInt32 = 0
        while index < tokens.count, tokens[index].kind == .op {
            if tokens[index].detail == UInt8(ascii: ".") {
                level += 1
            } else if tokens[index].detail == Operator.ellipsis {
                level += 3
            } else {
                return index
            }
            index += 1
        }
        var module = NamePath.none
        if index < tokens.count, tokens[index].kind == .name {
            (module, index) = readPath(index, source, tokens)
        }
        guard index < tokens.count, isKeyword(tokens[index], .import) else { return index }
        index += 1
        if tokens.isOperator(UInt8(ascii: "*"), at: index) {
            outline.imports.append(
                Outline.Import(
                    scope: scope, module: module, level: level, name: NameTable.none, bound: NameTable.none,
                    line: line, flags: flags.union(.star)))
            return index + 1
        }
        if tokens.isOperator(UInt8(ascii: "("), at: index) { index += 1 }
        while index < tokens.count, tokens[index].kind == .name {
            let name = interner.name(tokens[index], in: source)
            var bound = name
            index += 1
            if let (alias, behind) = readAlias(index, source, tokens) {
                bound = alias
                index = behind
            }
            noteImport(name, as: bound)
            outline.imports.append(
                Outline.Import(
                    scope: scope, module: module, level: level, name: name, bound: bound, line: line,
                    flags: flags))
            guard tokens.isOperator(UInt8(ascii: ","), at: index) else { break }
            index += 1
        }
        return index
    }

    /// The name behind `as` at `index`, and the index behind it.
    private mutating func readAlias(
        _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) -> (NameTable.ID, Int)? {
        guard index + 1 < tokens.count, isKeyword(tokens[index], .as), tokens[index + 1].kind == .name else {
            return nil
        }
        return (interner.name(tokens[index + 1], in: source), index + 2)
    }
}
