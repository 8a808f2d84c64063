import Lexing

/// Makes the prints of a file's definitions in one pass over its tokens. Kept by a worker and reused.
///
/// - Complexity: O(n) for n bytes of source.
struct BodyPrinter {
    /// A definition whose tokens are being read.
    private struct Frame {
        var definition: Int
        var isClass: Bool
        var end: Int
        var name: UInt32
        /// The name of the innermost class, which its own methods may speak of.
        var className: UInt32
        var firstStatement: Int
        var tokenCount: UInt32 = 0
        var exact: UInt64 = 0
        var shape: UInt64 = 0
    }

    /// What a bracket is to the statement that it stands in.
    private enum Bracket {
        /// Leaves no trace.
        case grouping
        /// Of a call of code elsewhere, whose parameters' names are not this file's to choose; a subscript.
        case foreign
        /// Of a header, or of a call of the class's or the function's own.
        case own
    }

    private var frames: [Frame] = []
    /// The end of the innermost definition, whether it is a class, and the name of the class that it is or stands
    /// in. Kept apart from `frames`, since every token asks.
    private var innermostEnd = Int.max
    private var innermostIsClass = false
    private var innermostClass: UInt32 = 0
    /// The names that each function binds, by `scoped`.
    private var locals = HashedNames()
    /// The open brackets of the statement.
    private var brackets: [Bracket] = []

    // The statement that is being read.
    private var exact: UInt64 = 0
    private var shape: UInt64 = 0
    private var count = 0
    /// Whether the statement holds nothing but strings, `pass` or `...`.
    private var isIdle = true
    /// Whether the next name is the one that a header declares.
    private var awaitsName = false
    /// Whether the last name is one that a copy may have another in place of.
    private var isLastNameOwn = false
    /// The text of the literals that stand side by side before the next token; nil for none.
    private var text: UInt64?

    /// Fills `prints` and `statements` of an outline.
    mutating func print(_ outline: inout Outline, _ source: Span<UInt8>, _ tokens: Span<Token>) {
        outline.prints.append(
            contentsOf: repeatElement(Outline.BodyPrint(), count: outline.definitions.count))
        guard let first = outline.definitions.first else { return }
        frames.removeAll(keepingCapacity: true)
        collectLocals(outline)
        resetStatement()
        innermostEnd = .max
        innermostIsClass = false
        innermostClass = 0
        var next = 0
        var nextStart = Int(first.start)
        var index = Self.position(of: nextStart, from: 0, tokens)
        while index < tokens.count {
            let token = tokens[index]
            let start = Int(token.offset)
            // Indents and dedents before a definition are of the block around it.
            if start >= nextStart, token.kind != .newline, token.kind != .indent, token.kind != .dedent {
                closeFrames(endingBy: start, &outline)
                open(next, outline)
                next += 1
                nextStart = next < outline.definitions.count ? Int(outline.definitions[next].start) : .max
                continue
            }
            if frames.isEmpty {
                // Between definitions: on to the next one.
                guard nextStart < .max else { break }
                index = Self.position(of: nextStart, from: index + 1, tokens)
                continue
            }
            switch token.kind {
            case .newline:
                endStatement(&outline)
                closeFrames(endingBy: start, &outline)
            case .indent, .dedent:
                closeFrames(endingBy: start, &outline)
                noteBlock(token.kind)
            default:
                closeFrames(endingBy: start, &outline)
                if frames.isEmpty { break }
                if token.isOperator(UInt8(ascii: ";")) {
                    endStatement(&outline)
                } else {
                    add(token, index, source, tokens)
                }
            }
            index += 1
        }
        endStatement(&outline)
        closeFrames(endingBy: .max - 1, &outline)
    }

    /// The index of the first token at or behind an offset, `first` at least.
    private static func position(of offset: Int, from first: Int, _ tokens: Span<Token>) -> Int {
        var (low, high) = (first, tokens.count)
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].start < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: Definitions

