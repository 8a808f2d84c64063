import Auditing
import Digests
package import Findings
import GitObjects
import Lexing
import Linking
import Outlines
package import SourceFiles
package import Storage

extension ScanRun {
    /// The audit of the tree that a commit holds, in place of the one that stands on the disk: the same folder, by the
    /// same rules, configuration and pipeline. Nothing is checked out. What was audited before is taken from the
    /// database, and contents that were outlined before are not lexed again.
    ///
    /// Ignore rules of git play no part: what a commit holds is tracked, and tracked files are never ignored.
    ///
    /// - Parameters:
    ///   - commit: the full id of a commit of `place`'s repository.
    ///   - place: where `options.root` stands in its repository.
    ///   - ignoreFiles: the `.ssotignore` files to go by; nil takes those of the commit itself.
    /// - Returns: an audit without findings where the commit does not have the folder, or no source in it.
    package func audit(
        ofCommit commit: String, at place: GitPlace, ignoring ignoreFiles: [OwnIgnoreRules.File]? = nil,
        storedIn database: AuditDatabase
    ) async throws(Failure) -> Audit {
        let repository = GitRepository(folder: place.folder)
        // A single file is audited as its folder with nothing else in it.
        let cut = place.prefix.lastIndex(of: "/").map(place.prefix.index(after:)) ?? place.prefix.startIndex
        let (folder, fileName) = (place.prefix[..<cut], place.prefix[cut...])
        let treeID = try git { () throws(GitError) in
            try repository.tree(of: commit, at: String(folder.dropLast()))
        }
        let ignoreFiles = options.honoursIgnoreFiles ? ignoreFiles : []
        let key = Digest(
            of: fixedInputs + ["git tree", treeID ?? "", String(folder), String(fileName)]
                + (ignoreFiles.map { $0.flatMap { [hexadecimal($0.folder), hexadecimal($0.bytes)] } } ?? [
                    "its own"
                ]))
        let known = try stored { () throws(StoreError) in try database.audit(forRevision: key) }
        if let known { return known }

        let blobs = try git { () throws(GitError) in
            try RevisionFiles(
                repository, tree: treeID, folder: String(folder), fileName: String(fileName), ignoreFiles,
                self)
        }
        var tree = SourceTree(blobs.list, known: [])
        let held = try stored { () throws(StoreError) in
            try database.outlineHashes(analyzer: Outline.version)
        }
        let readings = try await blobs.read(Array(blobs.list.sources.indices)) { held.contains($0) }
        for (index, reading) in readings.enumerated() { tree.set(index, reading) }
        let inputs = inputsDigest(tree)
        let equal = try stored { () throws(StoreError) in try database.audit(forInputs: inputs) }
        let audit: Audit
        if let equal {
            audit = equal
        } else {
            let outlines = try await outlines(of: &tree, database) { _, damaged throws(Failure) in
                try await blobs.read(damaged) { _ in false }
            }
            audit = await self.audit(tree, outlines)
        }
        let record = RevisionRecord(
            key: key, inputs: inputs, audit: audit, root: context.root, commit: commit,
            newOutlines: tree.newOutlines)
        try stored { () throws(StoreError) in try database.record(record) }
        return audit
    }

    private func audit(_ tree: SourceTree, _ outlines: [Outline?]) async -> Audit {
        let scanner = Scanner(options)
        let units = zip(tree.list.sources, outlines).compactMap { source, outline in
            outline.map { scanner.unit(source, $0) }
        }
        let linked = await LinkedTree(units, opaque: tree.opaque, jobs: options.jobs)
        return completed(await AuditBuilder(linked, policy, jobs: options.jobs).build(), tree)
    }

    func git<Value>(_ body: () throws(GitError) -> Value) throws(Failure) -> Value {
        do { return try body() } catch { throw .git(error) }
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String { Digest(of: bytes.span).hexadecimal }
}
