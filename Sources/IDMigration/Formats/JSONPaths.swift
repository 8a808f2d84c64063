/// Copies JSON documents (RFC 8259) with the strings at certain paths replaced. A path is the keys down to a value,
/// with `[]` for the elements of an array: `user.id`, `runs[].id`.
struct JSONPaths {
    /// Deeper documents are refused, since they are made to exhaust somebody's stack.
    static let deepest = 512

    private let table: String
    /// Keys that lead from a node to the next, so that a document costs no string for each key.
    private var nodes: [Node]

    private struct Node {
        var path: String
        var children: [ArraySlice<UInt8>: Int] = [:]
        var elements: Int?
        /// The column of strings that stand here; nil until one was met.
        var slot: Int??
    }

    init(table: String) {
        self.table = table
        nodes = [Node(path: "")]
    }

    /// Appends a document to `output`.
    mutating func copy(
        _ document: ArraySlice<UInt8>, to output: inout [UInt8], _ columns: inout ColumnTable,
        _ replace: (Cell) throws(MigrationError) -> Replacement
    ) throws(CopyError) {
        var scan = Scan(bytes: document, index: document.startIndex, copied: document.startIndex)
        try value(&scan, 0, 0, &output, &columns, replace)
        scan.skipSpace()
        guard scan.index == document.endIndex else {
            throw .format(FormatError("text behind the end of a JSON document; remove it"))
        }
        output += document[scan.copied...]
    }

    private mutating func value(
        _ scan: inout Scan, _ node: Int, _ depth: Int, _ output: inout [UInt8], _ columns: inout ColumnTable,
        _ replace: (Cell) throws(MigrationError) -> Replacement
    ) throws(CopyError) {
        guard depth < Self.deepest else {
            throw .format(
                FormatError("JSON document deeper than \(Self.deepest) levels; no such file is read"))
        }
        scan.skipSpace()
        switch scan.peek {
        case UInt8(ascii: "{"):
            try scan.items(until: UInt8(ascii: "}")) { scan throws(CopyError) in
                let key = try scan.string()
                scan.skipSpace()
                try scan.expect(UInt8(ascii: ":"))
                let child = self.child(of: node, key.value)
                try self.value(&scan, child, depth + 1, &output, &columns, replace)
            }
        case UInt8(ascii: "["):
            try scan.items(until: UInt8(ascii: "]")) { scan throws(CopyError) in
                let child = self.elements(of: node)
                try self.value(&scan, child, depth + 1, &output, &columns, replace)
            }
        case UInt8(ascii: "\""):
            let text = try scan.string()
            guard node >= 0, let slot = slot(of: node, &columns) else { return }
            let cell = Cell(
                slot: slot, value: text.value, raw: scan.bytes[text.inside],
                isPlainlyWritten: text.value.elementsEqual(scan.bytes[text.inside]))
            let replacement: Replacement
            do throws(MigrationError) { replacement = try replace(cell) } catch { throw .migration(error) }
            switch replacement {
            case .same: break
            case .raw(let bytes): scan.replace(text.inside, by: bytes, in: &output)
            case .value(let bytes): scan.replace(text.inside, by: Self.escaped(bytes), in: &output)
            }
        default: try scan.literal()
        }
    }

    // MARK: Paths

    private mutating func child(of node: Int, _ key: ArraySlice<UInt8>) -> Int {
        guard node >= 0 else { return -1 }
        if let child = nodes[node].children[key] { return child }
        guard nodes.count < ColumnTable.limit else { return -1 }
        let name = String(decoding: key, as: UTF8.self)
        nodes.append(Node(path: nodes[node].path.isEmpty ? name : nodes[node].path + "." + name))
        nodes[node].children[ArraySlice(Array(key))] = nodes.count - 1
        return nodes.count - 1
    }

    private mutating func elements(of node: Int) -> Int {
        guard node >= 0 else { return -1 }
        if let child = nodes[node].elements { return child }
        nodes.append(Node(path: nodes[node].path + "[]"))
        nodes[node].elements = nodes.count - 1
        return nodes.count - 1
    }

    private mutating func slot(of node: Int, _ columns: inout ColumnTable) -> Int? {
        if let slot = nodes[node].slot { return slot }
        let slot = columns.slot(ColumnName(table: table, column: nodes[node].path))
        nodes[node].slot = .some(slot)
        return slot
    }

