import Lexing

/// Which expressions are kept as makings. The tree of one is read by `readMaking`.
extension PythonOutliner {
    /// What a scan has seen of an expression.
    struct Interest: OptionSet {
        let rawValue: UInt8
        /// A call that makes a value for an identifier or a secret.
        static let made = Interest(rawValue: 1)
        /// A call of a clock, a hash, a weak generator.
        static let weak = Interest(rawValue: 2)
        /// A text with fields.
        static let text = Interest(rawValue: 4)
        /// A keyword argument or a key whose name may say identifier.
        static let label = Interest(rawValue: 8)
        /// A local name that a `made` value was given to.
        static let local = Interest(rawValue: 16)
        /// A local name that a `weak` value was given to.
        static let weakLocal = Interest(rawValue: 32)
        /// A member or an outer variable that the function counts up.
        static let counted = Interest(rawValue: 64)
    }

    /// A local name that a value of interest was given to.
    struct Local {
        var name: UInt32
        /// The index of its token.
        var nameIndex: Int
        /// The definition that it is a name of.
        var scope: Int32
        var value: Range<Int>
        var interest: Interest
        var isKept: Bool
        var isUsed = false
    }

    /// How many local names are followed in one function.
    private static let localLimit = 16

    // MARK: What scans note

    /// Notes what the dotted name from `index` to `end` says about the expression.
    @inline(__always)
    mutating func noteInterest(_ index: Int, _ end: Int, isCall: Bool, _ tokens: Span<Token>) {
        if let strength = strength(tokens[end - 1].hash) {
            interest.formUnion(Self.interest(strength, isCall: isCall))
        }
        if !locals.isEmpty { noteLocal(tokens[index].hash) }
        if isCounter(tokens[end - 1].hash) { interest.insert(.counted) }
    }

    /// What a name of this hash makes, where the file may call it otherwise: `from uuid import uuid4 as u`.
    @inline(__always)
    func strength(_ hash: UInt32) -> MakingWords.Strength? {
        makingWords.strength(hash)
            ?? (renamed.isEmpty ? nil : renamed.first { $0.name == hash }?.strength)
    }

    /// Notes what an import binds a name to.
    mutating func noteImport(_ name: NameTable.ID, as bound: NameTable.ID) {
        guard name != bound, renamed.count < Self.localLimit,
            let strength = makingWords.strength(interner.names.table.hashes[Int(name)])
        else { return }
        renamed.append((interner.names.table.hashes[Int(bound)], strength))
    }

    static func interest(_ strength: MakingWords.Strength, isCall: Bool) -> Interest {
        switch strength {
        case .maker: .made
        case .call: isCall ? .made : []
        case .weak: isCall ? .weak : []
        }
    }

    private mutating func noteLocal(_ hash: UInt32) {
        for local in locals where local.name == hash && local.scope == scope {
            interest.insert(local.interest.isDisjoint(with: [.made, .local]) ? .weakLocal : .local)
        }
    }

    /// Notes a keyword argument or a key: the bytes of a name, quotes not included.
    mutating func noteLabel(_ token: Token, quotes: Int, _ source: Span<UInt8>) {
        if mayNameIdentifier(token.start + quotes..<max(token.start + quotes, token.end - quotes), source) {
            interest.insert(.label)
        }
    }

    /// Whether a name holds "id", "ident" or "jti" where a word may end: more than the rules take for identifiers,
    /// never less.
    private func mayNameIdentifier(_ range: Range<Int>, _ source: Span<UInt8>) -> Bool {
        guard range.count >= 2 else { return false }
        for index in range.lowerBound..<range.upperBound - 1 {
            let (first, second) = (source[index] | 0x20, source[index + 1] | 0x20)
            if first == UInt8(ascii: "i"), second == UInt8(ascii: "d") {
                var next = index + 2
                if next < range.upperBound, source[next] == UInt8(ascii: "s") { next += 1 }
                if next >= range.upperBound || !Self.isLower(source[next]) { return true }
                if source[next] == UInt8(ascii: "e") { return true }
            }
            if first == UInt8(ascii: "t"), second == UInt8(ascii: "i"), index > range.lowerBound,
                source[index - 1] | 0x20 == UInt8(ascii: "j")
            {
                return true
            }
        }
        return false
    }

    private static func isLower(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
    }

    // MARK: Keeping

