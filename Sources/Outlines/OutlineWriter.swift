import BasicContainers

/// Appends the parts of an outline in their stored form.
struct OutlineWriter: ~Copyable {
    /// Nobody else holds it while it grows, nor is it as large as what it grew to: the stored form is a copy of its own.
    private var bytes = UniqueArray<UInt8>()

    var written: [UInt8] {
        let bytes = bytes.span
        return [UInt8](capacity: bytes.count) { output in
            for index in bytes.indices { output.append(bytes[index]) }
        }
    }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    mutating func bytes(_ run: [UInt8]) {
        bytes.append(copying: run.span)
    }

    /// LEB128: seven bits a byte, lowest first.
    @inline(__always)
    mutating func number(_ value: Int) {
        var rest = UInt64(bitPattern: Int64(value))
        if rest < 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            return
        }
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Zigzag: small magnitudes stay short.
    mutating func signed(_ value: Int) { number((value << 1) ^ (value >> (Int.bitWidth - 1))) }

    /// An index that may be `none`.
    mutating func id(_ value: UInt32) { number(value == .max ? 0 : Int(value) + 1) }

    mutating func scope(_ value: Int32) { number(Int(value) + 1) }

    @inline(__always)
    mutating func list<Element>(_ elements: [Element], _ write: (inout OutlineWriter, Element) -> Void) {
        number(elements.count)
        for element in elements { write(&self, element) }
    }

    @inline(__always)
    mutating func byte(_ value: UInt8) { bytes.append(value) }

    @inline(__always)
    mutating func step(_ value: UInt32, from last: UInt32) { signed(Int(value) - Int(last)) }

    @inline(__always)
    mutating func step(_ value: UInt32, _ last: inout UInt32) {
        step(value, from: last)
        last = value
    }

    /// A run that mostly begins where the one before began or ended.
    mutating func slice(_ slice: Outline.Slice, _ last: inout UInt32) {
        step(slice.first, from: last)
        number(Int(slice.count))
        last = slice.first &+ slice.count
    }

    mutating func text(_ range: Outline.TextRange) {
        number(Int(range.offset))
        number(Int(range.length))
    }

    mutating func slice(_ slice: Outline.Slice) {
        number(Int(slice.first))
        number(Int(slice.count))
    }

    // What an element shares with the one before is left out, and what grows from one to the next is stored as a step.

    mutating func definitions(_ definitions: [Outline.Definition]) {
        number(definitions.count)
        var last = OutlineSteps()
        for definition in definitions {
            byte(definition.kind.rawValue | definition.body.rawValue << 1)
            byte(definition.flags.rawValue)
            number(Int(definition.name))
            scope(definition.parent)
            step(definition.line, &last.line)
            number(Int(definition.column))
            step(definition.endLine, from: definition.line)
            step(definition.start, &last.start)
            step(definition.end, from: definition.start)
            number(Int(definition.statementCount))
            text(definition.docstring)
            slice(definition.decorators, &last.decorators)
            slice(definition.bases, &last.bases)
            slice(definition.parameters, &last.parameters)
            slice(definition.descendants, &last.descendants)
            slice(definition.uses, &last.uses)
            slice(definition.values, &last.values)
        }
    }

    mutating func values(_ values: [Outline.Value]) {
        number(values.count)
        var last = OutlineSteps()
        for value in values {
            let isSameScope = value.scope == last.scope
            let hasText = value.text != NameTable.none
            byte(
                value.kind.rawValue | value.shape.rawValue << 2 | (isSameScope ? 1 << 5 : 0)
                    | (hasText ? 1 << 6 : 0))
            byte(value.flags.rawValue)
            if !isSameScope { scope(value.scope) }
            id(value.target)
            id(value.path)
            if hasText { number(Int(value.text)) }
            step(value.line, &last.line)
            slice(value.uses, &last.uses)
            last.scope = value.scope
        }
    }

    mutating func uses(_ uses: [Outline.Use]) {
        number(uses.count)
        var last = OutlineSteps()
        for use in uses {
            let isSameScope = use.scope == last.scope
            // Most lines are at most a few further: three bits hold the step, 7 says that it follows.
            let lines = use.line &- last.line
            byte(
                use.kind.rawValue | (isSameScope ? 1 << 4 : 0)
                    | UInt8(truncatingIfNeeded: min(lines, 7)) << 5)
            number(Int(use.path))
            if !isSameScope { scope(use.scope) }
            if lines >= 7 { step(use.line, from: last.line) }
            (last.scope, last.line) = (use.scope, use.line)
        }
    }

    /// Type hints, mentions, elements and own names. Lines are stored as steps from one to the next.
    mutating func memberNotes(_ outline: Outline) {
        list(outline.typeHints) {
            $0.scope($1.scope)
            $0.id($1.target)
            $0.number(Int($1.type))
        }
        var line: UInt32 = 0
        list(outline.mentions) {
            $0.number(Int($1.name))
            $0.step($1.line, &line)
        }
        line = 0
        list(outline.elements) {
            $0.number(Int($1.kind.rawValue))
            $0.id($1.table)
            $0.id($1.key)
            $0.scope($1.scope)
            $0.step($1.line, &line)
        }
        list(outline.ownNames) { $0.number(Int($1)) }
    }

    /// As many as there are definitions.
    mutating func prints(_ prints: [Outline.BodyPrint]) {
        for print in prints {
            fixed(print.exact)
            fixed(print.shape)
            number(Int(print.tokenCount))
            slice(print.statements)
        }
    }

    mutating func statements(_ statements: [Outline.Statement]) {
        number(statements.count)
        for statement in statements {
            for index in UInt32(0)..<4 {
                bytes.append(UInt8(truncatingIfNeeded: statement.shape >> (index &* 8)))
            }
            bytes.append(statement.weight)
        }
    }

    /// Eight bytes, lowest first.
    private mutating func fixed(_ value: UInt64) {
        for index in UInt64(0)..<8 { bytes.append(UInt8(truncatingIfNeeded: value >> (index &* 8))) }
    }

    mutating func importItem(_ item: Outline.Import) {
        scope(item.scope)
        id(item.module)
        number(Int(item.level))
        id(item.name)
        id(item.bound)
        number(Int(item.line))
        number(Int(item.flags.rawValue))
    }

    mutating func making(_ making: Outline.Making) {
        number(Int(making.kind.rawValue))
        scope(making.scope)
        id(making.target)
        number(Int(making.line))
        slice(making.nodes)
    }

    mutating func makingNode(_ node: Outline.MakingNode) {
        number(Int(node.kind.rawValue))
        id(node.value)
        id(node.other)
        number(Int(node.line))
        number(Int(node.size))
    }
}

/// What the element before had, in a list of elements that are stored by their steps.
struct OutlineSteps {
    var scope: Int32 = -1
    var line: UInt32 = 0
    var start: UInt32 = 0
    // Where its runs ended.
    var decorators: UInt32 = 0
    var bases: UInt32 = 0
    var parameters: UInt32 = 0
    var descendants: UInt32 = 0
    var uses: UInt32 = 0
    var values: UInt32 = 0
}
