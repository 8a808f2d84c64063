public import Lexing

/// Reads the outline of a Python file from its tokens, statement by statement.
///
/// Expressions are not parsed into trees: a statement is cut at its top-level `=`, `:` and line end, and its
/// dotted names are recorded with what they are used for. Total: any tokens give an outline. Where a statement
/// makes no sense, reading goes on behind its line.
///
/// Kept by a worker and reused from file to file. Complexity: O(n) time, for a file of n tokens.
public struct PythonOutliner: Sendable {
    var outline = Outline()
    var interner = Interner()
    private var printer = BodyPrinter()
    var makesPrints = true
    var blocks: [Block] = []
    /// What the block that the next indent opens is.
    var pendingBlock: Block?
    var decoratorsBefore = 0
    /// Whether the `try` whose block closed last held an import.
    var lastTryHeldImport = false
    /// Whether a statement has been read in the module, for its docstring.
    var sawModuleStatement = false
    /// Per definition: whether a statement of its body has been read.
    var sawStatement: [Bool] = []
    /// The end of the last token of a statement.
    var lastEnd = 0
    var lineCursor = 0
    /// The id of `NamePath.callMark` in this file, where it is used.
    var callMarkID: NameTable.ID?
    /// What the scan of the current statement has seen.
    var interest: Interest = []
    /// Local names of the current definition that values of interest were given to.
    var locals: [Local] = []
    /// What the current function counts up.
    var counters: [ScopedName] = []
    /// What the current function declares to be of an outer scope.
    var outerNames: [ScopedName] = []
    let makingWords = MakingWords()
    /// The schema in SQL that the latest text holds a piece of.
    var schema: SchemaReader?
    /// Names that imports of the file give to the functions that `makingWords` knows.
    var renamed: [(name: UInt32, strength: MakingWords.Strength)] = []
    /// The latest call of a method of a result: where its bracket opens, its path, and how many parts that has.
    var lastMethodCall = (open: -1, path: NamePath.none, length: 0)

    /// The latest dotted names, by the low bits of the token that they begin at: targets, values and calls are scanned
    /// for uses first, and then read for what they are.
    var latestPaths = [LatestPath](repeating: LatestPath(), count: Self.latestPathCount)
    /// A power of two.
    static let latestPathCount = 32

    struct LatestPath {
        var index = -1
        var path = NamePath.none
        var end = 0
    }

    /// An indented suite, or one that stands behind its colon on the same line.
    struct Block {
        enum Kind { case plain, definition, tried, fallback, typeChecking }
        var kind: Kind
        /// The definition whose body this is; that of the enclosing block for other kinds.
        var scope: Int32
        var isInline = false
        /// Whether an import stands in it.
        var holdsImport = false
        var flags: Outline.Flags
    }

    public init() {}

    /// The outline of one file.
    ///
    /// - Parameters:
    ///   - source: the file's bytes.
    ///   - buffer: what the lexer made of them.
    public mutating func outline(_ source: Span<UInt8>, _ buffer: TokenBuffer) -> Outline {
        reset()
        let tokens = buffer.tokens.span
        let lines = buffer.lineStarts.span
        var index = 0
        while index < tokens.count {
            switch tokens[index].kind {
            case .indent:
                openBlock()
                index += 1
            case .dedent:
                closeInlineBlocks(lines)
                closeBlock(lines)
                closeInlineBlocks(lines)
                index += 1
            case .newline:
                // `class A: def f():` before an indent is an error, whose block still lies inside both.
                if pendingBlock == nil { closeInlineBlocks(lines) }
                index += 1
            default:
                let next = readStatement(index, source, tokens, lines)
                index = max(next, index + 1)
            }
        }
        while !blocks.isEmpty { closeBlock(lines) }
        dropUninterestingUses()
        if !outline.ownNames.isEmpty { outline.ownNames = Set(outline.ownNames).sorted() }
        outline.names = interner.names.table
        outline.paths = interner.paths
        if makesPrints { printer.print(&outline, source, tokens) }
        outline.addMarks(source, buffer)
        outline.byteCount = source.count
        outline.lineCount =
            lines.count - (lines.count > 0 && Int(lines[lines.count - 1]) == source.count ? 1 : 0)
        outline.errorCount = buffer.errorCount
        return outline
    }