    /// Keeps the expression in `value` if what was noted of its statement says that it may make an identifier.
    ///
    /// - Parameter target: the tokens of what it is given to; empty where it is given to nothing.
    mutating func keepMaking(
        _ kind: Outline.Making.Kind, target: Range<Int>, _ value: Range<Int>, _ source: Span<UInt8>,
        _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) {
        guard let first = value.first, first < tokens.count else { return }
        let name = targetName(target, source, tokens)
        let says: Bool
        switch kind {
        case .returned, .yielded:
            says = scope >= 0 && mayNameIdentifier(outline.definitions[Int(scope)].name)
        default: says = name.map { mayNameIdentifier($0.range, source) } ?? false
        }
        let isText = interest.contains(.text)
        let namesIdentifier = says || interest.contains(.label)
        let isKept =
            !interest.isDisjoint(with: [.made, .local])
            || (isText || namesIdentifier) && !interest.isDisjoint(with: [.weak, .weakLocal])
            || namesIdentifier && !interest.isDisjoint(with: [.text, .counted])
        if kind == .assigned, let name, name.isPlain,
            !interest.isDisjoint(with: [.made, .weak, .local, .weakLocal, .counted])
        {
            follow(
                Local(
                    name: tokens[name.token].hash, nameIndex: name.token, scope: self.scope, value: value,
                    interest: interest,
                    isKept: isKept))
        }
        guard isKept else { return }
        let scope = kind == .parameter ? Int32(outline.definitions.count - 1) : self.scope
        let isElement = name.map { tokens[$0.token].kind == .string } ?? false
        readMaking(
            kind == .assigned && isElement ? .stored : kind, scope, path(of: name, source, tokens), value,
            source, tokens, lines)
        keepUsedLocals(source, tokens, lines)
    }

    mutating func follow(_ local: Local) {
        if let index = locals.firstIndex(where: { $0.name == local.name && $0.scope == local.scope }) {
            locals[index] = local
        } else if locals.count < Self.localLimit {
            locals.append(local)
        }
    }

    /// Keeps what was given to the local names that a kept expression uses.
    private mutating func keepUsedLocals(_ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>)
    {
        // Reading one may mark others.
        for _ in locals.indices {
            guard let index = locals.firstIndex(where: { $0.isUsed && !$0.isKept }) else { return }
            locals[index].isKept = true
            let local = locals[index]
            let path = interner.path(NamePath.none, interner.name(tokens[local.nameIndex], in: source))
            readMaking(.assigned, scope, path, local.value, source, tokens, lines)
        }
    }

    /// Keeps the columns that a piece of a text lets the database fill, if the text is a schema in SQL.
    ///
    /// - Parameters:
    ///   - index: the token; texts that stand side by side are one, and so are those between the fields of one.
    ///   - range: its text, without quotes.
    mutating func readSchema(
        _ index: Int, _ range: Range<Int>, _ source: Span<UInt8>, _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) {
        let isFirst = tokens[index].kind == .string && tokens.kind(at: index - 1) != .string
        if isFirst || schema == nil { schema = SchemaReader.reads(range, source) ? SchemaReader() : nil }
        for column in schema?.columns(range, source) ?? [] {
            let start = outline.makingNodes.count
            let line = self.line(column.maker.lowerBound, lines)
            let table = column.table.isEmpty ? NamePath.none : path(NamePath.none, column.table, source)
            let mark = interner.path(NamePath.none, interner.name(Array(SchemaReader.mark.utf8)))
            let maker = column.maker.map { SchemaReader.lowercase(source[$0]) }
            append(.call, value: interner.path(mark, interner.name(maker)), since: start, line)
            appendMaking(.column, scope, path(table, column.name, source), since: start, line)
        }
    }

    private mutating func path(
        _ parent: NamePath.ID, _ name: Range<Int>, _ source: Span<UInt8>
    ) -> NamePath.ID {
        interner.path(parent, interner.name(name.prefix(80).map { source[$0] }))
    }

    private func mayNameIdentifier(_ id: NameTable.ID) -> Bool {
        let range = interner.names.table.range(id)
        return mayNameIdentifier(range, interner.names.table.bytes.span)
    }

    /// What tells most about a target: the text of a key, else the last part of a dotted name.
    private struct Target {
        /// The index of the token.
        var token: Int
        /// Its bytes, without quotes.
        var range: Range<Int>
        /// Where a dotted name starts.
        var start: Int
        /// Whether it is one name and nothing else.
        var isPlain: Bool
    }

    private func targetName(_ range: Range<Int>, _ source: Span<UInt8>, _ tokens: Span<Token>) -> Target? {
        guard let first = range.first, let last = range.last else { return nil }
        if tokens[last].isOperator(UInt8(ascii: "]")), range.count >= 3, tokens[last - 1].kind == .string {
            return Target(
                token: last - 1, range: contentRange(tokens[last - 1], source), start: last - 1,
                isPlain: false)
        }
        guard tokens[first].kind == .name else { return nil }
        var end = first
        while end + 2 <= last, tokens[end + 1].isOperator(UInt8(ascii: ".")), tokens[end + 2].kind == .name {
            end += 2
        }
        return Target(
            token: end, range: tokens[end].start..<tokens[end].end, start: first, isPlain: range.count == 1)
    }

    private mutating func path(
        of target: Target?, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) -> NamePath.ID {
        guard let target else { return NamePath.none }
        if tokens[target.token].kind == .string {
            return interner.path(NamePath.none, contentName(tokens[target.token], source))
        }
        return readPath(target.start, source, tokens).0
    }
}
