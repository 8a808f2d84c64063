/// A plain dump of PostgreSQL (`pg_dump`, `pg_dump --inserts`): `COPY` blocks and `INSERT` statements. Everything
/// else is copied as it is.
struct DumpFormat: RecordFormat {
    var state = FormatState()
    /// What the statements so far say of the tables.
    private(set) var catalogue = Catalogue()
    private var slots: [Int]?

    private static let lineFeed = UInt8(ascii: "\n")

    private var isInCopy: Bool { !state.columns.isEmpty }

    // MARK: Records

    func firstRecord(of bytes: ArraySlice<UInt8>, isLast: Bool) throws(FormatError) -> Int? {
        if isInCopy || startsLine(bytes) { return line(of: bytes, isLast: isLast) }
        var text = SQLText(bytes)
        while true {
            switch text.step() {
            case .token(.symbol(UInt8(ascii: ";"))):
                return lineEnd(behind: text.index, bytes, isLast: isLast).map { $0 - bytes.startIndex }
            case .token, .gap: continue
            case .incomplete where !isLast, .end where !isLast: return nil
            case .incomplete: throw FormatError("statement that does not end; the dump is cut off")
            case .end: return bytes.count
            }
        }
    }

    /// Whether the bytes start with something that ends with its line: a comment, psql's command, an empty line.
    private func startsLine(_ bytes: ArraySlice<UInt8>) -> Bool {
        let first = bytes[bytes.startIndex]
        return first == Self.lineFeed || first == UInt8(ascii: "\\") || first == 0x0D
            || bytes.starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-")])
    }

    private func line(of bytes: ArraySlice<UInt8>, isLast: Bool) -> Int? {
        if let end = bytes.firstIndex(of: Self.lineFeed) { return end + 1 - bytes.startIndex }
        return isLast ? bytes.count : nil
    }

    /// Behind the line feed, if nothing but space stands before it.
    private func lineEnd(behind index: Int, _ bytes: ArraySlice<UInt8>, isLast: Bool) -> Int? {
        var end = index
        while end < bytes.endIndex, bytes[end] == 0x20 || bytes[end] == 0x0D || bytes[end] == 0x09 {
            end += 1
        }
        guard end < bytes.endIndex else { return isLast ? end : nil }
        return bytes[end] == Self.lineFeed ? end + 1 : index
    }

    // MARK: Copying

    mutating func copy(
        _ record: ArraySlice<UInt8>, to output: inout [UInt8], _ columns: inout ColumnTable,
        _ replace: (Cell) throws(MigrationError) -> Replacement
    ) throws(CopyError) {
        if isInCopy {
            try copyRow(record, to: &output, &columns, replace)
        } else if startsLine(record) {
            output += record
        } else {
            try copyStatement(record, to: &output, &columns, replace)
        }
    }

    private mutating func copyRow(
        _ record: ArraySlice<UInt8>, to output: inout [UInt8], _ columns: inout ColumnTable,
        _ replace: (Cell) throws(MigrationError) -> Replacement
    ) throws(CopyError) {
        var end = record.endIndex
        if end > record.startIndex, record[end - 1] == Self.lineFeed { end -= 1 }
        if end > record.startIndex, record[end - 1] == 0x0D { end -= 1 }
        if record[record.startIndex..<end].elementsEqual(Array("\\.".utf8)) {
            state = FormatState(tables: state.tables)
            slots = nil
            output += record
            return
        }
        let slots = slots ?? self.slots(of: state.table, state.columns, &columns)
        self.slots = slots
        var start = record.startIndex
        for slot in slots {
            var stop = start
            while stop < end, record[stop] != 0x09 { stop += 1 }
            let raw = record[start..<stop]
            if slot >= 0, let value = SQLValue.copyField(raw) {
                let cell = Cell(
                    slot: slot, value: value, raw: raw,
                    isPlainlyWritten: SQLValue.copyFieldText(Array(value)).elementsEqual(raw))
                try append(cell, to: &output, replace) { SQLValue.copyFieldText($0) }
            } else {
                output += raw
            }
            start = stop
            guard stop < end else { break }
            output.append(0x09)
            start = stop + 1
        }
        output += record[start...]
    }