    /// The names that functions bind: a copy may have others in their place.
    private mutating func collectLocals(_ outline: Outline) {
        locals.removeAll(
            expecting: outline.parameters.count + outline.values.count + outline.definitions.count)
        for (index, definition) in outline.definitions.enumerated() {
            if definition.parent >= 0 {
                let name = outline.names.hashes[Int(definition.name)]
                locals.insert(Self.scoped(name, Int(definition.parent)))
            }
            guard definition.kind == .function else { continue }
            for parameter in outline.parameters[definition.parameters.range] {
                locals.insert(Self.scoped(outline.names.hashes[Int(parameter.name)], index))
            }
        }
        for value in outline.values where value.scope >= 0 && value.target != NamePath.none {
            let target = outline.paths[Int(value.target)]
            guard target.parent == NamePath.none else { continue }
            locals.insert(Self.scoped(outline.names.hashes[Int(target.name)], Int(value.scope)))
        }
    }

    private static func scoped(_ name: UInt32, _ definition: Int) -> UInt32 {
        name ^ UInt32(truncatingIfNeeded: definition &+ 1) &* 0x9e37_79b1
    }

    /// Whether the function that is being read binds a name, or one around it inside the same class: what stands
    /// elsewhere in the file changes no print.
    private func isLocal(_ name: UInt32) -> Bool {
        for index in frames.indices.reversed() {
            if frames[index].isClass { return false }
            if locals.contains(Self.scoped(name, frames[index].definition)) { return true }
        }
        return false
    }

    private mutating func open(_ index: Int, _ outline: Outline) {
        let definition = outline.definitions[index]
        let isClass = definition.kind == .class
        let name = outline.names.hashes[Int(definition.name)]
        var frame = Frame(
            definition: index, isClass: isClass, end: Int(definition.end), name: name,
            className: isClass ? name : innermostClass,
            firstStatement: outline.statements.count)
        for decorator in definition.decorators.range {
            let path = outline.paths[Int(outline.decorators[decorator].path)]
            let hash = UInt64(outline.names.hashes[Int(path.name)])
            frame.exact = Self.mix(frame.exact, hash)
            frame.shape = Self.mix(frame.shape, hash)
        }
        frames.append(frame)
        innermostEnd = frame.end
        innermostIsClass = frame.isClass
        innermostClass = frame.className
        awaitsName = true
    }

    /// Closes the definitions that end at an offset or before it.
    @inline(__always)
    private mutating func closeFrames(endingBy offset: Int, _ outline: inout Outline) {
        while innermostEnd <= offset, let frame = frames.popLast() {
            innermostEnd = frames.last?.end ?? .max
            innermostIsClass = frames.last?.isClass ?? false
            innermostClass = frames.last?.className ?? 0
            close(frame, &outline)
        }
    }

    private mutating func close(_ frame: Frame, _ outline: inout Outline) {
        var print = Outline.BodyPrint()
        print.exact = Self.finish(frame.exact)
        print.shape = Self.finish(frame.shape)
        print.tokenCount = frame.tokenCount
        print.statements = Outline.Slice(from: frame.firstStatement, to: outline.statements.count)
        outline.prints[frame.definition] = print
        guard let last = frames.indices.last else { return }
        frames[last].tokenCount &+= frame.tokenCount
        if frames[last].isClass {
            frames[last].exact &+= Self.finish(Self.mix(print.exact, UInt64(frame.name)))
            frames[last].shape &+= print.shape
        } else {
            frames[last].exact = Self.mix(frames[last].exact, print.exact)
            frames[last].shape = Self.mix(frames[last].shape, print.shape)
        }
    }

    // MARK: Statements

    private mutating func resetStatement() {
        exact = 0
        shape = 0
        count = 0
        isIdle = true
        awaitsName = false
        isLastNameOwn = false
        text = nil
        if !brackets.isEmpty { brackets.removeAll(keepingCapacity: true) }
    }

    private mutating func endStatement(_ outline: inout Outline) {
        defer { resetStatement() }
        guard count > 0, !isIdle, !frames.isEmpty else { return }
        let last = frames.count - 1
        endText()
        outline.statements.append(
            Outline.Statement(
                shape: UInt32(truncatingIfNeeded: Self.finish(shape)), weight: UInt8(min(count, 255))))
        frames[last].tokenCount &+= UInt32(count)
        if frames[last].isClass {
            frames[last].exact &+= Self.finish(exact)
            frames[last].shape &+= Self.finish(shape)
        } else {
            frames[last].exact = Self.mix(frames[last].exact, exact)
            frames[last].shape = Self.mix(frames[last].shape, shape)
        }
    }

