import Findings
import Testing

@testable import Storage

@Suite struct ConformanceTests {
    private let folder: TemporaryFolder
    private let database: AuditDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try AuditDatabase(path: folder.database)
    }

    @Test("a run comes back as it was stored, of its root and contract only, the last one first")
    func roundTrip() throws {
        try database.record(ExampleScan.record)
        let scan = try #require(try database.latestScan())
        #expect(try database.latestConformance(root: "/tree", contract: "identifiers") == nil)
        let stored = SampleConformance.stored(SampleConformance.run, of: scan)
        var older = stored
        older.run.results = []
        try database.record(older)
        try database.record(stored)
        #expect(try database.latestConformance(root: "/tree", contract: "identifiers") == stored)
        #expect(try database.latestConformance(root: "/tree", contract: "websocket") == nil)
        #expect(try database.latestConformance(root: "/other", contract: "identifiers") == nil)
    }

    @Test("a run is of its own state of the tree, and of no other commit, root or audit")
    func states() throws {
        try database.record(ExampleScan.record)
        let scan = try #require(try database.latestScan())
        let stored = SampleConformance.stored(SampleConformance.run, of: scan)
        #expect(stored.isOf(scan))
        for change: (inout StoredConformance) -> Void in [
            { $0.auditID += 1 }, { $0.commit = "def" }, { $0.commit = nil }, { $0.root = "/other" },
        ] {
            var other = stored
            change(&other)
            #expect(!other.isOf(scan))
        }
    }
}
