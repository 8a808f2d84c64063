import Foundation
import GRDB
import Testing

import enum TestKit.Snapshot

@testable import Storage

/// `Fixtures/Storage/version-N.sql` is the dump of a database of version N that holds ExampleScan.
///
/// While a version is not released, `UPDATE_SNAPSHOTS=1 swift test --filter MigrationTests` writes its fixture anew
/// from the newest schema. Once released, a version's fixture and step are never edited: a change is a new version.
@Suite struct MigrationTests {
    @Test("the fixture of the newest version is what a scan into a new database leaves behind")
    func newestFixture() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/audit.sqlite"
        let database = try AuditDatabase(path: path)
        try database.record(ExampleScan.record)
        let dump = try database.queue.write { database in
            // the one figure that a clock gave
            try database.execute(sql: "UPDATE scans SET store_ms = 0")
            return try Dump.text(of: database)
        }
        #expect(try Snapshot.difference(dump, from: "Storage/version-\(Schema.newest).sql") == nil)
    }

    @Test(
        "a database of any earlier version is brought up to date and keeps its scan",
        arguments: 1...Schema.newest)
    func upgrade(version: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/audit.sqlite"
        try load(version: version, into: path)
        let database = try AuditDatabase(path: path)
        let example = ExampleScan.record(version: version)
        #expect(try database.integers("PRAGMA user_version") == [Schema.newest])
        #expect(try database.integrity() == ["ok"])
        #expect(try database.audit(forInputs: example.inputs) == example.audit)
        let scan = try #require(try database.latestScan())
        #expect(scan.context == example.context)
        #expect(scan.work == example.work)
        #expect(scan.budgets == example.budgets)
        #expect(try database.fileStates(root: "/tree") == example.fileStates.written)
        let outline = example.newOutlines[0]
        #expect(
            try database.loadOutlines([outline.contentHash], analyzer: outline.analyzer)
                == [outline.contentHash: outline.bytes])
        // and can be scanned into
        var source = SampleSource(seed: 30)
        #expect(try database.record(source.scan()) == scan.id + 1)
    }

    @Test("the steps make the schema that each version was released with", arguments: 1...Schema.newest)
    func pinnedSchema(version: Int) throws {
        let folder = try TemporaryFolder()
        let pinned = folder.path + "/pinned.sqlite"
        try load(version: version, into: pinned)
        let made = try DatabaseQueue()
        try made.inDatabase { try Schema.migrate($0, to: version) }
        let select = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
        let expected = try DatabaseQueue(path: pinned).read { try String.fetchAll($0, sql: select) }
        #expect(expected.count > 20)
        #expect(try made.read { try String.fetchAll($0, sql: select) } == expected)
    }

    @Test("migrating twice changes nothing")
    func idempotence() throws {
        let queue = try DatabaseQueue()
        try queue.inDatabase { database in
            try Schema.migrate(database)
            let changes = database.totalChangesCount
            try Schema.migrate(database)
            #expect(database.totalChangesCount == changes)
        }
    }

    @Test("a query of an older database is told to scan first")
    func olderSchema() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/audit.sqlite"
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { try $0.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
        try queue.close()
        let refusal = StoreError.olderSchema(path: path, version: 0, newest: Schema.newest)
        #expect(throws: refusal) { try AuditDatabase(readingFrom: path) }
    }

    private func load(version: Int, into path: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Fixtures/Storage/version-\(version).sql")
        let dump = try String(contentsOf: file, encoding: .utf8)
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { database in
            // the dump holds its own transaction, and rows before those that they refer to
            try database.execute(sql: dump)
            try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            try database.execute(sql: "PRAGMA user_version = \(version)")
        }
        try queue.close()
    }
}
