import Foundation
import GRDB
import Glibc
import Testing

@testable import Storage

@Suite struct FailureTests {
    @Test("a disk that is full at the n-th page stores nothing and keeps the previous scan, for every n")
    func fullDisk() throws {
        let folder = try TemporaryFolder()
        var source = SampleSource(seed: 20)
        let database = try AuditDatabase(path: folder.database)
        let previous = source.scan()
        try database.record(previous)
        let next = source.scan(
            outlines: source.outlines(count: 100, analyzer: 1),
            fileStates: FileStateChanges(from: [], to: source.fileStates(count: 50)))
        let used = try database.integers("PRAGMA page_count")[0]
        var failures = 0
        while true {
            _ = try database.integers("PRAGMA max_page_count = \(used + failures)")
            do {
                try database.record(next)
                break
            } catch {
                #expect(error == .diskFull(path: folder.database))
                #expect(try database.integrity() == ["ok"])
                #expect(try database.integers("SELECT count(*) FROM scans") == [1])
                #expect(try database.integers("SELECT count(*) FROM outlines") == [0])
                #expect(try database.audit(forInputs: previous.inputs) == previous.audit)
                failures += 1
            }
        }
        #expect(failures > 5)
        #expect(try database.audit(forInputs: next.inputs) == next.audit)
    }

    @Test("writes that the system cuts off after n bytes store nothing and keep the previous scan")
    func cutOffWrites() async throws {
        let folder = try TemporaryFolder()
        let path = folder.database
        var source = SampleSource(seed: 21)
        let previous = source.scan()
        let database = try AuditDatabase(path: path)
        try database.record(previous)
        try database.close()
        await #expect(processExitsWith: .success) { [path = path as String] in
            // without this a write over the limit kills the process; with it, it fails
            signal(SIGXFSZ, SIG_IGN)
            var source = SampleSource(seed: 22)
            let next = source.scan(outlines: source.outlines(count: 100, analyzer: 1))
            let size = DatabaseFile.size(of: path)
            var failures = 0
            var isStored = false
            while !isStored {
                // the soft limit only, so that it can be raised again
                var limit = rlimit(rlim_cur: UInt(16_384 * (failures + 1)), rlim_max: rlim_t.max)
                unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
                do {
                    let database = try AuditDatabase(path: path)
                    try database.record(next)
                    try database.close()
                    isStored = true
                } catch {
                    precondition(error is StoreError)
                    failures += 1
                }
                limit.rlim_cur = limit.rlim_max
                unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
                if !isStored {
                    let check = try AuditDatabase(path: path)
                    let scans = try check.integers("SELECT count(*) FROM scans")
                    let integrity = try check.integrity()
                    precondition(integrity == ["ok"])
                    precondition(scans == [1], "\(scans)")
                    try check.close()
                }
            }
            precondition(failures > 5 && size > 0)
        }
        let reading = try AuditDatabase(readingFrom: path)
        #expect(try reading.audit(forInputs: previous.inputs) == previous.audit)
        #expect(try reading.integers("SELECT count(*) FROM scans") == [2])
    }

    @Test("in a folder without write permission, as an ordinary user, scanning is refused and reading works")
    func readOnlyFolder() async throws {
        let folder = try TemporaryFolder()
        let path = folder.database
        var source = SampleSource(seed: 23)
        let scan = source.scan()
        let database = try AuditDatabase(path: path)
        try database.record(scan)
        try database.close()
        let parent = folder.path + "/.ssot"
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: parent)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: parent) }
        let before = try bytes(of: path)
        await #expect(processExitsWith: .success) { [path = path as String, parent = parent as String] in
            // root may write anywhere: become nobody
            if getuid() == 0 { precondition(setgid(65_534) == 0 && setuid(65_534) == 0) }
            do {
                let database = try AuditDatabase(path: path)
                var source = SampleSource(seed: 24)
                try database.record(source.scan())
                preconditionFailure("stored in a read-only folder")
            } catch {
                precondition(error as? StoreError == .notWritable(path: path), "\(error)")
            }
            do {
                _ = try AuditDatabase(path: parent + "/new/audit.sqlite")
                preconditionFailure("made in a read-only folder")
            } catch {
                let reason = "\(parent)/new: permission denied"
                let expected = StoreError.cannotOpen(path: parent + "/new/audit.sqlite", reason: reason)
                precondition(error as? StoreError == expected, "\(error)")
            }
            var source = SampleSource(seed: 23)
            let scan = source.scan()
            let reading = try AuditDatabase(readingFrom: path)
            let audit = try reading.audit(forInputs: scan.inputs)
            precondition(audit == scan.audit)
            try reading.close()
        }
        #expect(try bytes(of: path) == before)
    }

    @Test("a writer that waits in vain for another one says so, and stores once that one is done")
    func twoWriters() throws {
        let folder = try TemporaryFolder()
        var source = SampleSource(seed: 25)
        let first = try AuditDatabase(path: folder.database)
        let second = try AuditDatabase(path: folder.database, patience: 0.05)
        let scan = source.scan()
        try first.writing { _ in
            #expect(throws: StoreError.busy(path: folder.database, seconds: 0.05)) { try second.record(scan) }
            // readers are not held up
            let latest = try second.latestScan()
            #expect(latest == nil)
        }
        try second.record(scan)
        #expect(try first.audit(forInputs: scan.inputs) == scan.audit)
    }

    @Test("scans that start at once, on no database yet, are all stored")
    func manyWriters() async throws {
        let folder = try TemporaryFolder()
        let path = folder.database
        try await withThrowingTaskGroup(of: Void.self) { group in
            for seed in 0..<6 as Range<UInt64> {
                group.addTask { @concurrent in
                    var source = SampleSource(seed: 100 + seed)
                    let database = try AuditDatabase(path: path)
                    for _ in 0..<3 { try database.record(source.scan()) }
                    try database.close()
                }
            }
            try await group.waitForAll()
        }
        let database = try AuditDatabase(path: path)
        #expect(try database.integers("SELECT count(*) FROM scans") == [18])
        #expect(try database.integrity() == ["ok"])
    }
}
