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

    mutating func text(_ range: Outline.TextRange) {
        number(Int(range.offset))
        number(Int(range.length))
    }

    mutating func slice(_ slice: Outline.Slice) {
        number(Int(slice.first))
        number(Int(slice.count))
    }

    mutating func definition(_ definition: Outline.Definition) {
        number(Int(definition.kind.rawValue))
        number(Int(definition.body.rawValue))
        number(Int(definition.flags.rawValue))
        number(Int(definition.name))
        scope(definition.parent)
        number(Int(definition.line))
        number(Int(definition.column))
        number(Int(definition.endLine))
        number(Int(definition.start))
        number(Int(definition.end))
        number(Int(definition.statementCount))
        text(definition.docstring)
        slice(definition.decorators)
        slice(definition.bases)
        slice(definition.parameters)
        slice(definition.descendants)
        slice(definition.uses)
        slice(definition.values)
    }

    /// Type hints, mentions, elements and own names. Lines are stored as steps from one to the next.
    mutating func memberNotes(_ outline: Outline) {
        list(outline.typeHints) {
            $0.scope($1.scope)
            $0.id($1.target)
            $0.number(Int($1.type))
        }
        var line = 0
        list(outline.mentions) {
            $0.number(Int($1.name))
            $0.signed(Int($1.line) - line)
            line = Int($1.line)
        }
        line = 0
        list(outline.elements) {
            $0.number(Int($1.kind.rawValue))
            $0.id($1.table)
            $0.id($1.key)
            $0.scope($1.scope)
            $0.signed(Int($1.line) - line)
            line = Int($1.line)
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

    mutating func value(_ value: Outline.Value) {
        number(Int(value.kind.rawValue))
        number(Int(value.shape.rawValue))
        number(Int(value.flags.rawValue))
        scope(value.scope)
        id(value.target)
        id(value.path)
        id(value.text)
        number(Int(value.line))
        slice(value.uses)
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
