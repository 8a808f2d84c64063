import Digests
import Findings
import Lexing
import Outlines
import SourceFiles
import Storage

/// The sources of a scan while they become known: what each holds, and where its outline comes from.
struct SourceTree: Sendable {
    let list: SourceList
    /// One a source, in order; nil while the file has to be read.
    private(set) var readings: [Reading?]

    /// Files whose state is the one that was stored with a content need no reading.
    init(_ list: SourceList, known: [FileState]) {
        self.list = list
        var states: [[UInt8]: FileState] = [:]
        states.reserveCapacity(known.count)
        for state in known { states[Array(state.path.utf8)] = state }
        readings = list.sources.map { source in
            guard let state = states[source.file.bytes], Self.state(source, state.contentHash) == state else {
                return nil
            }
            return .stored(state.contentHash)
        }
    }

    private static func state(_ source: SourceList.Source, _ digest: Digest) -> FileState {
        let file = source.file
        return FileState(
            path: file.path, size: Int64(file.size), modified: file.modified, changed: file.changed,
            inode: file.inode, device: file.device, contentHash: digest)
    }

    // MARK: Reading

    /// The indices of the sources that have to be read.
    var unread: [Int] { readings.indices.filter { readings[$0] == nil } }

    mutating func set(_ index: Int, _ reading: Reading) { readings[index] = reading }

    /// The sources whose outlines are to be loaded, by content.
    var stored: [Digest: [Int]] {
        var stored: [Digest: [Int]] = [:]
        for (index, reading) in readings.enumerated() {
            if case .stored(let digest) = reading { stored[digest, default: []].append(index) }
        }
        return stored
    }

    // MARK: Results

    var skips: [Skip] {
        let read = readings.compactMap { reading in
            if case .skipped(let skip) = reading { skip } else { nil }
        }
        return (list.skips + read).sorted { ($0.path, $0.reason.rawValue) < ($1.path, $1.reason.rawValue) }
    }

    var outlinedCount: Int { readings.count { digest(of: $0) != nil } }

    var lexedCount: Int {
        readings.count { if case .outlined = $0 { true } else { false } }
    }

    /// Each new outline once, in order of the first file that has its content.
    var newOutlines: [StoredOutline] {
        var seen: Set<Digest> = []
        return readings.compactMap { reading in
            guard case .outlined(let content) = reading, seen.insert(content.digest).inserted else {
                return nil
            }
            return StoredOutline(
                contentHash: content.digest, analyzer: Outline.version, bytes: content.outline.encoded())
        }
    }

    /// What the file system says of each file that was read. Files that changed so shortly before the scan that
    /// their next change might leave the same time are left out, as git does with "racy" entries.
    ///
    /// - Parameter start: when the scan began, in milliseconds since 1970.
    func states(before start: Int64) -> [FileState] {
        let limit = (start - 2_000) * 1_000_000
        return list.sources.indices.compactMap { index in
            guard let digest = digest(of: readings[index]) else { return nil }
            let state = Self.state(list.sources[index], digest)
            return max(state.modified, state.changed) < limit ? state : nil
        }
    }

    /// Files that code may import, and whose names are not known: extension modules and sources that were not read.
    var opaque: [String] { list.extensionModules + skips.filter(\.isSource).map(\.path) }

    /// Everything about the tree that an audit depends on.
    var fingerprint: [String] {
        var texts = ["\(list.walked)", "\(list.sources.count)"] + list.extensionModules
        for skip in skips { texts += [skip.path, skip.reason.rawValue, skip.detail, "\(skip.isSource)"] }
        for (source, reading) in zip(list.sources, readings) {
            if let digest = digest(of: reading) { texts += [source.file.path, digest.hexadecimal] }
        }
        return texts
    }

    private func digest(of reading: Reading?) -> Digest? {
        switch reading {
        case .outlined(let content): content.digest
        case .stored(let digest): digest
        case .skipped, nil: nil
        }
    }
}
