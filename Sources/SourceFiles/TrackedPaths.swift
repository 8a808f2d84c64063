/// The paths in a git index, sorted; made to answer questions about files that are ignored and tracked at once.
struct TrackedPaths: Sendable {
    private var bytes: [UInt8] = []
    private var entries: [Range<Int>] = []
    private var submodules: Set<[UInt8]> = []

    var isEmpty: Bool { entries.isEmpty }

    /// Adds a path; submodules are kept apart, since they are folders that are not entered.
    mutating func append(_ path: [UInt8], isSubmodule: Bool) {
        let start = bytes.count
        bytes.append(contentsOf: path)
        entries.append(start..<bytes.count)
        if isSubmodule { submodules.insert(path) }
    }

    /// To be called after the last `append`; git writes the index sorted, but nothing forces a file to be.
    mutating func sort() {
        guard !isSorted else { return }
        let text = bytes
        entries.sort { text.span.extracting($0).precedes(text.span.extracting($1)) }
    }

    private var isSorted: Bool {
        entries.indices.dropFirst().allSatisfy { index in
            !bytes.span.extracting(entries[index]).precedes(bytes.span.extracting(entries[index - 1]))
        }
    }

    /// - Complexity: O(log entries).
    func contains(_ path: Span<UInt8>) -> Bool {
        let index = firstIndex(notBefore: path)
        guard index < entries.count else { return false }
        return !path.precedes(bytes.span.extracting(entries[index]))
    }

    func isSubmodule(_ path: Span<UInt8>) -> Bool {
        guard !submodules.isEmpty else { return false }
        return submodules.contains(path.indices.map { path[$0] })
    }

    /// True if a tracked path lies below the folder.
    ///
    /// - Parameter folder: the folder's path with its final "/".
    func hasPath(below folder: Span<UInt8>) -> Bool {
        let index = firstIndex(notBefore: folder)
        guard index < entries.count, entries[index].count > folder.count else { return false }
        let path = bytes.span.extracting(entries[index])
        return !folder.precedes(path.extracting(..<folder.count))
    }

    private func firstIndex(notBefore path: Span<UInt8>) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if bytes.span.extracting(entries[middle]).precedes(path) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
