import Findings
import Foundation
import GitObjects
import RuleFiles
import Scanning
import SourceFiles
import Verdicts

/// What a gate compares a tree with: a commit, what its tree violates, and what it demanded of itself.
struct GateBase {
    private let tree: TreeAudit
    private let options: GateOptions
    private let root: String

    /// A configuration, baseline or ignore file of a commit that is longer is not read.
    private static let longestFile = 64 << 20

    init(_ tree: TreeAudit, _ options: GateOptions) {
        self.tree = tree
        self.options = options
        root = options.tree.scope.path
    }

    /// The base of a revision: the commit where it and HEAD parted.
    ///
    /// - Parameters:
    ///   - place: where today's baseline stands.
    ///   - baseline: what it holds; nil without one.
    func base(
        _ revision: String, place: BaselinePlace, _ baseline: Baseline?
    ) async throws -> Judge.Base {
        guard let folder = GitPlace(around: tree.run.options.root) else {
            throw Failure(
                "\(tree.run.options.root): not in a git repository, and --new-since compares with a revision of it; "
                    + "leave it out, or name a path in a repository")
        }
        let commit = try tree.mergeBase(revision, folder)
        let found = try await tree.findings(ofCommit: commit, at: folder)
        let files = Files(repository: GitRepository(folder: folder.folder), commit: commit)
        let former = try formerConfiguration(files, folder)
        let setup = tree.setup
        var loosenings = setup.configuration.loosenings(
            since: former, rules: setup.ruleTexts, policy: setup.gatePolicy(for: root),
            place: setup.reportedPath(from: root))
        let old = BaselinePlace(root, former, named: options.baseline)
        loosenings += Loosening.of(
            baseline, since: try files.text(at: old.path).flatMap { try? BaselineFile.read($0) },
            path: place.path)
        loosenings += Loosening.of(tree.audit.allowances, since: found.allowances)
        loosenings += try ignoreLoosenings(files, folder)
        return Judge.Base(
            revision: Judgement.Base(revision: revision, commit: commit), findings: found.findings,
            loosenings: loosenings, policy: former.policy)
    }

    /// The configuration that the commit itself would be judged by; one that cannot be read demanded nothing.
    private func formerConfiguration(_ files: Files, _ folder: GitPlace) throws -> Configuration {
        for path in candidates(folder) {
            guard let text = try files.text(at: path) else { continue }
            return (try? Configuration.read(path: path, text: text)) ?? Configuration()
        }
        return Configuration()
    }

    /// Where the configuration is looked for: the named file, or the nearest one at or above the audited path.
    private func candidates(_ folder: GitPlace) -> [String] {
        if let named = options.tree.config { return [named] }
        var isFolder: ObjCBool = false
        _ = unsafe FileManager.default.fileExists(atPath: root, isDirectory: &isFolder)
        var url = URL(filePath: root).standardizedFileURL
        if !isFolder.boolValue { url.deleteLastPathComponent() }
        let depth = folder.prefix.split(separator: "/").count - (isFolder.boolValue ? 0 : 1)
        return (0...max(0, depth)).map { _ in
            defer { url.deleteLastPathComponent() }
            return url.appending(path: Configuration.fileName).path
        }
    }

    /// Lines of `.ssotignore` files that leave out more than those of the commit did.
    private func ignoreLoosenings(_ files: Files, _ folder: GitPlace) throws -> [Loosening] {
        guard tree.run.options.honoursIgnoreFiles else { return [] }
        return try tree.outcome.ownIgnoreFiles.flatMap { file -> [Loosening] in
            let path = String(decoding: file.folder, as: UTF8.self) + ".ssotignore"
            let old = try files.text(atTop: path) ?? ""
            let (lines, known) = (Self.lines(String(decoding: file.bytes, as: UTF8.self)), Self.lines(old))
            let shown = path.hasPrefix(folder.prefix) ? String(path.dropFirst(folder.prefix.count)) : path
            return lines.filter { !$0.hasPrefix("!") && !known.contains($0) }.map {
                Loosening("ignore \($0)", "\($0) is not audited any more", path: shown)
            }
                + known.filter { $0.hasPrefix("!") && !lines.contains($0) }.map {
                    Loosening("ignore \($0)", "\($0) is gone", path: shown)
                }
        }
    }

    private static func lines(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.hasPrefix("#") }
    }

    /// Files of one commit.
    private struct Files {
        let repository: GitRepository
        let commit: String

        /// - Parameter path: of the file in the work tree, absolute or from the working folder.
        func text(at path: String) throws -> String? {
            let url = URL(filePath: path).standardizedFileURL
            // Outside the repository, no change brings it.
            guard let place = GitPlace(around: url.deletingLastPathComponent().path) else { return nil }
            return try text(atTop: place.prefix + url.lastPathComponent)
        }

        /// - Parameter path: from the top of the work tree.
        func text(atTop path: String) throws -> String? {
            do {
                let bytes = try repository.file(at: path, of: commit, limit: GateBase.longestFile)
                return bytes.map { String(decoding: $0, as: UTF8.self) }
            } catch { throw Failure("\(path): \(error.description)") }
        }
    }
}
