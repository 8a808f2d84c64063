internal import Glibc

/// Where a walk takes place: the open root, and the way from the top of the git work tree to it.
struct WalkPlace: Sendable {
    /// The walked folder, open; the owner of the walk closes it.
    let descriptor: Int32
    /// The walked folder's absolute path without a final "/"; empty for the root of the file system.
    let root: [UInt8]
    /// Path from the work tree's top to the walked folder, with a final "/"; empty at the top or outside git.
    var prefix: [UInt8] = []

    /// The absolute path of a folder below the walked one, without a final "/".
    ///
    /// - Parameter path: relative, with a final "/" or empty.
    func absolute(_ path: [UInt8]) -> [UInt8] {
        path.isEmpty ? root : root + [UInt8(ascii: "/")] + path.dropLast()
    }

    /// Finds the work tree that the root stands in, and the rules that it lays on the root.
    mutating func enterWorkTree(_ options: WalkOptions, _ walk: inout Walk) -> FolderRules {
        var rules = FolderRules()
        let slash = UInt8(ascii: "/")
        var top = root
        var git: GitFolder?
        while true {
            git = GitFolder(top: top)
            guard git == nil, let cut = top.lastIndex(of: slash) else { break }
            top = Array(top[..<cut])
        }
        guard let git else {
            rules.gitLists = userLists(options, &walk)
            return rules
        }
        let workTree = GitWorkTree(top: top, git: git, topLength: 0, user: options.gitUser)
        walk.unreadableIgnoreFiles += workTree.unreadable
        rules.workTree = workTree
        rules.gitLists = workTree.outerLists
        prefix = Array(root.dropFirst(top.count).dropFirst())
        guard !prefix.isEmpty else {
            walk.trackedFiles = workTree.trackedFiles
            return rules
        }
        prefix.append(slash)

        for end in prefix.indices where prefix[end] == slash {
            // The folder that ends before this slash, judged by the ignore files of the folders above it.
            let nameStart = prefix[..<end].lastIndex(of: slash).map { $0 + 1 } ?? 0
            let folder = top + [slash] + prefix[..<nameStart]
            for (name, lists) in [(".gitignore", \FolderRules.gitLists), (".ssotignore", \.ssotLists)] {
                let bytes = rules[keyPath: lists].appendRules(
                    of: folder + Array(name.utf8), flags: O_NOFOLLOW, folderLength: nameStart,
                    noting: &walk.unreadableIgnoreFiles)
                if let bytes, lists == \.ssotLists {
                    let folder = Array(prefix[..<nameStart])
                    walk.ownIgnoreFiles.append(OwnIgnoreRules.File(folder: folder, bytes: bytes))
                }
            }
            let path = Array(prefix[..<end])
            let decision =
                rules.ssotLists.decision(for: path.span, nameStart: nameStart, isFolder: true) == .kept
                ? .kept : rules.gitLists.decision(for: path.span, nameStart: nameStart, isFolder: true)
            if decision == .ignored { rules.isTrackedOnly = true }
        }
        if rules.isTrackedOnly, !workTree.tracked.hasPath(below: prefix.span) {
            prefix = []
            walk.isRootIgnored = true
            rules = FolderRules()
            rules.gitLists = userLists(options, &walk)
        } else {
            walk.trackedFiles = workTree.trackedFiles
        }
        return rules
    }

    /// The user's own rules hold outside git too.
    private func userLists(_ options: WalkOptions, _ walk: inout Walk) -> [IgnoreList] {
        var lists: [IgnoreList] = []
        if let file = options.gitUser.excludesFile(repository: nil, top: root) {
            lists.appendRules(of: file, folderLength: 0, noting: &walk.unreadableIgnoreFiles)
        }
        return lists
    }
}