    private mutating func copyStatement(
        _ record: ArraySlice<UInt8>, to output: inout [UInt8], _ columns: inout ColumnTable,
        _ replace: (Cell) throws(MigrationError) -> Replacement
    ) throws(CopyError) {
        var text = SQLText(record)
        switch text.token() {
        case .word("copy"): try takeCopy(record)
        case .word("create"), .word("alter"):
            catalogue.take(record)
            state.tables.merge(catalogue.columns) { _, new in new }
        case .word("insert"):
            try copyInsert(record, &text, to: &output, &columns, replace)
            return
        default: break
        }
        output += record
    }

    /// `COPY public.runs (id, thread_id) FROM stdin;`
    private mutating func takeCopy(_ statement: ArraySlice<UInt8>) throws(CopyError) {
        var text = SQLText(statement)
        var tokens: [SQLText.Token] = []
        while let token = text.token() { tokens.append(token) }
        var reader = TokenReader(tokens: tokens)
        guard reader.take("copy"), let table = reader.tableName() else { return }
        let names = reader.names() ?? state.tables[table] ?? []
        guard reader.take("from"), reader.take("stdin") else { return }
        guard statement.last == Self.lineFeed else {
            throw .format(FormatError("COPY whose rows do not begin on a line of their own"))
        }
        state.table = table
        state.columns = names.isEmpty ? [""] : names
        slots = nil
    }

    /// `INSERT INTO public.runs [(id, …)] VALUES (…), (…);`
    private func copyInsert(
        _ record: ArraySlice<UInt8>, _ text: inout SQLText, to output: inout [UInt8],
        _ columns: inout ColumnTable, _ replace: (Cell) throws(MigrationError) -> Replacement
    ) throws(CopyError) {
        var head: [SQLText.Token] = [.word("insert")]
        while let token = text.token(), token != .word("values") { head.append(token) }
        var reader = TokenReader(tokens: head)
        guard reader.take("insert"), reader.take("into"), let table = reader.tableName() else {
            output += record
            return
        }
        let slots = slots(of: table, reader.names() ?? state.tables[table] ?? [], &columns)
        var depth = 0
        var column = 0
        var copied = record.startIndex
        while let token = text.token() {
            switch token {
            case .symbol(UInt8(ascii: "(")):
                depth += 1
                if depth == 1 { column = 0 }
            case .symbol(UInt8(ascii: ")")): depth -= 1
            case .symbol(UInt8(ascii: ",")) where depth == 1: column += 1
            case .string(let inside, let hasBackslashes)
            where depth == 1 && column < slots.count && slots[column] >= 0:
                let raw = record[inside]
                let value = SQLValue.unescaped(raw, hasBackslashes: hasBackslashes)
                let cell = Cell(
                    slot: slots[column], value: value, raw: raw,
                    isPlainlyWritten: SQLValue.escaped(Array(value), hasBackslashes: hasBackslashes)
                        .elementsEqual(raw))
                output += record[copied..<inside.lowerBound]
                try append(cell, to: &output, replace) {
                    SQLValue.escaped($0, hasBackslashes: hasBackslashes)
                }
                copied = inside.upperBound
            default: break
            }
        }
        output += record[copied...]
    }

    private func slots(of table: String, _ names: [String], _ columns: inout ColumnTable) -> [Int] {
        names.map { columns.slot(ColumnName(table: table, column: $0)) ?? -1 }
    }

    private func append(
        _ cell: Cell, to output: inout [UInt8], _ replace: (Cell) throws(MigrationError) -> Replacement,
        written: ([UInt8]) -> [UInt8]
    ) throws(CopyError) {
        let replacement: Replacement
        do throws(MigrationError) { replacement = try replace(cell) } catch { throw .migration(error) }
        switch replacement {
        case .same: output += cell.raw
        case .raw(let bytes): output += bytes
        case .value(let bytes): output += written(bytes)
        }
    }
}
