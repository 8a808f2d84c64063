import Digests
internal import GRDB
internal import GRDBSQLite

/// A value that stands for a question mark of a statement.
protocol SQLiteValue {
    /// - Returns: SQLite's result code.
    func bind(to statement: Statement, at index: Int32) -> Int32
}

/// Tells SQLite to copy what it is given: `SQLITE_TRANSIENT`, a macro that Swift does not import.
private var copied: sqlite3_destructor_type {
    unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

// The handle lives as long as the statement, and the pointers as long as the calls that copy from them.

extension Int64: SQLiteValue {
    func bind(to statement: Statement, at index: Int32) -> Int32 {
        unsafe sqlite3_bind_int64(statement.sqliteStatement, index, self)
    }
}

extension Int: SQLiteValue {
    func bind(to statement: Statement, at index: Int32) -> Int32 {
        Int64(self).bind(to: statement, at: index)
    }
}

extension Bool: SQLiteValue {
    func bind(to statement: Statement, at index: Int32) -> Int32 {
        Int64(self ? 1 : 0).bind(to: statement, at: index)
    }
}

extension Double: SQLiteValue {
    func bind(to statement: Statement, at index: Int32) -> Int32 {
        unsafe sqlite3_bind_double(statement.sqliteStatement, index, self)
    }
}

extension String: SQLiteValue {
    func bind(to statement: Statement, at index: Int32) -> Int32 {
        unsafe sqlite3_bind_text(statement.sqliteStatement, index, self, Int32(utf8.count), copied)
    }
}

extension [UInt8]: SQLiteValue {
    func bind(to statement: Statement, at index: Int32) -> Int32 {
        isEmpty
            ? unsafe sqlite3_bind_zeroblob(statement.sqliteStatement, index, 0)
            : unsafe sqlite3_bind_blob(statement.sqliteStatement, index, self, Int32(count), copied)
    }
}

extension Digest: SQLiteValue {
    func bind(to statement: Statement, at index: Int32) -> Int32 { bytes.bind(to: statement, at: index) }
}

extension Optional: SQLiteValue where Wrapped: SQLiteValue {
    func bind(to statement: Statement, at index: Int32) -> Int32 {
        guard let self else { return unsafe sqlite3_bind_null(statement.sqliteStatement, index) }
        return self.bind(to: statement, at: index)
    }
}