    /// What a block holds belongs to what stands before it; of a class, whose members have no order, it is clear.
    private mutating func noteBlock(_ kind: Token.Kind) {
        guard let last = frames.indices.last, !frames[last].isClass else { return }
        frames[last].exact = Self.mix(frames[last].exact, UInt64(kind.rawValue))
        frames[last].shape = Self.mix(frames[last].shape, UInt64(kind.rawValue))
    }

    /// Adds the token at an index.
    @inline(__always)
    private mutating func add(_ token: Token, _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>) {
        switch token.kind {
        case .name:
            isIdle = false
            addName(token, index, source, tokens)
        case .number:
            isIdle = false
            combine(
                Self.hash(token.start..<token.end, source) &+ UInt64(token.kind.rawValue),
                UInt64(token.kind.rawValue))
        case .string, .formatMiddle, .formatStart:
            if token.kind == .string, isIdle, count == 0, tokens.kind(at: index + 1) == .newline {
                return  // a docstring, or text that does nothing
            }
            if token.kind == .formatStart { isIdle = false }
            addText(index, source, tokens)
        case .formatEnd: break
        case .keyword:
            let isPass =
                token.detail == PythonKeyword.pass.rawValue && count == 0
                && (tokens.kind(at: index + 1) == .newline
                    || tokens.isOperator(UInt8(ascii: ";"), at: index + 1))
            if !isPass { isIdle = false }
            let code = 0x100 + UInt64(token.detail)
            combine(code, code)
        case .op:
            addOperator(token, index, source, tokens)
        default: break
        }
    }

    /// Adds a literal, or a part of one. Literals side by side are one, wherever it was cut; what stands in the
    /// braces of a format follows it.
    private mutating func addText(_ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>) {
        let token = tokens[index]
        let before = tokens.kind(at: index - 1)
        let isFollowing = before == .string || before == .formatEnd
        if token.kind != .formatMiddle, !isFollowing || count == 0 {
            let kind = UInt64(Token.Kind.string.rawValue)
            combine(kind, kind)
        }
        guard token.kind != .formatStart else { return }
        text = Self.hash(Self.content(token, source), source, after: text ?? Self.emptyText)
    }

    private mutating func endText() {
        guard let hash = text else { return }
        text = nil
        exact = Self.mix(exact, Self.finish(hash))
    }

    private mutating func addName(
        _ token: Token, _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) {
        if awaitsName {
            awaitsName = false
            // A function's parameters are its own to name; keywords of a class's header are not.
            isLastNameOwn = !innermostIsClass
            return
        }
        let hash = UInt64(token.hash) | 1 << 40
        if token.hash == innermostClass, innermostClass != 0 {
            isLastNameOwn = true
            combine(2 << 40, 2 << 40)
            return
        }
        if tokens.isOperator(UInt8(ascii: "."), at: index - 1) {
            let owner = index > 1 ? tokens[index - 2].hash : 0
            isLastNameOwn = isSelf(owner) || owner == innermostClass && innermostClass != 0
        } else if isKeyword(index, tokens) {
            isLastNameOwn = brackets.last == .own
        } else if innermostIsClass || isSelf(token.hash) {
            // The fields of a class are what it is.
            isLastNameOwn = false
        } else {
            // A variable, whoever binds it; functions and types keep their names unless they are bound here.
            let isCalled = tokens.isOperator(UInt8(ascii: "("), at: index + 1)
            let isCapital = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= source[token.start]
            isLastNameOwn = !isCalled && !isCapital || isLocal(token.hash)
        }
        combine(hash, isLastNameOwn ? 3 << 40 : hash)
    }

    /// Whether a name says which parameter an argument is for.
    private func isKeyword(_ index: Int, _ tokens: Span<Token>) -> Bool {
        guard let bracket = brackets.last, bracket != .grouping else { return false }
        return tokens.isOperator(UInt8(ascii: "="), at: index + 1)
    }

    private mutating func addOperator(
        _ token: Token, _ index: Int, _ source: Span<UInt8>, _ tokens: Span<Token>
    ) {
        switch token.detail {
        case UInt8(ascii: "("):
            let bracket = bracket(index, tokens)
            brackets.append(bracket)
            if bracket == .grouping { return }
        case UInt8(ascii: ")"):
            if brackets.popLast() == .grouping { return }
        case UInt8(ascii: ","):
            if index + 1 < tokens.count, Self.isClosing(tokens[index + 1]) { return }
        case Operator.ellipsis:
            let isAlone = count == 0 && tokens.kind(at: index + 1) == .newline
            if !isAlone { isIdle = false }
            combine(0x200 + UInt64(token.detail), 0x200 + UInt64(token.detail))
            return
        default: break
        }
        isIdle = false
        // Operators of one code have several texts: `==` and `<`.
        let code = 0x200 + UInt64(token.detail)
        let text = token.length > 1 ? Self.hash(token.start..<token.end, source) : 0
        combine(code &+ text, code &+ text)
    }

