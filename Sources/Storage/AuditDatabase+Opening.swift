internal import GRDB
internal import Glibc

extension AuditDatabase {
    static func openForWriting(_ path: String, patience: Double) throws(StoreError) -> DatabaseQueue {
        switch DatabaseFile(at: path) {
        case .absent: try DatabaseFile.makeFolder(of: path)
        case .empty, .ours: break
        case .foreign: throw .foreign(path: path)
        case .noDatabase: throw .notADatabase(path: path)
        case .unreadable(let reason): throw .cannotOpen(path: path, reason: reason)
        }
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        // what `prepare` begins, `record` ends
        configuration.allowsUnsafeTransactions = true
        // a scan writes 100,000 rows under keys that it has just given out itself; that they hold is for tests to say
        configuration.foreignKeysEnabled = false
        do {
            let queue = try DatabaseQueue(path: location(of: path), configuration: configuration)
            try queue.inDatabase { database in
                // large pages and cache: 30 MB of outlines go in at once; measured, pages of 32 kB take a twentieth less
                // time than those of 16, and those of 64 no less
                try database.execute(sql: "PRAGMA page_size = 32768; PRAGMA cache_size = -8192")
                try refuseNewer(database, path: path)
                // not before the mark is in the file itself: a log would hide it from DatabaseFile
                try Schema.migrate(database)
                // nor before the first scan is: what goes into an empty file through a log is written twice
                if try holdsScan(database) { try useLog(database, patience: patience) }
                try database.execute(sql: "PRAGMA synchronous = NORMAL")
            }
            return queue
        } catch {
            throw StoreError(error, path: path, patience: patience)
        }
    }

    private static func holdsScan(_ database: Database) throws -> Bool {
        try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM scans)") ?? false
    }

    static func openForReading(_ path: String, patience: Double) throws(StoreError) -> DatabaseQueue {
        switch DatabaseFile(at: path) {
        case .absent, .empty: throw .absent(path: path)
        case .ours: break
        case .foreign: throw .foreign(path: path)
        case .noDatabase: throw .notADatabase(path: path)
        case .unreadable(let reason): throw .cannotOpen(path: path, reason: reason)
        }
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        do {
            // not as read-only: such a connection could not clear away its -wal and -shm files
            return try openForReading(
                location(of: path), configuration: configuration, path: path, patience: patience)
        } catch {
            // SQLite wants to make its -shm file and cannot; with nothing in the log it is not needed
            guard error.isLackOfPermission, DatabaseFile.size(of: path + "-wal") == 0 else { throw error }
            configuration.readonly = true
            let immutable = "file:" + percentEncoded(location(of: path)) + "?immutable=1"
            return try openForReading(
                immutable, configuration: configuration, path: path, patience: patience)
        }
    }

    private static func openForReading(
        _ location: String, configuration: Configuration, path: String, patience: Double
    ) throws(StoreError) -> DatabaseQueue {
        do {
            let queue = try DatabaseQueue(path: location, configuration: configuration)
            try queue.inDatabase { database in
                try refuseNewer(database, path: path)
                let version = try Schema.currentVersion(database)
                guard version == Schema.newest else {
                    throw StoreError.olderSchema(path: path, version: version, newest: Schema.newest)
                }
            }
            return queue
        } catch {
            throw StoreError(error, path: path, patience: patience)
        }
    }

    private static func refuseNewer(_ database: Database, path: String) throws {
        let version = try Schema.currentVersion(database)
        guard version <= Schema.newest else {
            throw StoreError.newerSchema(path: path, version: version, newest: Schema.newest)
        }
    }

    /// Turns on the write-ahead log. Its `synchronous=NORMAL` loses nothing when the process is killed, and
    /// keeps the file sound when the power fails: <https://www.sqlite.org/pragma.html#pragma_synchronous>.
    static func useLog(_ database: Database, patience: Double) throws {
        let deadline = ContinuousClock.now + .seconds(patience)
        while try String.fetchOne(database, sql: "PRAGMA journal_mode") != "wal" {
            do {
                try database.execute(sql: "PRAGMA journal_mode = WAL")
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                // SQLite does not wait by itself here; this happens once in the life of a file
                guard ContinuousClock.now < deadline else { throw error }
                usleep(5_000)
            }
        }
    }

    /// The path in a form that SQLite cannot take for a URI or for a database in memory.
    static func location(of path: String) -> String {
        path.hasPrefix("/") ? path : "./" + path
    }

    /// The path as it stands in a `file:` URI, <https://www.sqlite.org/uri.html#uri_path>.
    private static func percentEncoded(_ path: String) -> String {
        path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
    }
}
