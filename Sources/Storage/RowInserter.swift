internal import GRDB

/// Adds rows to a table, several at a time: to begin and to end a statement costs SQLite about as much as a row.
///
/// Rows that were added stand in the table after `flush`, and not before. One inserter of a table at a time.
struct RowInserter {
    /// Gives `body` an inserter, and flushes it.
    static func fill(
        _ table: String, columns: Int, of database: Database, _ body: (inout RowInserter) throws -> Void
    ) throws {
        var rows = try RowInserter(into: table, columns: columns, of: database)
        try body(&rows)
        try rows.flush()
    }

    private let statement: PreparedStatement
    private let columns: Int
    /// How many rows are bound to the statement, and not yet in the table.
    private var count = 0

    private static let most = 16

    /// - Parameter columns: all columns of the table.
    init(into table: String, columns: Int, of database: Database) throws {
        let rows = Array(repeating: PreparedStatement.row(of: columns), count: Self.most)
            .joined(separator: ", ")
        // ROLLBACK, since what several rows change would otherwise be noted beside the journal, row by row, lest a
        // later one of them fail. An error undoes the whole scan anyway.
        statement = try PreparedStatement(
            "INSERT OR ROLLBACK INTO \(table) SELECT * FROM (VALUES \(rows)) LIMIT ?", of: database)
        self.columns = columns
    }

    /// Adds a row; the values are those of its columns, in order.
    mutating func add<each Value: SQLiteValue>(_ values: repeat each Value) throws {
        try statement.bind(repeat each values, behind: count * columns)
        count += 1
        if count == Self.most { try flush() }
    }

    /// Puts the rows into the table that are not in it yet.
    mutating func flush() throws {
        guard count > 0 else { return }
        try statement.run(count, behind: Self.most * columns)
        count = 0
    }
}
