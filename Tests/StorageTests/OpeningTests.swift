import Foundation
import GRDB
import Testing

@testable import Storage

@Suite struct OpeningTests {
    @Test("a missing folder and file are made, and closing leaves one file")
    func creation() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a/b/audit.sqlite"
        try AuditDatabase(path: path).close()
        #expect(try folder.names() == ["a", "a/b", "a/b/audit.sqlite"])
        let database = try AuditDatabase(path: path)
        try database.record(ExampleScan.record)
        #expect(try database.lines("PRAGMA journal_mode") == ["wal"])
        // not tried row by row; `integrity` asks of what was stored whether they hold
        #expect(try database.lines("PRAGMA foreign_keys") == ["0"])
        #expect(try database.lines("PRAGMA synchronous") == ["1"])
        #expect(try database.integers("PRAGMA application_id") == [0x7373_6f74])
        #expect(try database.integrity() == ["ok"])
    }

    @Test("every table is strict")
    func strictTables() throws {
        let folder = try TemporaryFolder()
        let database = try AuditDatabase(path: folder.database)
        let loose =
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
        #expect(try database.lines(loose) == [])
    }

    @Test(
        "a file that is not a database is refused and keeps its bytes",
        arguments: ["x", "SQLite format 3", String(repeating: "print('hello')\n", count: 400)])
    func notADatabase(content: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/notes.txt"
        try content.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: StoreError.notADatabase(path: path)) { try AuditDatabase(path: path) }
        #expect(throws: StoreError.notADatabase(path: path)) { try AuditDatabase(readingFrom: path) }
        #expect(try bytes(of: path) == Array(content.utf8))
        #expect(try folder.names() == ["notes.txt"])
    }

    @Test("a database of another program is refused, untouched, even beside a log", arguments: [false, true])
    func foreign(usesLog: Bool) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/other.sqlite"
        let other = try DatabaseQueue(path: path)
        try other.inDatabase { database in
            if usesLog { try database.execute(sql: "PRAGMA journal_mode = WAL") }
            try database.execute(sql: "CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)")
        }
        let before = try folder.names().map { try bytes(of: folder.path + "/" + $0) }
        #expect(throws: StoreError.foreign(path: path)) { try AuditDatabase(path: path) }
        #expect(throws: StoreError.foreign(path: path)) { try AuditDatabase(readingFrom: path) }
        #expect(try folder.names().map { try bytes(of: folder.path + "/" + $0) } == before)
        try other.close()
    }

    @Test("a database of a newer schema is refused by name and version, untouched")
    func newerSchema() throws {
        let folder = try TemporaryFolder()
        let path = folder.database
        let newer = Schema.newest + 6
        let database = try AuditDatabase(path: path)
        try database.queue.inDatabase { try $0.execute(sql: "PRAGMA user_version = \(newer)") }
        try database.close()
        let before = try bytes(of: path)
        let refusal = StoreError.newerSchema(path: path, version: newer, newest: Schema.newest)
        #expect(throws: refusal) { try AuditDatabase(path: path) }
        #expect(throws: refusal) { try AuditDatabase(readingFrom: path) }
        #expect(
            refusal.description.hasPrefix("\(path): schema version \(newer) is newer than \(Schema.newest)"))
        #expect(try bytes(of: path) == before)
        #expect(try folder.names() == [".ssot", ".ssot/audit.sqlite"])
    }

    @Test("reading where there is no database makes nothing")
    func absent() throws {
        let folder = try TemporaryFolder()
        #expect(throws: StoreError.absent(path: folder.database)) {
            try AuditDatabase(readingFrom: folder.database)
        }
        #expect(try folder.names() == [])
    }

    @Test("a folder in place of the file, or a file in place of its folder, is an error")
    func wrongKinds() throws {
        let folder = try TemporaryFolder()
        #expect(throws: StoreError.cannotOpen(path: folder.path, reason: "not a regular file")) {
            try AuditDatabase(path: folder.path)
        }
        try "x".write(toFile: folder.path + "/file", atomically: true, encoding: .utf8)
        let path = folder.path + "/file/audit.sqlite"
        #expect(throws: StoreError.cannotOpen(path: path, reason: "not a directory")) {
            try AuditDatabase(path: path)
        }
    }

    @Test("an empty file, as a kill during creation leaves it, becomes a database")
    func emptyFile() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/audit.sqlite"
        try "".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: StoreError.absent(path: path)) { try AuditDatabase(readingFrom: path) }
        let database = try AuditDatabase(path: path)
        #expect(try database.latestScan() == nil)
    }

    @Test("names that SQLite could take for a URI or for memory are names of files")
    func namesLikeURIs() throws {
        let folder = try TemporaryFolder()
        for name in ["a?mode=memory", "100%25#x", ":memory:", "file:x"] {
            let path = folder.path + "/" + name
            try AuditDatabase(path: path).close()
            #expect(FileManager.default.fileExists(atPath: path))
        }
        #expect(AuditDatabase.location(of: "file:x") == "./file:x")
        #expect(AuditDatabase.location(of: ":memory:") == "./:memory:")
    }

    @Test("each error is one line that names the file and what to do")
    func messages() {
        let path = "/tree/.ssot/audit.sqlite"
        let errors: [StoreError] = [
            .absent(path: path), .notADatabase(path: path), .foreign(path: path),
            .newerSchema(path: path, version: 2, newest: 1), .olderSchema(path: path, version: 1, newest: 2),
            .cannotOpen(path: path, reason: "no such file"), .notWritable(path: path), .diskFull(path: path),
            .busy(path: path, seconds: 10), .damaged(path: path, reason: "malformed"),
            .failed(path: path, reason: "disk I/O error"),
        ]
        for error in errors {
            let text = error.description
            #expect(text.hasPrefix(path + ": "), "\(text)")
            #expect(text.contains("; "), "\(text)")
            #expect(!text.contains("\n") && !text.hasSuffix("."), "\(text)")
        }
    }
}
