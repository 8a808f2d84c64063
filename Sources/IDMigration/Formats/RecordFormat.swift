/// A text format as a row of records that hold values in columns. It says where each value stands, so that whoever
/// copies the file changes values and nothing else.
///
/// A conformer's own state is what the records so far have told it (the header of a table, the columns of a `COPY`).
protocol RecordFormat {
    /// How many bytes the first record of `bytes` has, its end included; nil where `bytes` holds only a part of it.
    ///
    /// - Parameters:
    ///   - bytes: not empty.
    ///   - isLast: whether no bytes follow.
    /// - Complexity: O(n) in the length of the record.
    func firstRecord(of bytes: ArraySlice<UInt8>, isLast: Bool) throws(FormatError) -> Int?

    /// Appends a record to `output`, each value of a column that `columns` knows as `replace` wants it.
    mutating func copy(
        _ record: ArraySlice<UInt8>, to output: inout [UInt8], _ columns: inout ColumnTable,
        _ replace: (Cell) throws(MigrationError) -> Replacement
    ) throws(CopyError)

    /// What a later reader needs to go on behind the last record that was copied.
    var state: FormatState { get set }
}

/// Why a record was not copied.
enum CopyError: Error {
    case format(FormatError)
    case migration(MigrationError)
}

/// The place in a file that its format remembers: the table whose rows follow, and its columns.
struct FormatState: Sendable, Hashable, Codable {
    var table = ""
    /// Empty where no rows follow.
    var columns: [String] = []
    /// The columns of the tables that a dump has declared.
    var tables: [String: [String]] = [:]
}

/// A value in a column.
struct Cell {
    /// The index of the column in the table of columns.
    let slot: Int
    /// What the value is, without quotes and escapes.
    let value: ArraySlice<UInt8>
    /// How it is written, and whether a writer of this format would write it so.
    let raw: ArraySlice<UInt8>
    let isPlainlyWritten: Bool
}

/// What stands in the copy for a value.
enum Replacement {
    case same
    /// Another value, written as the old one was.
    case value([UInt8])
    /// The very bytes, quotes apart.
    case raw([UInt8])
}

/// The columns that somebody asked for, by table and name, and those that turn up where all are wanted.
struct ColumnTable: Sendable {
    /// Beyond this many a file is not a table: its keys are data.
    static let limit = 10_000

    private(set) var names: [ColumnName]
    private var slots: [ColumnName: Int]
    private let takesAll: Bool

    /// - Parameter takesAll: whether columns are added as they turn up.
    init(_ names: [ColumnName], takesAll: Bool = false) {
        self.names = names
        self.takesAll = takesAll
        slots = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }

    mutating func slot(_ name: ColumnName) -> Int? {
        if let slot = slots[name] { return slot }
        guard takesAll, names.count < Self.limit else { return nil }
        names.append(name)
        slots[name] = names.count - 1
        return names.count - 1
    }
}

/// A column of a table; of a JSON document, the dotted path of keys to a value (`user.ids[]`).
package struct ColumnName: Sendable, Hashable, Codable, CustomStringConvertible {
    package var table: String
    package var column: String

    package init(table: String, column: String) {
        self.table = table
        self.column = column
    }

    package var description: String { "\(table).\(column)" }
}
