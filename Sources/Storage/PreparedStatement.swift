import Digests
internal import GRDB
internal import GRDBSQLite

/// A prepared statement of a connection, bound and read by position.
///
/// GRDB's own arguments and rows box each value; going to SQLite's C functions takes a third of the time for
/// the tens of thousands of rows of a scan, and keeps texts that hold U+0000 whole.
struct PreparedStatement {
    private let statement: Statement

    init(_ sql: String, of database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
    }

    /// An INSERT that fills all columns of a table, in their order.
    init(into table: String, columns: Int, of database: Database) throws {
        try self.init("INSERT INTO \(table) VALUES \(Self.row(of: columns))", of: database)
    }

    /// The question marks of a row: `(?, ?)`.
    static func row(of columns: Int) -> String {
        "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
    }

    /// Runs a statement that gives no rows; the values stand for its question marks in order.
    ///
    /// - Parameter first: how many question marks stand before those, and are bound already.
    func run<each Value: SQLiteValue>(_ values: repeat each Value, behind first: Int = 0) throws {
        try bind(repeat each values, behind: first)
        _ = try step()
        reset()
    }

    /// The first row of the statement, if it has one.
    func first<each Value: SQLiteValue, Result>(
        _ values: repeat each Value, read: (RowColumns) throws -> Result
    ) throws -> Result? {
        try bind(repeat each values)
        defer { reset() }
        return try step() ? try read(RowColumns(statement)) : nil
    }

    /// Calls `read` for each row of the statement, in order.
    func forEach<each Value: SQLiteValue>(
        _ values: repeat each Value, read: (RowColumns) throws -> Void
    ) throws {
        try bind(repeat each values)
        defer { reset() }
        while try step() { try read(RowColumns(statement)) }
    }

    /// - Parameter first: how many question marks stand before those that the values stand for.
    func bind<each Value: SQLiteValue>(_ values: repeat each Value, behind first: Int = 0) throws {
        var index = Int32(first)
        for value in repeat each values {
            index += 1
            let code = value.bind(to: statement, at: index)
            guard code == SQLITE_OK else { throw error(code) }
        }
    }

    /// - Returns: whether there is a row.
    private func step() throws -> Bool {
        // the handle lives as long as the statement that this value holds
        let code = unsafe sqlite3_step(statement.sqliteStatement)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let error = error(code)
            reset()
            throw error
        }
    }

    private func reset() {
        // repeats the code of the last step, which has been looked at
        _ = unsafe sqlite3_reset(statement.sqliteStatement)
    }

    private func error(_ code: Int32) -> DatabaseError {
        // SQLite's text lives until the next call on the connection; it is copied here
        let message = unsafe String(cString: sqlite3_errmsg(sqlite3_db_handle(statement.sqliteStatement)))
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}

/// The columns of the row at which a statement stands, by position from 0; only valid inside the closure that
/// it is given to.
struct RowColumns {
    private let statement: Statement

    fileprivate init(_ statement: Statement) { self.statement = statement }

    subscript(column: Int32) -> Int64 {
        unsafe sqlite3_column_int64(statement.sqliteStatement, column)
    }

    subscript(column: Int32) -> Int { Int(self[column] as Int64) }

    subscript(column: Int32) -> Bool { self[column] as Int64 != 0 }

    subscript(column: Int32) -> Double {
        unsafe sqlite3_column_double(statement.sqliteStatement, column)
    }

    subscript(column: Int32) -> String {
        unsafe bytes(of: column) { unsafe String(decoding: $0, as: UTF8.self) }
    }

    subscript(column: Int32) -> [UInt8] {
        unsafe bytes(of: column) { unsafe [UInt8]($0) }
    }

    func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(statement.sqliteStatement, column) == SQLITE_NULL
    }

    /// The digest in a column; nil where it is of another length.
    func digest(_ column: Int32) -> Digest? {
        unsafe bytes(of: column) { unsafe Digest($0) }
    }

    private func bytes<Result>(of column: Int32, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        // SQLite's memory, valid until the next step: the body copies what it keeps
        let start = unsafe sqlite3_column_blob(statement.sqliteStatement, column)
        let count = unsafe Int(sqlite3_column_bytes(statement.sqliteStatement, column))
        return unsafe body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }
}