    /// A value as a JSON string writes it, with no escapes but those that RFC 8259 §7 demands.
    private static func escaped(_ value: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        for byte in value {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: text += Array("\\u00".utf8) + Hexadecimal.digits([byte])
            default: text.append(byte)
            }
        }
        return text
    }
}

/// A place in a JSON document, and how much of it is in the output.
private struct Scan {
    let bytes: ArraySlice<UInt8>
    var index: Int
    var copied: Int

    struct Text {
        /// Between the quotes.
        var inside: Range<Int>
        var value: ArraySlice<UInt8>
    }

    var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    mutating func skipSpace() {
        while index < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

    mutating func expect(_ byte: UInt8) throws(CopyError) {
        guard peek == byte else { throw fault("\"\(Character(Unicode.Scalar(byte)))\"") }
        index += 1
    }

    func fault(_ wanted: String) -> CopyError {
        .format(
            FormatError(
                "bad JSON at byte \(index - bytes.startIndex + 1) of the record; \(wanted) is expected"))
    }

    mutating func replace(_ range: Range<Int>, by text: [UInt8], in output: inout [UInt8]) {
        output += bytes[copied..<range.lowerBound]
        output += text
        copied = range.upperBound
    }

    /// The items of an object or array; the scan stands at its opening bracket.
    mutating func items(
        until end: UInt8, _ item: (inout Scan) throws(CopyError) -> Void
    ) throws(CopyError) {
        index += 1
        skipSpace()
        if peek == end {
            index += 1
            return
        }
        while true {
            skipSpace()
            try item(&self)
            skipSpace()
            if peek == end {
                index += 1
                return
            }
            try expect(UInt8(ascii: ","))
        }
    }

    mutating func string() throws(CopyError) -> Text {
        try expect(UInt8(ascii: "\""))
        let start = index
        var hasEscapes = false
        while index < bytes.endIndex, bytes[index] != UInt8(ascii: "\"") {
            guard bytes[index] >= 0x20 else { throw fault("an escape for the control character") }
            if bytes[index] == UInt8(ascii: "\\") {
                hasEscapes = true
                index += 1
            }
            index += 1
        }
        guard index < bytes.endIndex else {
            index = bytes.endIndex
            throw fault("a closing quote")
        }
        let inside = start..<index
        index += 1
        return Text(inside: inside, value: hasEscapes ? try unescaped(inside) : bytes[inside])
    }

    private func unescaped(_ range: Range<Int>) throws(CopyError) -> ArraySlice<UInt8> {
        var value: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard bytes[index] == UInt8(ascii: "\\") else {
                value.append(bytes[index])
                index += 1
                continue
            }
            index += 2
            switch bytes[index - 1] {
            case UInt8(ascii: "n"): value.append(0x0A)
            case UInt8(ascii: "t"): value.append(0x09)
            case UInt8(ascii: "r"): value.append(0x0D)
            case UInt8(ascii: "b"): value.append(0x08)
            case UInt8(ascii: "f"): value.append(0x0C)
            case UInt8(ascii: "u"):
                guard let unit = hexadecimal(index, range.upperBound) else {
                    throw fault("four hexadecimal digits")
                }
                index += 4
                var scalar = unit
                if (0xD800..<0xDC00).contains(unit), index + 1 < range.upperBound,
                    bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u"),
                    let low = hexadecimal(index + 2, range.upperBound), (0xDC00..<0xE000).contains(low)
                {
                    scalar = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
                    index += 6
                }
                guard let scalar = Unicode.Scalar(scalar) else { throw fault("a pair of surrogates") }
                value += Array(String(Character(scalar)).utf8)
            case let byte where [0x22, 0x5C, 0x2F].contains(byte): value.append(byte)
            default: throw fault("an escape of RFC 8259")
            }
        }
        return value[...]
    }

    private func hexadecimal(_ start: Int, _ end: Int) -> UInt32? {
        guard start + 4 <= end else { return nil }
        var number: UInt32 = 0
        for byte in bytes[start..<start + 4] {
            guard let digit = Hexadecimal.value(byte) else { return nil }
            number = number << 4 | UInt32(digit)
        }
        return number
    }

    /// A number, `true`, `false` or `null`: any run of their letters, since it is copied as it is.
    mutating func literal() throws(CopyError) {
        let start = index
        while let byte = peek,
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2B, 0x2D, 0x2E, 0x45].contains(byte)
        {
            index += 1
        }
        guard index > start else { throw fault("a value") }
    }
}
