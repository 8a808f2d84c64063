/// The objects of a git repository, read with git's plumbing. Nothing is checked out, written or fetched.
package struct GitRepository: Sendable {
    /// The folder of the repository's own files.
    private let folder: String

    package init(folder: String) { self.folder = folder }

    /// The id of the commit that a revision stands for.
    ///
    /// - Parameter revision: as `gitrevisions(7)` has it: a branch, tag, id, `HEAD~2`.
    package func commit(_ revision: String) throws(GitError) -> String {
        let line = try line([
            "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}",
        ])
        guard let line else { throw .unknownRevision(revision) }
        return line
    }

    /// The commit where a revision and `HEAD` parted: the one that `git diff REVISION...` compares with.
    package func mergeBase(_ revision: String) throws(GitError) -> String {
        let commits = [try commit(revision), try commit("HEAD")]
        if commits[0] == commits[1] { return commits[0] }
        guard let base = try line(["merge-base"] + commits) else {
            let isShallow = try line(["rev-parse", "--is-shallow-repository"]) == "true"
            throw .noMergeBase(revision, isShallow: isShallow)
        }
        return base
    }

    /// The id of the tree of a folder in a commit; nil where the commit has no such folder.
    ///
    /// - Parameter path: from the top; empty for the top itself.
    package func tree(of commit: String, at path: String) throws(GitError) -> String? {
        if path.isEmpty {
            return try line(["rev-parse", "--verify", "--end-of-options", commit + "^{tree}"])
        }
        // `040000 tree <id>\t<path>`; nothing where there is no such folder
        let entry = try line(["ls-tree", "-d", "-z", "--full-tree", commit, "--", path], upTo: 0)
        return entry?.split(separator: "\t").first?.split(separator: " ").last.map(String.init)
    }

    /// The bytes of a regular file of a commit; nil where the commit has no such file, or one over the limit.
    ///
    /// - Parameters:
    ///   - path: from the top.
    ///   - limit: the largest length that is read, in bytes.
    package func file(at path: String, of commit: String, limit: Int) throws(GitError) -> [UInt8]? {
        // `100644 blob <id>\t<path>`
        let entry = try line(["ls-tree", "-z", "--full-tree", commit, "--", path], upTo: 0)
        guard let entry, entry.hasPrefix("100"),
            let blob = entry.split(separator: "\t").first?.split(separator: " ").last
        else { return nil }
        var bytes: [UInt8]?
        try read([String(blob)], limit: limit) { _, content in
            if case .bytes(let content) = content { bytes = content }
        }
        return bytes
    }

    /// A regular file in a tree.
    package struct File: Sendable, Hashable {
        /// From the tree, "/" between names.
        package var path: [UInt8]
        /// The id of its content.
        package var blob: String
    }

    /// The regular files of a tree, sorted by the bytes of their paths. Symbolic links and submodules are left out.
    package func files(inTree tree: String) throws(GitError) -> [File] {
        var git = try GitProcess(["ls-tree", "-r", "-z", "--full-tree", tree], in: folder)
        var files: [File] = []
        // `<mode> <type> <id>\t<path>`
        while let entry = try git.next(upTo: 0) {
            guard let tab = entry.firstIndex(of: 0x09) else { throw git.failure("unknown output") }
            let fields = entry[..<tab].split(separator: 0x20)
            guard fields.count == 3 else { throw git.failure("unknown output") }
            guard fields[0].starts(with: "100".utf8) else { continue }
            files.append(
                File(
                    path: Array(entry[(tab + 1)...]), blob: String(decoding: fields[2], as: UTF8.self)))
        }
        guard git.end() == 0 else { throw git.failure("it ended with an error") }
        return files.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    }

    /// The content of a file.
    package enum Content: Sendable {
        case bytes([UInt8])
        /// It is longer than the limit, and was passed over.
        case tooLarge(size: Int)
    }

    /// Reads contents one after the other; one run of git, however many there are.
    ///
    /// - Parameters:
    ///   - blobs: their ids.
    ///   - limit: the largest length that is kept, in bytes.
    ///   - body: is given the place of an id in `blobs`, and its content.
    package func read(
        _ blobs: [String], limit: Int, _ body: (Int, consuming Content) -> Void
    ) throws(GitError) {
        guard !blobs.isEmpty else { return }
        var git = try GitProcess(["cat-file", "--batch"], in: folder)
        // So many ids fit into a pipe that git has not read yet, whatever it waits for.
        let share = 500
        for start in stride(from: 0, to: blobs.count, by: share) {
            let end = min(start + share, blobs.count)
            try git.write(blobs[start..<end].map { $0 + "\n" }.joined())
            for index in start..<end {
                // `<id> <type> <size>`, or `<id> missing`
                guard let line = try git.next(upTo: 0x0A) else { throw git.failure("it ended early") }
                let fields = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
                guard fields.count == 3, let size = Int(fields[2]), size >= 0 else {
                    throw fields.last == "missing"
                        ? .missingObject(blobs[index]) : git.failure("unknown output")
                }
                if size > limit {
                    try git.skip(size)
                    body(index, .tooLarge(size: size))
                } else {
                    body(index, .bytes(try git.next(size)))
                }
                try git.skip(1)
            }
        }
        guard git.end() == 0 else { throw git.failure("it ended with an error") }
    }

    /// The one line that git prints; nil where it prints none, as for what it does not know.
    private func line(_ arguments: [String], upTo end: UInt8 = 0x0A) throws(GitError) -> String? {
        var git = try GitProcess(arguments, in: folder)
        let line = try git.next(upTo: end)
        let status = git.end()
        // 1 says no; more is an error.
        guard status == 0 || status == 1 else { throw git.failure("it ended with an error") }
        return status == 0 ? line.map { String(decoding: $0, as: UTF8.self) } : nil
    }
}