    private mutating func reset() {
        outline.removeAll()
        interner.removeAll()
        blocks.removeAll(keepingCapacity: true)
        sawStatement.removeAll(keepingCapacity: true)
        pendingBlock = nil
        decoratorsBefore = 0
        lastTryHeldImport = false
        sawModuleStatement = false
        lastEnd = 0
        lineCursor = 0
        callMarkID = nil
        interest = []
        schema = nil
        renamed.removeAll(keepingCapacity: true)
        locals.removeAll(keepingCapacity: true)
        forgetCounters()
        lastMethodCall = (open: -1, path: NamePath.none, length: 0)
        for slot in latestPaths.indices { latestPaths[slot].index = -1 }
    }

    /// The innermost definition that is open; -1 at the top of the file.
    var scope: Int32 { blocks.last?.scope ?? -1 }

    var flags: Outline.Flags { blocks.last?.flags ?? [] }

    /// The 1-based line of an offset. Offsets mostly ascend, so the last answer is where the search starts.
    @inline(__always)
    mutating func line(_ offset: Int, _ lines: Span<UInt32>) -> UInt32 {
        let next = lineCursor + 1
        if next < lines.count, Int(lines[lineCursor]) <= offset, offset < Int(lines[next]) {
            return UInt32(truncatingIfNeeded: next)
        }
        return findLine(offset, lines)
    }

    private mutating func findLine(_ offset: Int, _ lines: Span<UInt32>) -> UInt32 {
        if lineCursor >= lines.count || Int(lines[lineCursor]) > offset { lineCursor = 0 }
        if lineCursor + 64 < lines.count, Int(lines[lineCursor + 64]) <= offset {
            var low = lineCursor
            var high = lines.count
            while high - low > 1 {
                let middle = (low + high) / 2
                if Int(lines[middle]) <= offset { low = middle } else { high = middle }
            }
            lineCursor = low
        }
        while lineCursor + 1 < lines.count, Int(lines[lineCursor + 1]) <= offset { lineCursor += 1 }
        return UInt32(truncatingIfNeeded: lineCursor + 1)
    }
}

// MARK: - Blocks

extension PythonOutliner {
    private mutating func openBlock() {
        blocks.append(pendingBlock ?? Block(kind: .plain, scope: scope, flags: flags))
        pendingBlock = nil
    }

    private mutating func closeInlineBlocks(_ lines: Span<UInt32>) {
        while blocks.last?.isInline == true { closeBlock(lines) }
    }

    private mutating func closeBlock(_ lines: Span<UInt32>) {
        guard let block = blocks.popLast() else { return }
        if block.kind == .tried { lastTryHeldImport = block.holdsImport }
        if block.kind == .definition { finish(Int(block.scope), lines) }
    }

    private mutating func finish(_ definition: Int, _ lines: Span<UInt32>) {
        outline.definitions[definition].end = UInt32(truncatingIfNeeded: lastEnd)
        outline.definitions[definition].endLine = line(max(0, lastEnd - 1), lines)
        close(&outline.definitions[definition].descendants, outline.definitions.count)
        close(&outline.definitions[definition].uses, outline.uses.count)
        close(&outline.definitions[definition].values, outline.values.count)
    }

    /// Ends a slice that was opened with its first index.
    private func close(_ slice: inout Outline.Slice, _ end: Int) {
        slice = Outline.Slice(from: Int(slice.first), to: end)
    }