    private func bracket(_ index: Int, _ tokens: Span<Token>) -> Bracket {
        guard index > 0, Self.endsOperand(tokens[index - 1]) else { return .grouping }
        // The header of a class without bases may have brackets or not.
        if count == 1, innermostIsClass, tokens[index - 1].hash == frames.last?.name,
            tokens.isOperator(UInt8(ascii: ")"), at: index + 1)
        {
            return .grouping
        }
        return tokens[index - 1].kind == .name && isLastNameOwn ? .own : .foreign
    }

    @inline(__always)
    private mutating func combine(_ exactPart: UInt64, _ shapePart: UInt64) {
        endText()
        exact = Self.mix(exact, exactPart)
        shape = Self.mix(shape, shapePart)
        count += 1
    }

    private static func endsOperand(_ token: Token) -> Bool {
        token.kind == .name || token.isOperator(UInt8(ascii: ")")) || token.isOperator(UInt8(ascii: "]"))
    }

    private static func isClosing(_ token: Token) -> Bool {
        token.isOperator(UInt8(ascii: ")")) || token.isOperator(UInt8(ascii: "]"))
            || token.isOperator(UInt8(ascii: "}"))
    }

    private let selfHash = NameTable.hash("self")
    private let classHash = NameTable.hash("cls")

    private func isSelf(_ hash: UInt32) -> Bool { hash == selfHash || hash == classHash }

    // MARK: Hashing

    /// The bytes of a literal without its quotes.
    private static func content(_ token: Token, _ source: Span<UInt8>) -> Range<Int> {
        guard token.kind == .string else { return token.start..<token.end }
        var start = token.start
        while start < token.end, source[start] != UInt8(ascii: "\""), source[start] != UInt8(ascii: "'") {
            start += 1
        }
        guard start < token.end else { return token.start..<token.end }
        let quote = source[start]
        let isTriple = token.end - start >= 6 && source[start + 1] == quote && source[start + 2] == quote
        let quotes = isTriple ? 3 : 1
        return start + quotes..<max(start + quotes, token.end - quotes)
    }

    /// What the hash of a text begins with.
    private static let emptyText: UInt64 = 0xcbf2_9ce4_8422_2325

    private static func hash(_ range: Range<Int>, _ source: Span<UInt8>) -> UInt64 {
        finish(hash(range, source, after: emptyText))
    }

    /// The text as a polynomial, so that it may be cut anywhere: four bytes at a time, whose products do not wait for
    /// one another.
    private static func hash(_ range: Range<Int>, _ source: Span<UInt8>, after before: UInt64) -> UInt64 {
        let text = source.extracting(range)
        func byte(_ offset: Int) -> UInt64 { UInt64(text[offset]) }
        var hash = before
        var offset = 0
        while offset + 4 <= text.count {
            let high = byte(offset) &* Self.cubed &+ byte(offset + 1) &* Self.squared
            let low = byte(offset + 2) &* Self.factor &+ byte(offset + 3)
            hash = hash &* Self.squared &* Self.squared &+ high &+ low
            offset += 4
        }
        while offset < text.count {
            hash = hash &* Self.factor &+ byte(offset)
            offset += 1
        }
        return hash
    }

    private static let factor: UInt64 = 0xd6e8_feb8_6659_fd93
    private static let squared = factor &* factor
    private static let cubed = squared &* factor

    /// One step of a hash in which order counts.
    @inline(__always)
    private static func mix(_ hash: UInt64, _ part: UInt64) -> UInt64 {
        let product = (hash ^ part) &* 0x9e37_79b9_7f4a_7c15
        return (product ^ product >> 29) &+ 0x632b_e59b_d9b4_e019
    }

    /// MurmurHash3's mixer, so that sums of hashes keep apart.
    private static func finish(_ hash: UInt64) -> UInt64 {
        var hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ hash >> 33
    }
}
