internal import GRDB
internal import Synchronization

/// The SQLite file that holds scans, what they found, and what they learnt of each file's content.
///
/// One connection, used by one caller at a time. A scan is stored in one transaction: it is wholly there or
/// not at all, whatever kills the process. Nothing is ever deleted: an audit adds about seven megabytes for
/// each changed scan of a tree of 10,000 files; to start anew, delete the file.
package final class AuditDatabase: Sendable {
    package let path: String
    let queue: DatabaseQueue
    let patience: Double
    private let isForReading: Bool
    /// What `prepare` has written of an audit, while the transaction is open.
    let prepared = Mutex<PreparedAudit?>(nil)

    /// Opens the database for scanning; makes it, and the folder that it stands in, where there is none.
    ///
    /// - Parameter patience: how long to wait for another process that writes, in seconds.
    /// - Throws: any StoreError but `absent` and `olderSchema`. A file that is not ours is not touched.
    package init(path: String, patience: Double = 10) throws(StoreError) {
        self.path = path
        self.patience = patience
        isForReading = false
        queue = try Self.openForWriting(path, patience: patience)
    }

    /// Opens the database for queries. Works on a medium that cannot be written.
    ///
    /// - Throws: any StoreError but `diskFull`. What is stored stays as it is.
    package init(readingFrom path: String, patience: Double = 10) throws(StoreError) {
        self.path = path
        self.patience = patience
        isForReading = true
        queue = try Self.openForReading(path, patience: patience)
    }

    /// Moves what was written from the log into the file, and closes both.
    package func close() throws(StoreError) {
        do { try queue.close() } catch { throw StoreError(error, path: path, patience: patience) }
    }

    func reading<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try queue.read(body) } catch { throw StoreError(error, path: path, patience: patience) }
    }

    /// Does the body's work in a transaction, begun here unless it is open already. An error undoes all of it.
    ///
    /// - Parameter ends: whether the transaction ends here, or is left open for the next call.
    func writing<Value>(
        ends: Bool = true, _ body: (Database) throws -> Value
    ) throws(StoreError) -> Value {
        precondition(!isForReading, "a database that was opened for reading is not written")
        do {
            return try queue.inDatabase { database in
                if !database.isInsideTransaction { try database.beginTransaction(.immediate) }
                do {
                    let value = try body(database)
                    if ends { try database.commit() }
                    return value
                } catch {
                    // SQLite has rolled back by itself after some errors
                    if database.isInsideTransaction { try? database.rollback() }
                    prepared.withLock { $0 = nil }
                    throw error
                }
            }
        } catch {
            throw StoreError(error, path: path, patience: patience)
        }
    }
}
