private import Foundation
package import GRDB

/// The map of a migration, and how far it has come: one SQLite file in the migration's folder. It is the inverse, the
/// table of accepted aliases and the record of what was done.
package struct MapDatabase: Sendable {
    package let queue: DatabaseQueue
    let path: String

    static let fileName = "map.sqlite"

    private static let schema = """
        CREATE TABLE map (
            kind TEXT NOT NULL,
            legacy BLOB NOT NULL,
            unified BLOB NOT NULL,
            rule TEXT NOT NULL,
            form TEXT NOT NULL,
            milliseconds INTEGER,
            thread BLOB,
            user BLOB,
            first_column INTEGER NOT NULL,
            rows INTEGER NOT NULL,
            PRIMARY KEY (kind, legacy)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE met (
            kind TEXT NOT NULL,
            legacy BLOB NOT NULL,
            unified BLOB NOT NULL,
            rule TEXT NOT NULL,
            form TEXT NOT NULL,
            milliseconds INTEGER,
            thread BLOB,
            user BLOB,
            first_column INTEGER NOT NULL,
            rows INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE met_parents ("column" INTEGER NOT NULL, hash INTEGER NOT NULL, rows INTEGER NOT NULL) STRICT;
        CREATE TABLE spellings (
            input INTEGER NOT NULL,
            record INTEGER NOT NULL,
            cell INTEGER NOT NULL,
            unified BLOB NOT NULL,
            raw BLOB NOT NULL,
            PRIMARY KEY (input, record, cell)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE parents (
            "column" INTEGER NOT NULL,
            hash INTEGER NOT NULL,
            rows INTEGER NOT NULL,
            PRIMARY KEY ("column", hash)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE children (
            reference INTEGER NOT NULL,
            hash INTEGER NOT NULL,
            rows INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE progress (
            input INTEGER PRIMARY KEY,
            records INTEGER NOT NULL,
            input_offset INTEGER NOT NULL,
            output_length INTEGER NOT NULL,
            state TEXT NOT NULL,
            is_done INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE history (
            id INTEGER PRIMARY KEY,
            step TEXT NOT NULL,
            started_at TEXT NOT NULL,
            user TEXT NOT NULL,
            tool_version TEXT NOT NULL,
            plan_hash TEXT NOT NULL,
            result TEXT NOT NULL
        ) STRICT;
        """

    /// Opens the map of a folder.
    ///
    /// - Parameter isNew: whether an older one is thrown away.
    init(folder: String, isNew: Bool) throws(MigrationError) {
        path = folder + "/" + Self.fileName
        do {
            if isNew {
                for ending in ["", "-wal", "-shm", "-journal"] {
                    try? FileManager.default.removeItem(atPath: path + ending)
                }
            } else if !FileManager.default.fileExists(atPath: path) {
                throw MigrationError("\(path): does not exist; run `ssot ids migrate plan` first")
            }
            var configuration = Configuration()
            // A map in the making counts for nothing before it is settled: whoever kills it begins anew.
            let care = isNew ? "synchronous = OFF; PRAGMA journal_mode = OFF" : "synchronous = FULL"
            configuration.prepareDatabase { database in
                try database.execute(
                    sql: "PRAGMA \(care); PRAGMA cache_size = -32768; PRAGMA temp_store = FILE")
            }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            if isNew { try queue.write { try $0.execute(sql: Self.schema) } }
        } catch let error as MigrationError {
            throw error
        } catch { throw Self.fault(path, error) }
    }

    /// Brings what was met into the order of its keys, in one sort on the disk: single rows put where they belong would
    /// write every page of a large map hundreds of times.
    func settle() throws(MigrationError) {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO map SELECT kind, legacy, unified, rule, form, milliseconds, thread, user,
                        min(first_column), sum(rows) FROM met GROUP BY kind, legacy ORDER BY kind, legacy;
                    DROP TABLE met;
                    INSERT INTO parents SELECT "column", hash, sum(rows) FROM met_parents
                        GROUP BY "column", hash ORDER BY "column", hash;
                    DROP TABLE met_parents
                    """)
        }
        do {
            // The next transaction, with which each step ends, brings all of it to the disk.
            try queue.inDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch { throw Self.fault(path, error) }
    }

    static func fault(_ path: String, _ error: any Error) -> MigrationError {
        if let error = error as? MigrationError { return error }
        if let error = error as? DatabaseError {
            let statement = error.sql.map { " in \($0)" } ?? ""
            return MigrationError(
                "\(path): \(error.message ?? "database error \(error.resultCode)")\(statement)")
        }
        return MigrationError("\(path): \(error.localizedDescription)")
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(MigrationError) -> Value {
        do { return try queue.read(body) } catch { throw Self.fault(path, error) }
    }

    /// Looks up single rows: without a transaction of its own, which would take ten times as long as the look.
    func look<Value>(_ body: (Database) throws -> Value) throws(MigrationError) -> Value {
        do { return try queue.unsafeRead(body) } catch { throw Self.fault(path, error) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws(MigrationError) -> Value {
        do { return try queue.write(body) } catch { throw Self.fault(path, error) }
    }
}
