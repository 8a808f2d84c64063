import Digests
import Findings
import Testing

@testable import Storage

@Suite struct RoundTripTests {
    @Test("what is read back is what was written, byte for byte", arguments: 0..<60 as Range<UInt64>)
    func identity(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        var source = SampleSource(seed: seed)
        // several, so that texts are found again and rows of other audits are around
        let scans = (0..<3).map { _ in source.scan(budgets: ["websocket": 2]) }
        let writing = try AuditDatabase(path: folder.database)
        for scan in scans { try writing.record(scan) }
        try writing.close()

        let reading = try AuditDatabase(readingFrom: folder.database)
        for scan in scans {
            let audit = try #require(try reading.audit(forInputs: scan.inputs))
            #expect(audit == scan.audit)
            // String's == is blind to normal forms, which are different bytes
            #expect(String(reflecting: audit).utf8.elementsEqual(String(reflecting: scan.audit).utf8))
        }
        let latest = try #require(try reading.latestScan())
        #expect(latest.context == scans[2].context)
        #expect(latest.work == scans[2].work)
        #expect(latest.budgets == ["websocket": 2])
        #expect(try reading.audit(of: latest) == scans[2].audit)
    }

    @Test(
        "what is stored ahead of its audit is read back as if stored at once",
        arguments: 0..<20 as Range<UInt64>)
    func ahead(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        var source = SampleSource(seed: seed)
        let database = try AuditDatabase(path: folder.database)
        for scan in (0..<2).map({ _ in source.scan() }) {
            _ = try database.prepare(scan.newOutlines, scan.fileStates, root: scan.context.root)
            var facts = scan.audit
            facts.duplicates = []
            facts.findings = []
            _ = try database.prepare(facts, inputs: scan.inputs)
            var rest = scan
            rest.newOutlines = []
            rest.fileStates = .none
            try database.record(rest)
            #expect(try database.audit(forInputs: scan.inputs) == scan.audit)
            let hashes = Set(scan.newOutlines.map(\.contentHash))
            let stored = try database.loadOutlines(
                Array(hashes), analyzer: scan.newOutlines.first?.analyzer ?? 0)
            #expect(Set(stored.keys).isSubset(of: hashes))
        }
        #expect(try database.integers("SELECT count(*) FROM audits") == [2])
        #expect(try database.integers("PRAGMA foreign_key_check") == [])
    }

    @Test("what is stored ahead is gone where no scan follows")
    func abandoned() throws {
        let folder = try TemporaryFolder()
        var source = SampleSource(seed: 3)
        let scan = source.scan()
        let database = try AuditDatabase(path: folder.database)
        _ = try database.prepare(scan.newOutlines, scan.fileStates, root: scan.context.root)
        _ = try database.prepare(scan.audit, inputs: scan.inputs)
        try database.close()
        let again = try AuditDatabase(path: folder.database)
        #expect(try again.audit(forInputs: scan.inputs) == nil)
        #expect(try again.integers("SELECT count(*) FROM outlines") == [0])
        #expect(try again.integers("SELECT count(*) FROM strings") == [0])
    }

    @Test("a scan of known inputs refers to the stored audit and writes none")
    func reuse() throws {
        let folder = try TemporaryFolder()
        var source = SampleSource(seed: 1)
        let database = try AuditDatabase(path: folder.database)
        let scan = source.scan()
        let first = try database.record(scan)
        let firstAudit = try #require(try database.latestScan()).auditID
        let second = try database.record(scan)
        #expect(second > first)
        #expect(try #require(try database.latestScan()).auditID == firstAudit)
        #expect(try database.integers("SELECT count(*) FROM audits") == [1])
        #expect(try database.integers("SELECT count(*) FROM manager_rows") == [scan.audit.managers.count])
    }

    @Test("unknown inputs have no audit, an empty database no scan")
    func nothing() throws {
        let folder = try TemporaryFolder()
        var source = SampleSource(seed: 2)
        let database = try AuditDatabase(path: folder.database)
        #expect(try database.latestScan() == nil)
        #expect(try database.audit(forInputs: source.digest()) == nil)
        try database.record(source.scan(root: "/tree"))
        #expect(try database.audit(forInputs: source.digest()) == nil)
        #expect(try database.latestScan(root: "/other") == nil)
        #expect(try database.latestScan(root: "/tree") != nil)
    }

    @Test("outlines are found by content and analyzer version only")
    func outlines() throws {
        let folder = try TemporaryFolder()
        var source = SampleSource(seed: 3)
        let database = try AuditDatabase(path: folder.database)
        let outlines = source.outlines(count: 50, analyzer: 7)
        try database.record(source.scan(outlines: outlines))
        // stored again, as by two scans at once
        try database.record(source.scan(outlines: outlines))
        let hashes = outlines.map(\.contentHash)
        let loaded = try database.loadOutlines(hashes + [source.digest()], analyzer: 7)
        #expect(loaded == Dictionary(uniqueKeysWithValues: outlines.map { ($0.contentHash, $0.bytes) }))
        #expect(try database.loadOutlines(hashes, analyzer: 8).isEmpty)
    }

    @Test("file states of one root are replaced by what changed, other roots are left alone")
    func fileStates() throws {
        let folder = try TemporaryFolder()
        var source = SampleSource(seed: 4)
        let database = try AuditDatabase(path: folder.database)
        let old = source.fileStates(count: 20).sorted { $0.path < $1.path }
        let changes = FileStateChanges(from: [], to: old)
        try database.record(source.scan(root: "/a", fileStates: changes))
        try database.record(source.scan(root: "/b", fileStates: changes))
        #expect(try database.fileStates(root: "/a") == old)

        var new = old
        new[3].modified ^= 1
        let gone = new.remove(at: 5)
        let difference = FileStateChanges(from: old, to: new)
        #expect(difference.written == [new[3]])
        #expect(difference.removed == [gone.path])
        try database.record(source.scan(root: "/a", fileStates: difference))
        #expect(try database.fileStates(root: "/a") == new)
        #expect(try database.fileStates(root: "/b") == old)
        #expect(try database.fileStates(root: "/c") == [])
    }

    @Test("paths that differ in their normal form only are two files")
    func normalForms() {
        var source = SampleSource(seed: 5)
        var states = source.fileStates(count: 2)
        states[0].path = "\u{e9}.py"
        states[1].path = "e\u{301}.py"
        #expect(FileStateChanges(from: states, to: states) == .none)
        #expect(FileStateChanges(from: [states[0]], to: states).written == [states[1]])
    }

    @Test("a digest is 32 bytes, kept in order")
    func digests() {
        let bytes = (0..<32).map { UInt8($0 * 7) }
        #expect(Digest(bytes)?.bytes == bytes)
        #expect(Digest(Array(bytes.dropLast())) == nil)
        #expect(Digest(bytes + [0]) == nil)
    }
}
