import GRDB

@testable import Storage

extension AuditDatabase {
    /// The first column of a query's rows.
    func integers(_ sql: String) throws -> [Int] {
        try queue.read { database in try Int.fetchAll(database, sql: sql) }
    }

    /// A query's rows as the sqlite3 shell prints them: columns joined by `|`.
    func lines(_ sql: String) throws -> [String] {
        try queue.read { database in
            try Row.fetchAll(database, sql: sql).map { row in
                row.databaseValues.map { $0.isNull ? "" : "\($0.storage.value ?? "")" }.joined(separator: "|")
            }
        }
    }

    /// What SQLite finds wrong with the file: nothing, where the result is `["ok"]`.
    func integrity() throws -> [String] {
        try lines("PRAGMA integrity_check") + lines("PRAGMA foreign_key_check")
    }
}
