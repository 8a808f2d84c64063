internal import GRDB

/// Why the database could not be used. The description is one line: what is wrong; what to do.
package enum StoreError: Error, Sendable, Hashable {
    /// There is no file at the path, and it was opened for reading only.
    case absent(path: String)
    /// The file is something else than an SQLite database. It was not touched.
    case notADatabase(path: String)
    /// The file is an SQLite database of another program. It was not touched.
    case foreign(path: String)
    /// The file was written by a newer build, whose tables this one does not know. It was not touched.
    case newerSchema(path: String, version: Int, newest: Int)
    /// The file was written by an older build and is to be migrated, but was opened for reading only.
    case olderSchema(path: String, version: Int, newest: Int)
    /// The system does not let the file, its folder or the two files beside it (`-wal`, `-shm`) be opened.
    case cannotOpen(path: String, reason: String)
    /// The file or its folder cannot be written.
    case notWritable(path: String)
    case diskFull(path: String)
    /// Another process kept writing for longer than the time that was granted.
    case busy(path: String, seconds: Double)
    /// The file is a database of ours, but its content contradicts itself.
    case damaged(path: String, reason: String)
    /// Reading or writing failed in any other way.
    case failed(path: String, reason: String)
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .absent(let path):
            "\(path): no audit database here; run `ssot scan` first, or name another file with --database"
        case .notADatabase(let path):
            "\(path): not an SQLite database; move it away, or name another file with --database"
        case .foreign(let path):
            "\(path): an SQLite database that ssot did not make; name another file with --database"
        case .newerSchema(let path, let version, let newest):
            "\(path): schema version \(version) is newer than \(newest), the newest that this ssot knows; "
                + "update ssot, or name another file with --database"
        case .olderSchema(let path, let version, let newest):
            "\(path): schema version \(version) is older than \(newest); run `ssot scan` to bring it up to date"
        case .cannotOpen(let path, let reason):
            "\(path): cannot be opened (\(reason)); name another file with --database"
        case .notWritable(let path):
            "\(path): the file or its folder cannot be written; name a writable file with --database"
        case .diskFull(let path):
            "\(path): the disk is full, nothing of this scan was stored; free some space and scan again"
        case .busy(let path, let seconds):
            "\(path): another process has been writing for over \(seconds) s; wait for it and try again, "
                + "or name another file with --database"
        case .damaged(let path, let reason):
            "\(path): the database is damaged (\(reason)); move it away and scan again"
        case .failed(let path, let reason):
            "\(path): \(reason); try again, or name another file with --database"
        }
    }
}

extension StoreError {
    /// Says what an error of SQLite means for the file at `path`.
    ///
    /// - Parameter patience: how long a connection waits for another one, in seconds.
    init(_ error: any Error, path: String, patience: Double) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .failed(path: path, reason: "\(error)")
            return
        }
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path, seconds: patience)
        case .SQLITE_FULL: self = .diskFull(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM: self = .notWritable(path: path)
        case .SQLITE_CANTOPEN: self = .cannotOpen(path: path, reason: error.message ?? "no reason given")
        case .SQLITE_CORRUPT: self = .damaged(path: path, reason: error.message ?? "no reason given")
        default:
            self = .failed(path: path, reason: error.message ?? "SQLite error \(error.resultCode.rawValue)")
        }
    }
}

extension StoreError {
    /// Whether the file might be read if nothing had to be written beside it.
    var isLackOfPermission: Bool {
        switch self {
        case .cannotOpen, .notWritable: true
        default: false
        }
    }
}
