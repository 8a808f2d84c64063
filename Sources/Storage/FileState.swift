package import Digests

/// What the file system said of one file when its content was last read: while all of it stays the same, the
/// content is taken to be the same too, and the file is not read again.
package struct FileState: Sendable, Hashable {
    /// The path below the audited root, `/`-separated.
    package var path: String
    /// Bytes.
    package var size: Int64
    /// Nanoseconds since 1970: of the content, and of the inode.
    package var modified: Int64
    package var changed: Int64
    package var inode: UInt64
    package var device: UInt64
    package var contentHash: Digest

    package init(
        path: String, size: Int64, modified: Int64, changed: Int64, inode: UInt64, device: UInt64,
        contentHash: Digest
    ) {
        self.path = path
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
        self.device = device
        self.contentHash = contentHash
    }
}

/// The difference between the states that the database holds for a root and those that a scan found.
package struct FileStateChanges: Sendable, Hashable {
    /// New states and states that differ.
    package var written: [FileState]
    /// Paths that are gone.
    package var removed: [String]

    package static let none = FileStateChanges(written: [], removed: [])

    package init(written: [FileState], removed: [String]) {
        self.written = written
        self.removed = removed
    }

    /// - Complexity: O(n) in the number of states.
    package init(from old: [FileState], to new: [FileState]) {
        var stored: [ExactText: FileState] = [:]
        stored.reserveCapacity(old.count)
        for state in old { stored[ExactText(state.path)] = state }
        written = []
        for state in new {
            let previous = stored.removeValue(forKey: ExactText(state.path))
            if previous != state { written.append(state) }
        }
        removed = stored.keys.map(\.text).sorted()
    }
}
