import Foundation
import Glibc
import Testing

@testable import Storage

@Suite struct KillTests {
    /// The scan of one seed, with as many outlines as its `work` says, all of the seed's analyzer version.
    private static func scan(_ seed: Int) -> ScanRecord {
        var source = SampleSource(seed: UInt64(seed))
        let outlines = source.outlines(count: 40, analyzer: seed)
        var scan = source.scan(
            outlines: outlines, fileStates: FileStateChanges(from: [], to: source.fileStates(count: 30)))
        scan.context.toolVersion = "\(seed)"
        return scan
    }

    @Test("killed at any moment, each scan is wholly there or not at all", arguments: 0..<24)
    func kill(round: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.database
        // half of the rounds may be killed while they make the file, the others start with one
        if round.isMultiple(of: 2) { try AuditDatabase(path: path).close() }
        for attempt in 0..<3 {
            let delay = UInt32((round * 3 + attempt) * 1_500 + 100)
            let firstSeed = 1_000 * (attempt + 1)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, delay = delay as UInt32, firstSeed = firstSeed as Int] in
                // made beforehand, so that most of the time goes into storing
                let scans = (firstSeed..<firstSeed + 12).map { Self.scan($0) }
                Thread.detachNewThread {
                    usleep(delay)
                    Glibc.kill(getpid(), SIGKILL)
                }
                let database = try AuditDatabase(path: path)
                for scan in scans { try database.record(scan) }
                // all stored before the kill: wait for it
                while true { pause() }
            }
            try check(path)
        }
    }

    private func check(_ path: String) throws {
        let database = try AuditDatabase(path: path)
        #expect(try database.integrity() == ["ok"])
        let seeds = try database.integers("SELECT CAST(tool_version AS INTEGER) FROM scans ORDER BY id")
        for seed in seeds.suffix(5) {
            let expected = Self.scan(seed)
            #expect(try database.audit(forInputs: expected.inputs) == expected.audit)
            let outlines = try database.loadOutlines(expected.newOutlines.map(\.contentHash), analyzer: seed)
            #expect(outlines.count == expected.newOutlines.count)
        }
        // nothing of a scan that is not there
        #expect(try database.integers("SELECT count(DISTINCT analyzer) FROM outlines") == [seeds.count])
        #expect(try database.integers("SELECT count(*) FROM audits") == [seeds.count])
        if let last = seeds.last {
            let expected = Self.scan(last).fileStates.written.sorted { $0.path < $1.path }
            #expect(try database.fileStates(root: "/tree") == expected)
        }
        try database.close()
    }
}
