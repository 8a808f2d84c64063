/// A git work tree as the walk needs it: its top, the ignore rules from outside its folders, its tracked files.
final class GitWorkTree: Sendable {
    /// Rules of `core.excludesFile`, then those of `info/exclude`, which are stronger.
    let outerLists: [IgnoreList]
    let tracked: TrackedPaths
    let trackedFiles: Walk.TrackedFiles
    let unreadable: [Walk.Unreadable]
    /// Bytes of an entry's full path that lead to the top, its "/" included.
    let topLength: Int

    init(top: [UInt8], git: GitFolder, topLength: Int, user: GitUser) {
        self.topLength = topLength
        let configuration = GitConfiguration(contentsOf: git.common + Array("/config".utf8))
        var lists: [IgnoreList] = []
        var unreadable: [Walk.Unreadable] = []
        let excludes = user.excludesFile(repository: configuration, top: top)
        for file in [excludes, git.common + Array("/info/exclude".utf8)].compactMap({ $0 }) {
            lists.appendRules(of: file, folderLength: topLength, noting: &unreadable)
        }
        outerLists = lists
        self.unreadable = unreadable
        (tracked, trackedFiles) = Self.tracked(git, isLongHash: configuration?.objectFormat == "sha256")
    }

    private static func tracked(_ git: GitFolder, isLongHash: Bool) -> (TrackedPaths, Walk.TrackedFiles) {
        do {
            let path = git.own + Array("/index".utf8)
            guard let bytes = try ReadBuffer.contents(of: path, limit: Int(Int32.max)) else {
                return (TrackedPaths(), .unknown(reason: "the git index is no regular file"))
            }
            return (try GitIndex.paths(bytes, hashLength: isLongHash ? 32 : 20), .known)
        } catch let error as SystemError {
            // A repository without a first `git add` has no index.
            let isNew = error.isVanished
            return (TrackedPaths(), isNew ? .known : .unknown(reason: "the git index: \(error.reason)"))
        } catch {
            return (TrackedPaths(), .unknown(reason: "\(error)"))
        }
    }
}
