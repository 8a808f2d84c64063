/// Reads what `OutlineWriter` wrote, refusing everything else.
struct OutlineReader {
    /// The bytes are not what the writer writes.
    struct Malformed: Error {}

    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func byte() throws(Malformed) -> UInt8 {
        guard offset < bytes.count else { throw Malformed() }
        offset += 1
        return bytes[offset - 1]
    }

    private mutating func raw() throws(Malformed) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let part = try byte()
            guard shift < 64 else { throw Malformed() }
            value |= UInt64(part & 0x7f) << shift
            if part & 0x80 == 0 { return value }
            shift += 7
        }
    }

    /// A count, which is never negative; nil where the bytes end or overflow.
    mutating func number() -> Int? { (try? raw()).flatMap { Int(exactly: $0) } }

    mutating func signed() throws(Malformed) -> Int {
        let value = try raw()
        let magnitude = Int(truncatingIfNeeded: value >> 1)
        let result = value & 1 == 0 ? magnitude : ~magnitude
        guard result.magnitude <= UInt(UInt32.max) else { throw Malformed() }
        return result
    }

    mutating func word() throws(Malformed) -> UInt32 {
        guard let value = UInt32(exactly: try raw()) else { throw Malformed() }
        return value
    }

    mutating func index(below count: Int) throws(Malformed) -> UInt32 {
        let value = try word()
        guard Int(value) < count else { throw Malformed() }
        return value
    }

    mutating func id(below count: Int) throws(Malformed) -> UInt32 {
        let value = try index(below: count + 1)
        return value == 0 ? .max : value - 1
    }

    mutating func scope(below count: Int) throws(Malformed) -> Int32 {
        Int32(try index(below: count + 1)) - 1
    }

    mutating func kind<Kind: RawRepresentable<UInt8>>(_: Kind.Type) throws(Malformed) -> Kind {
        guard let raw = UInt8(exactly: try word()), let kind = Kind(rawValue: raw) else { throw Malformed() }
        return kind
    }

    mutating func text() throws(Malformed) -> Outline.TextRange {
        Outline.TextRange(offset: try word(), length: try word())
    }

    mutating func step(from last: UInt32) throws(Malformed) -> UInt32 {
        guard let value = UInt32(exactly: Int(last) + (try signed())) else { throw Malformed() }
        return value
    }

    mutating func step(_ last: inout UInt32) throws(Malformed) -> UInt32 {
        last = try step(from: last)
        return last
    }

    mutating func slice(_ last: inout UInt32) throws(Malformed) -> Outline.Slice {
        var slice = Outline.Slice()
        slice.first = try step(from: last)
        slice.count = try word()
        last = slice.first &+ slice.count
        return slice
    }

    mutating func slice() throws(Malformed) -> Outline.Slice {
        var slice = Outline.Slice()
        slice.first = try word()
        slice.count = try word()
        return slice
    }

    /// Nil where an element is malformed, or where fewer bytes are left than there are elements.
    mutating func list<Element>(
        _ read: (inout OutlineReader, Int) throws -> Element
    ) -> [Element]? {
        guard let count = number(), count <= bytes.count - offset else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for index in 0..<count {
            guard let element = try? read(&self, index) else { return nil }
            elements.append(element)
        }
        return elements
    }

    /// A counted run of bytes.
    mutating func countedBytes() -> [UInt8]? {
        guard let count = number(), count <= bytes.count - offset else { return nil }
        offset += count
        return Array(bytes[offset - count..<offset])
    }

    /// Reads type hints, mentions, elements and own names; false where one is malformed.
    mutating func memberNotes(_ outline: inout Outline, _ definitions: Int) -> Bool {
        let names = outline.names.count
        let paths = outline.paths.count
        var line: UInt32 = 0
        guard
            let typeHints = list({ reader, _ in
                Outline.TypeHint(
                    scope: try reader.scope(below: definitions), target: try reader.id(below: paths),
                    type: try reader.index(below: paths))
            }),
            let mentions = list({ reader, _ in
                let name = try reader.index(below: names)
                return Outline.Mention(name: name, line: try reader.step(&line))
            })
        else { return false }
        line = 0
        guard
            let elements = list({ reader, _ in
                let kind = try reader.kind(Outline.Element.Kind.self)
                let table = try reader.id(below: paths)
                let key = try reader.id(below: names)
                let scope = try reader.scope(below: definitions)
                return Outline.Element(
                    kind: kind, table: table, key: key, scope: scope, line: try reader.step(&line))
            }), let ownNames = list({ reader, _ in try reader.index(below: names) })
        else { return false }
        outline.typeHints = typeHints
        outline.mentions = mentions
        outline.elements = elements
        outline.ownNames = ownNames
        return true
    }

    mutating func prints(_ count: Int) -> [Outline.BodyPrint]? {
        guard count * 16 <= bytes.count - offset else { return nil }
        var prints: [Outline.BodyPrint] = []
        prints.reserveCapacity(count)
        for _ in 0..<count {
            var print = Outline.BodyPrint()
            guard let exact = fixed(8), let shape = fixed(8), let tokens = try? word(),
                let statements = try? slice()
            else { return nil }
            print.exact = exact
            print.shape = shape
            print.tokenCount = tokens
            print.statements = statements
            prints.append(print)
        }
        return prints
    }

    mutating func statements() -> [Outline.Statement]? {
        guard let count = number(), count <= (bytes.count - offset) / 5 else { return nil }
        var statements: [Outline.Statement] = []
        statements.reserveCapacity(count)
        for _ in 0..<count {
            guard let shape = fixed(4), let weight = fixed(1) else { return nil }
            statements.append(
                Outline.Statement(
                    shape: UInt32(truncatingIfNeeded: shape), weight: UInt8(truncatingIfNeeded: weight)))
        }
        return statements
    }

    /// A number of so many bytes, lowest first.
    private mutating func fixed(_ width: Int) -> UInt64? {
        guard width <= bytes.count - offset else { return nil }
        var value: UInt64 = 0
        for index in (0..<width).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
        offset += width
        return value
    }

    mutating func names() -> NameTable? {
        guard let lengths = list({ reader, _ in Int(try reader.word()) }) else { return nil }
        var table = NameTable()
        // A borrowed span of the reader's own bytes would keep it from going on.
        let bytes = bytes
        for length in lengths {
            guard length <= bytes.count - offset else { return nil }
            let text = bytes.span.extracting(offset..<offset + length)
            _ = table.append(text, hash: NameTable.hash(text))
            offset += length
        }
        return table
    }

    /// Each step is from the element before: see the writer.
    mutating func definitions(_ nameCount: Int) -> [Outline.Definition]? {
        var last = OutlineSteps()
        return list { reader, index in
            let shape = try reader.byte()
            guard let kind = Outline.Kind(rawValue: shape & 1),
                let body = Outline.BodyShape(rawValue: shape >> 1)
            else { throw Malformed() }
            let flags = Outline.Flags(rawValue: try reader.byte())
            let name = try reader.index(below: nameCount)
            let parent = try reader.scope(below: index)
            let line = try reader.step(&last.line)
            let column = try reader.word()
            let endLine = try reader.step(from: line)
            let start = try reader.step(&last.start)
            let end = try reader.step(from: start)
            let statementCount = try reader.word()
            let docstring = try reader.text()
            var definition = Outline.Definition(
                kind: kind, flags: flags, name: name, parent: parent, line: line, column: column,
                endLine: endLine, start: start, end: end, decorators: try reader.slice(&last.decorators))
            definition.body = body
            definition.statementCount = statementCount
            definition.docstring = docstring
            definition.bases = try reader.slice(&last.bases)
            definition.parameters = try reader.slice(&last.parameters)
            definition.descendants = try reader.slice(&last.descendants)
            definition.uses = try reader.slice(&last.uses)
            definition.values = try reader.slice(&last.values)
            return definition
        }
    }

    mutating func values(_ definitions: Int, _ nameCount: Int, _ pathCount: Int) -> [Outline.Value]? {
        var last = OutlineSteps()
        return list { reader, _ in
            let head = try reader.byte()
            guard let kind = Outline.Value.Kind(rawValue: head & 0b11),
                let shape = Outline.Value.Shape(rawValue: head >> 2 & 0b111)
            else { throw Malformed() }
            let flags = Outline.Flags(rawValue: try reader.byte())
            if head & 1 << 5 == 0 { last.scope = try reader.scope(below: definitions) }
            let target = try reader.id(below: pathCount)
            let path = try reader.id(below: pathCount)
            let text = head & 1 << 6 == 0 ? NameTable.none : try reader.index(below: nameCount)
            return Outline.Value(
                kind: kind, shape: shape, flags: flags, scope: last.scope, target: target, path: path,
                text: text, line: try reader.step(&last.line), uses: try reader.slice(&last.uses))
        }
    }

    mutating func uses(_ definitions: Int, _ pathCount: Int) -> [Outline.Use]? {
        var last = OutlineSteps()
        return list { reader, _ in
            let head = try reader.byte()
            guard let kind = Outline.Use.Kind(rawValue: head & 0b1111) else { throw Malformed() }
            let path = try reader.index(below: pathCount)
            if head & 1 << 4 == 0 { last.scope = try reader.scope(below: definitions) }
            let lines = UInt32(head >> 5)
            last.line = lines == 7 ? try reader.step(from: last.line) : last.line &+ lines
            return Outline.Use(path: path, scope: last.scope, line: last.line, kind: kind)
        }
    }

    mutating func importItem(_ definitions: Int, _ nameCount: Int, _ pathCount: Int) throws -> Outline.Import
    {
        Outline.Import(
            scope: try scope(below: definitions), module: try id(below: pathCount), level: try word(),
            name: try id(below: nameCount), bound: try id(below: nameCount), line: try word(),
            flags: Outline.Flags(rawValue: UInt8(truncatingIfNeeded: try word())))
    }

    mutating func making(_ definitions: Int, _ pathCount: Int) throws -> Outline.Making {
        Outline.Making(
            kind: try kind(Outline.Making.Kind.self), scope: try scope(below: definitions),
            target: try id(below: pathCount), line: try word(), nodes: try slice())
    }

    /// A node; whether what it speaks of exists is known with the names: see `Outline.hasSoundMakings`.
    mutating func makingNode() throws -> Outline.MakingNode {
        Outline.MakingNode(
            try kind(Outline.MakingNode.Kind.self), value: try anyID(), other: try anyID(), line: try word(),
            size: try word())
    }

    private mutating func anyID() throws(Malformed) -> UInt32 {
        let value = try raw()
        guard value <= UInt64(UInt32.max) else { throw Malformed() }
        return value == 0 ? .max : UInt32(truncatingIfNeeded: value - 1)
    }
}
