internal import GRDB

/// The tables and views of the database, as numbered steps from nothing to the newest version.
///
/// SQLite's `user_version` holds the number of the last step that was made. A step that has been released is
/// never edited: a change is a new step.
enum Schema {
    /// Marks a database as ours in SQLite's file header: "ssot" in ASCII.
    static let applicationID: Int32 = 0x7373_6f74

    /// The SQL of step n stands at n − 1.
    static let steps: [String] = [version1, version2, version3]

    static var newest: Int { steps.count }

    /// Brings the database up to `version`, all steps in one transaction; does nothing where another process
    /// was faster.
    ///
    /// GRDB's DatabaseMigrator would need several transactions for what must be one: mark and tables.
    static func migrate(_ database: Database, to version: Int = newest) throws {
        guard try currentVersion(database) < version else { return }
        try database.inTransaction(.immediate) {
            // read again: only now does no other process write
            let current = try currentVersion(database)
            guard current < version else { return .commit }
            for step in steps[current..<version] { try database.execute(sql: step) }
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: "PRAGMA user_version = \(version)")
            return .commit
        }
    }

    static func currentVersion(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }
}
