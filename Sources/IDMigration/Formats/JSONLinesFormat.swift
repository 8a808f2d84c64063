/// One JSON document a line (<https://jsonlines.org>). Numbers, white space and the order of keys stay as they are.
struct JSONLinesFormat: RecordFormat {
    let table: String
    var state: FormatState
    private var paths: JSONPaths

    init(table: String) {
        self.table = table
        state = FormatState(table: table)
        paths = JSONPaths(table: table)
    }

    func firstRecord(of bytes: ArraySlice<UInt8>, isLast: Bool) throws(FormatError) -> Int? {
        if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) { return end + 1 - bytes.startIndex }
        return isLast ? bytes.count : nil
    }

    mutating func copy(
        _ record: ArraySlice<UInt8>, to output: inout [UInt8], _ columns: inout ColumnTable,
        _ replace: (Cell) throws(MigrationError) -> Replacement
    ) throws(CopyError) {
        let isBlank = record.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        if isBlank {
            output += record
        } else {
            try paths.copy(record, to: &output, &columns, replace)
        }
    }
}
