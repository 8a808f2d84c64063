import Digests
import Findings
import Foundation
import Outlines
import Scanning
import SourceFiles
import Storage

/// The storing of one whole scan, over and over.
struct StoreRun {
    private let record: ScanRecord

    init(_ files: [SourceText], encoded: [[UInt8]], audit: Audit, rulesDigest: String) {
        let hashes = files.map { Digest(of: $0.bytes.span) }
        var held: Set<Digest> = []
        let outlines = zip(hashes, encoded).filter { held.insert($0.0).inserted }.map {
            StoredOutline(contentHash: $0, analyzer: Outline.version, bytes: $1)
        }
        let states = zip(files, hashes).map { file, hash in
            let walked = file.source.file
            return FileState(
                path: walked.path, size: Int64(walked.size), modified: walked.modified,
                changed: walked.changed, inode: walked.inode, device: walked.device, contentHash: hash)
        }
        let context = ScanContext(
            root: "/", startedAt: 0, commit: nil, toolVersion: "benchmark",
            rulesDigest: rulesDigest, configurationDigest: "", scope: "", pattern: "")
        record = ScanRecord(
            inputs: Digest(of: ["benchmark"]), audit: audit, context: context,
            timings: ScanTimings(walk: .zero, read: .zero, link: .zero, classify: .zero),
            work: ScanWork(files: files.count, outlined: files.count, lexed: files.count, reused: 0),
            newOutlines: outlines, fileStates: FileStateChanges(from: [], to: states))
    }

    /// Stores into a new database and closes it.
    ///
    /// - Returns: the length of the database, in bytes.
    func run() throws -> Int {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/audit.sqlite"
        let database = try AuditDatabase(path: path)
        _ = try database.record(record)
        try database.close()
        return try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }
}
