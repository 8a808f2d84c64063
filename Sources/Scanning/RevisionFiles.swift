import Digests
import Findings
import GitObjects
import Lexing
import Outlines
import SourceFiles

/// The source files of a commit's tree.
struct RevisionFiles: Sendable {
    /// Sources in order of path, as a walk would list them.
    let list: SourceList
    private let repository: GitRepository
    /// One a source.
    private let blobs: [String]
    private let options: ScanOptions

    /// - Parameters:
    ///   - tree: the id of the audited folder's tree; nil where the commit has none.
    ///   - folder: the way to it from the top, with a final "/".
    ///   - fileName: the one file of it that is audited; empty for all.
    ///   - ignoreFiles: the `.ssotignore` files to go by; nil takes those of the tree itself.
    init(
        _ repository: GitRepository, tree: String?, folder: String, fileName: String,
        _ ignoreFiles: [OwnIgnoreRules.File]?, _ options: ScanOptions
    ) throws(GitError) {
        self.repository = repository
        self.options = options
        var files: [GitRepository.File] = []
        if let tree { files = try repository.files(inTree: tree) }
        let ignoring: [OwnIgnoreRules.File]
        if let ignoreFiles {
            ignoring = ignoreFiles
        } else {
            ignoring = try Self.ignoreFiles(among: files, below: folder, repository)
        }
        var rules = OwnIgnoreRules(ignoring)
        let prefix = Array(folder.utf8)
        var list = SourceList(walk: Walk(base: ""), sources: [], walked: 0, extensionModules: [], skips: [])
        var blobs: [String] = []
        for file in files {
            guard fileName.isEmpty ? rules.keeps(prefix + file.path) : file.path.elementsEqual(fileName.utf8)
            else { continue }
            let walked = WalkedFile(bytes: file.path, kind: .regular, stamp: .none)
            guard options.covers(walked.path) else { continue }
            list.add(walked)
            if list.sources.count > blobs.count { blobs.append(file.blob) }
        }
        self.list = list
        self.blobs = blobs
    }

    private static func ignoreFiles(
        among files: [GitRepository.File], below folder: String, _ repository: GitRepository
    ) throws(GitError) -> [OwnIgnoreRules.File] {
        let name = Array(".ssotignore".utf8)
        let found = files.filter {
            $0.path.split(separator: UInt8(ascii: "/")).last?.elementsEqual(name) ?? false
        }
        var rules: [OwnIgnoreRules.File] = []
        try repository.read(found.map(\.blob), limit: 1 << 20) { index, content in
            guard case .bytes(let bytes) = content else { return }
            let path = found[index].path.dropLast(name.count)
            rules.append(OwnIgnoreRules.File(folder: Array(folder.utf8) + path, bytes: bytes))
        }
        return rules
    }

    /// Reads and outlines sources, each worker with a git of its own.
    ///
    /// - Parameters:
    ///   - indices: the sources to read.
    ///   - isStored: whether the outline of a content is stored, so that it need not be outlined again.
    /// - Returns: one reading an index, in their order.
    func read(
        _ indices: [Int], isStored: @escaping @Sendable (Digest) -> Bool
    ) async throws(ScanRun.Failure) -> [Reading] {
        let jobs = max(1, min(options.jobs, indices.count / 50))
        let shares = await withTaskGroup(of: (Int, Result<[Reading], GitError>).self) { group in
            for job in 0..<jobs {
                let share = stride(from: job, to: indices.count, by: jobs).map { indices[$0] }
                group.addTask { (job, readShare(share, isStored)) }
            }
            var shares = [Result<[Reading], GitError>](repeating: .success([]), count: jobs)
            for await (job, share) in group { shares[job] = share }
            return shares
        }
        do {
            let readings = try shares.map { share throws(GitError) in try share.get() }
            return indices.indices.map { readings[$0 % jobs][$0 / jobs] }
        } catch {
            throw .git(error)
        }
    }

    private func readShare(
        _ share: [Int], _ isStored: (Digest) -> Bool
    ) -> Result<[Reading], GitError> {
        var readings: [Reading] = []
        var outliner = Outliner()
        do throws(GitError) {
            try repository.read(share.map { blobs[$0] }, limit: options.sizeLimit) { index, content in
                let source = list.sources[share[index]]
                readings.append(reading(source, content, &outliner, isStored))
            }
        } catch {
            return .failure(error)
        }
        return .success(readings)
    }

    private func reading(
        _ source: SourceList.Source, _ content: GitRepository.Content, _ outliner: inout Outliner,
        _ isStored: (Digest) -> Bool
    ) -> Reading {
        let bytes: [UInt8]
        switch content {
        case .tooLarge(let size):
            return .skipped(
                Scanner.skip(source.file.path, .tooLarge(size: size), limit: options.sizeLimit))
        case .bytes(let content): bytes = content
        }
        guard !FileReader.isBinary(bytes.span) else {
            return .skipped(Scanner.skip(source.file.path, .binary, limit: options.sizeLimit))
        }
        let digest = Digest(of: bytes.span)
        if isStored(digest) { return .stored(digest) }
        return .outlined(
            OutlinedContent(digest, outliner.outline(bytes.span, language: source.language)))
    }
}
