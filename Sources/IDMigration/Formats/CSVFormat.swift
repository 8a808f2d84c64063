/// Comma-separated values (RFC 4180) with a header. Line ends, quotes and a byte order mark stay as they are.
struct CSVFormat: RecordFormat {
    let table: String
    let delimiter: UInt8
    var state: FormatState
    private var slots: [Int]?

    private static let quote = UInt8(ascii: "\"")
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(table: String, delimiter: UInt8 = UInt8(ascii: ",")) {
        self.table = table
        self.delimiter = delimiter
        state = FormatState(table: table)
    }

    func firstRecord(of bytes: ArraySlice<UInt8>, isLast: Bool) throws(FormatError) -> Int? {
        var isQuoted = false
        var isFieldStart = true
        // Whether the field began with a quote: quotes inside of others mean nothing.
        var isQuotedField = false
        var index = bytes.startIndex
        if state.columns.isEmpty, bytes.starts(with: Self.byteOrderMark) { index += Self.byteOrderMark.count }
        while index < bytes.endIndex {
            let byte = bytes[index]
            if isQuoted {
                // A quote ends the field, unless it is doubled: then the next one opens it again.
                if byte == Self.quote { isQuoted = false }
            } else if byte == Self.quote, isFieldStart || isQuotedField && bytes[index - 1] == Self.quote {
                isQuoted = true
                isQuotedField = true
                isFieldStart = false
            } else if byte == Self.lineFeed {
                return index + 1 - bytes.startIndex
            } else {
                isFieldStart = byte == delimiter
                if isFieldStart { isQuotedField = false }
            }
            index += 1
        }
        guard isLast else { return nil }
        if isQuoted { throw FormatError("quote that does not end; close it") }
        return bytes.count
    }

    mutating func copy(
        _ record: ArraySlice<UInt8>, to output: inout [UInt8], _ columns: inout ColumnTable,
        _ replace: (Cell) throws(MigrationError) -> Replacement
    ) throws(CopyError) {
        if state.columns.isEmpty {
            state.columns = try header(record)
            output += record
            return
        }
        let slots = slots ?? state.columns.map { columns.slot(ColumnName(table: table, column: $0)) ?? -1 }
        self.slots = slots
        var column = 0
        var start = record.startIndex
        let end = contentEnd(of: record)
        if start == end {  // an empty line is no row
            output += record
            return
        }
        while true {
            let field = try field(of: record, from: start, to: end)
            if column < slots.count, slots[column] >= 0 {
                try copy(field, of: record, slot: slots[column], to: &output, replace)
            } else {
                output += record[field.whole]
            }
            column += 1
            guard field.whole.upperBound < end else { break }
            output.append(delimiter)
            start = field.whole.upperBound + 1
        }
        output += record[end...]
    }

    // MARK: Fields

    private struct Field {
        /// With quotes.
        var whole: Range<Int>
        var isQuoted: Bool
    }

    private func header(_ record: ArraySlice<UInt8>) throws(CopyError) -> [String] {
        let mark = Self.byteOrderMark
        var start = record.starts(with: mark) ? record.startIndex + mark.count : record.startIndex
        let end = contentEnd(of: record)
        var names: [String] = []
        while start < end {
            let field = try field(of: record, from: start, to: end)
            names.append(String(decoding: value(of: field, in: record), as: UTF8.self))
            start = field.whole.upperBound + 1
        }
        guard !names.isEmpty else {
            throw .format(FormatError("no header; write the names of the columns into the first line"))
        }
        return names
    }

    /// Where the line end begins.
    private func contentEnd(of record: ArraySlice<UInt8>) -> Int {
        var end = record.endIndex
        if end > record.startIndex, record[end - 1] == Self.lineFeed { end -= 1 }
        if end > record.startIndex, end < record.endIndex, record[end - 1] == Self.carriageReturn { end -= 1 }
        return end
    }

    private func field(of record: ArraySlice<UInt8>, from start: Int, to end: Int) throws(CopyError) -> Field
    {
        var index = start
        guard index < end, record[index] == Self.quote else {
            while index < end, record[index] != delimiter { index += 1 }
            return Field(whole: start..<index, isQuoted: false)
        }
        index += 1
        while index < end {
            if record[index] == Self.quote {
                guard index + 1 < end, record[index + 1] == Self.quote else { break }
                index += 1
            }
            index += 1
        }
        guard index < end, index + 1 == end || record[index + 1] == delimiter else {
            throw .format(FormatError("text behind a closing quote; double the quotes inside a field"))
        }
        return Field(whole: start..<index + 1, isQuoted: true)
    }

    private func value(of field: Field, in record: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard field.isQuoted else { return record[field.whole] }
        let inside = record[field.whole.lowerBound + 1..<field.whole.upperBound - 1]
        guard inside.contains(Self.quote) else { return inside }
        var value: [UInt8] = []
        var index = inside.startIndex
        while index < inside.endIndex {
            value.append(inside[index])
            index += inside[index] == Self.quote ? 2 : 1
        }
        return value[...]
    }

    private func copy(
        _ field: Field, of record: ArraySlice<UInt8>, slot: Int, to output: inout [UInt8],
        _ replace: (Cell) throws(MigrationError) -> Replacement
    ) throws(CopyError) {
        let raw = record[field.whole]
        let cell = Cell(
            slot: slot, value: value(of: field, in: record), raw: raw,
            isPlainlyWritten: field.isQuoted || !raw.contains(Self.quote))
        let replacement: Replacement
        do throws(MigrationError) { replacement = try replace(cell) } catch { throw .migration(error) }
        switch replacement {
        case .same: output += raw
        case .raw(let bytes): output += bytes
        case .value(let bytes): write(bytes, isQuoted: field.isQuoted, to: &output)
        }
    }

    private func write(_ value: [UInt8], isQuoted: Bool, to output: inout [UInt8]) {
        let needsQuotes =
            isQuoted
            || value.contains {
                $0 == delimiter || $0 == Self.quote || $0 == Self.lineFeed || $0 == Self.carriageReturn
            }
        guard needsQuotes else {
            output += value
            return
        }
        output.append(Self.quote)
        for byte in value {
            if byte == Self.quote { output.append(byte) }
            output.append(byte)
        }
        output.append(Self.quote)
    }
}