    /// Opens the suite behind the colon at `index`: at the next indent, or here where it stands on the line.
    ///
    /// - Returns: the index to go on from.
    mutating func openSuite(
        _ index: Int, _ kind: Block.Kind, scope newScope: Int32? = nil, _ tokens: Span<Token>,
        _ lines: Span<UInt32>
    ) -> Int {
        var newFlags = flags
        switch kind {
        case .definition: newFlags.remove(.conditional)
        case .fallback: newFlags.formUnion([.fallback, .conditional])
        case .typeChecking: newFlags.formUnion([.typeChecking, .conditional])
        case .plain, .tried: newFlags.insert(.conditional)
        }
        let block = Block(kind: kind, scope: newScope ?? scope, flags: newFlags)
        guard tokens.isOperator(UInt8(ascii: ":"), at: index) else {
            // No colon: what follows on the line is not ours. A definition still opens where an indent comes.
            let end = skipLine(index, tokens)
            if tokens.kind(at: end + 1) == .indent {
                pendingBlock = block
            } else if kind == .definition, let newScope {
                finish(Int(newScope), lines)
            }
            return end
        }
        lastEnd = tokens[index].end
        let next = index + 1
        if (tokens.kind(at: next) ?? .newline) == .newline {
            if tokens.kind(at: next + 1) == .indent {
                pendingBlock = block
            } else if kind == .definition, let newScope {
                finish(Int(newScope), lines)
            }
            return next
        }
        blocks.append(block)
        blocks[blocks.count - 1].isInline = true
        return next
    }

    /// The index of the line end at or behind `index`.
    func skipLine(_ index: Int, _ tokens: Span<Token>) -> Int {
        var index = index
        while index < tokens.count, tokens[index].kind != .newline { index += 1 }
        return index
    }
}

// MARK: - What to keep

extension PythonOutliner {
    private static let constructors: [KnownName] = ["__init__", "__new__"]
    /// Whoever catches it expects members to be missing.
    private static let attributeError: KnownName = "AttributeError"

    /// Leaves out plain reads of names that the file binds only inside functions: they can reach no other file.
    /// Those in values stay, since what a function returns is followed through its local names; so do those in
    /// constructors, and the first read of each member in each function.
    private mutating func dropUninterestingUses() {
        let isConstructor = outline.definitions.map {
            interner.names.table.equals($0.name, anyOf: Self.constructors)
        }
        var isInteresting = [Bool](repeating: false, count: interner.names.table.count)
        if let name = interner.names.known(Self.attributeError) { isInteresting[Int(name)] = true }
        var hasStar = false
        for item in outline.imports {
            if item.bound == NameTable.none { hasStar = true } else { isInteresting[Int(item.bound)] = true }
        }
        for definition in outline.definitions { isInteresting[Int(definition.name)] = true }
        for value in outline.values
        where value.target != NamePath.none
            && (value.scope < 0 || outline.definitions[Int(value.scope)].kind == .class)
        {
            isInteresting[Int(interner.paths[Int(value.target)].name)] = true
        }
        var roots = [Bool](repeating: false, count: interner.paths.count)
        for (index, path) in interner.paths.enumerated() {
            // Paths come after their parents.
            roots[index] =
                path.parent == NamePath.none ? isInteresting[Int(path.name)] : roots[Int(path.parent)]
        }
        var isInValue = [Bool](repeating: false, count: outline.uses.count)
        for value in outline.values where value.scope >= 0 {
            for index in value.uses.range { isInValue[index] = true }
        }
        // The scope in which each member was read last.
        var readers = [Int32](repeating: -2, count: interner.paths.count)
        var kept: [UInt32] = []
        kept.reserveCapacity(outline.uses.count + 1)
        var count = 0
        for index in outline.uses.indices {
            kept.append(UInt32(count))
            let use = outline.uses[index]
            var isKept =
                hasStar || isInValue[index] || use.kind == .call || use.kind == .base || use.kind == .raised
                || use.kind == .stored || use.kind == .iterated || use.kind.binds
                || roots[Int(use.path)]
            if use.kind == .read, readers[Int(use.path)] != use.scope {
                let isMember = interner.paths[Int(use.path)].parent != NamePath.none
                if isMember || use.scope >= 0 && isConstructor[Int(use.scope)] {
                    readers[Int(use.path)] = use.scope
                    isKept = true
                }
            }
            if isKept {
                outline.uses[count] = use
                count += 1
            }
        }
        kept.append(UInt32(count))
        outline.uses.removeLast(outline.uses.count - count)
        func remap(_ slice: inout Outline.Slice) {
            slice = Outline.Slice(
                from: Int(kept[slice.range.lowerBound]), to: Int(kept[slice.range.upperBound]))
        }
        for index in outline.values.indices { remap(&outline.values[index].uses) }
        for index in outline.definitions.indices { remap(&outline.definitions[index].uses) }
    }
}
