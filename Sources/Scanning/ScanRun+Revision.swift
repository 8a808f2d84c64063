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
        let revision = try self.revision(commit, place, ignoreFiles)
        let known = try stored { () throws(StoreError) in try database.audit(forRevision: revision.key) }
        if let known { return known }
        return try await audit(revision, storedIn: database)
    }

    /// The findings of the same audit, and its waivers in comments.
    package func findings(
        ofCommit commit: String, at place: GitPlace, ignoring ignoreFiles: [OwnIgnoreRules.File]? = nil,
        storedIn database: AuditDatabase
    ) async throws(Failure) -> (findings: [Finding], allowances: [Allowance]) {
        let revision = try self.revision(commit, place, ignoreFiles)
        let known = try stored { () throws(StoreError) in
            try database.findings(forRevision: revision.key)
        }
        if let known { return known }
        let audit = try await audit(revision, storedIn: database)
        return (audit.findings, audit.allowances)
    }

    /// A folder as a commit has it.
    private struct Revision {
        var repository: GitRepository
        var commit: String
        /// The id of the folder's tree; nil where the commit has no such folder.
        var tree: String?
        /// The way to the folder from the top, with a final "/".
        var folder: String
        /// The one file of it that is audited; empty for all.
        var fileName: String
        /// The `.ssotignore` files to go by; nil takes those of the commit.
        var ignoreFiles: [OwnIgnoreRules.File]?
        /// The digest of all that an audit of it depends on.
        var key: Digest
    }

    private func revision(
        _ commit: String, _ place: GitPlace, _ ignoreFiles: [OwnIgnoreRules.File]?
    ) throws(Failure) -> Revision {
        let repository = GitRepository(folder: place.folder)
        // A single file is audited as its folder with nothing else in it.
        let cut = place.prefix.lastIndex(of: "/").map(place.prefix.index(after:)) ?? place.prefix.startIndex
        let (folder, fileName) = (String(place.prefix[..<cut]), String(place.prefix[cut...]))
        let tree = try git { () throws(GitError) in
            try repository.tree(of: commit, at: String(folder.dropLast()))
        }
        let ignoreFiles = options.honoursIgnoreFiles ? ignoreFiles : []
        let ignoring = ignoreFiles?.flatMap { file in
            [file.folder, file.bytes].map { Digest(of: $0.span).hexadecimal }
        }
        return Revision(
            repository: repository, commit: commit, tree: tree, folder: folder, fileName: fileName,
            ignoreFiles: ignoreFiles,
            key: Digest(
                of: fixedInputs + ["git tree", tree ?? "", folder, fileName] + (ignoring ?? ["its own"])))
    }

    private func audit(
        _ revision: Revision, storedIn database: AuditDatabase
    ) async throws(Failure) -> Audit {
        let blobs = try git { () throws(GitError) in
            try RevisionFiles(
                revision.repository, tree: revision.tree, folder: revision.folder,
                fileName: revision.fileName, revision.ignoreFiles, options)
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
            let contents = try await contents(of: &tree, database) { _, damaged throws(Failure) in
                try await blobs.read(damaged) { _ in false }
            }
            audit = await self.audit(tree, contents)
        }
        let record = RevisionRecord(
            key: revision.key, inputs: inputs, audit: audit, root: context.root, commit: revision.commit,
            newOutlines: tree.newOutlines)
        try stored { () throws(StoreError) in try database.record(record) }
        return audit
    }

    private func audit(_ tree: SourceTree, _ contents: [OutlinedContent?]) async -> Audit {
        let scanner = Scanner(options)
        let units = zip(tree.list.sources, contents).compactMap { source, content in
            content.map { scanner.unit(source, $0) }
        }
        let linked = await LinkedTree(units, opaque: tree.opaque, jobs: options.jobs)
        return completed(await AuditBuilder(linked, policy, jobs: options.jobs).build(), tree)
    }

    func git<Value>(_ body: () throws(GitError) -> Value) throws(Failure) -> Value {
        do { return try body() } catch { throw .git(error) }
    }
}
