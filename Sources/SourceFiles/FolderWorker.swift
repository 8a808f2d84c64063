internal import Glibc

/// Reads folders one at a time and sorts their entries out. One worker a task; it owns its memory.
struct FolderWorker {
    let place: WalkPlace
    let options: WalkOptions
    private(set) var findings = FolderFindings()

    private var listing = FolderListing()
    // The full path of the entry in hand: `place.prefix`, the folder, the name, and "/" for a folder.
    private var full: [UInt8] = []

    init(place: WalkPlace, options: WalkOptions) {
        self.place = place
        self.options = options
    }

    /// Reads one folder; what it holds is added to `findings`.
    mutating func read(_ job: FolderJob) {
        do {
            let path = job.path.isEmpty ? [UInt8(ascii: ".")] : Array(job.path.dropLast())
            let stream = try FolderStream(path, in: place.descriptor)
            try listing.read(stream)
            guard let rules = rulesInside(job, stream) else { return }
            full.removeAll(keepingCapacity: true)
            full += place.prefix
            full += job.path
            let nameStart = full.count
            for entry in listing.entries {
                full.removeSubrange(nameStart...)
                full += listing.name(entry)
                sort(entry, rules, nameStart: nameStart, stream)
            }
        } catch {
            // A folder that went away since its parent was read holds nothing.
            guard !error.isVanished || job.path.isEmpty else { return }
            let path = String(decoding: job.path.dropLast(), as: UTF8.self)
            findings.unreadableFolders.append(Walk.Unreadable(path: path, reason: error.reason))
        }
    }

    /// The rules for the entries of the folder in `listing`; nil if git would not look inside.
    private mutating func rulesInside(_ job: FolderJob, _ stream: borrowing FolderStream) -> FolderRules? {
        var rules = job.rules
        guard options.honoursIgnoreFiles else { return rules }
        var hasGit = false
        var hasGitIgnore = false
        var hasSsotIgnore = false
        // Names are compared only where the first byte can fit.
        for entry in listing.entries where listing.names[entry.nameStart] == UInt8(ascii: ".") {
            let name = listing.name(entry)
            hasGit = hasGit || name.elementsEqual(".git".utf8)
            hasGitIgnore = hasGitIgnore || name.elementsEqual(".gitignore".utf8)
            hasSsotIgnore = hasSsotIgnore || name.elementsEqual(".ssotignore".utf8)
        }
        let folderLength = place.prefix.count + job.path.count
        if hasGit, !job.path.isEmpty || rules.workTree == nil {
            let top = place.absolute(job.path)
            if let workTree = rules.workTree {
                let inTree = (place.prefix + job.path)[workTree.topLength...]
                let isTracked = workTree.tracked.hasPath(below: Array(inTree).span)
                if !isTracked, GitFolder(top: top) != nil {
                    findings.nestedRepositories.append(Array(job.path.dropLast()))
                    return nil
                }
            } else if let git = GitFolder(top: top) {
                let workTree = GitWorkTree(
                    top: top, git: git, topLength: folderLength, user: options.gitUser)
                findings.unreadableIgnoreFiles += workTree.unreadable
                if case .unknown(let reason) = workTree.trackedFiles {
                    let index = String(decoding: job.path, as: UTF8.self) + ".git/index"
                    findings.unreadableIgnoreFiles.append(Walk.Unreadable(path: index, reason: reason))
                }
                rules.workTree = workTree
                rules.gitLists = workTree.outerLists
            }
        }
        if hasGitIgnore, !rules.isTrackedOnly {
            append(".gitignore", job, stream, folderLength, to: &rules.gitLists)
        }
        if hasSsotIgnore,
            let bytes = append(".ssotignore", job, stream, folderLength, to: &rules.ssotLists)
        {
            findings.ownIgnoreFiles.append(
                OwnIgnoreRules.File(folder: place.prefix + job.path, bytes: bytes))
        }
        return rules
    }

    @discardableResult
    private mutating func append(
        _ name: String, _ job: FolderJob, _ stream: borrowing FolderStream, _ folderLength: Int,
        to lists: inout [IgnoreList]
    ) -> [UInt8]? {
        let path = String(decoding: job.path, as: UTF8.self) + name
        // Like git, an ignore file that is a symbolic link is not read.
        return lists.appendRules(
            of: Array(name.utf8), in: stream.descriptor, flags: O_NOFOLLOW, name: path,
            folderLength: folderLength, noting: &findings.unreadableIgnoreFiles)
    }

    /// Decides on the entry whose path is in `full`.
    private mutating func sort(
        _ entry: FolderListing.Entry, _ rules: FolderRules, nameStart: Int, _ stream: borrowing FolderStream
    ) {
        guard !listing.name(entry).elementsEqual(".git".utf8) else { return }
        var status: stat?
        var type = entry.type
        if type == Int(DT_UNKNOWN) {
            guard let found = listing.status(entry, in: stream) else { return }
            status = found
            type = Int(found.type >> 12)
        }
        guard type != Int(DT_DIR) else {
            sortFolder(rules, nameStart: nameStart)
            return
        }
        guard isWanted(rules, nameStart: nameStart) else { return }
        guard type != Int(DT_LNK) else {
            findings.symbolicLinks += 1
            return
        }
        guard let status = status ?? listing.status(entry, in: stream) else { return }
        let path = Array(full[place.prefix.count...])
        let kind: WalkedFile.Kind
        switch status.type {
        case S_IFREG: kind = .regular
        case S_IFIFO: kind = .fifo
        case S_IFSOCK: kind = .socket
        case S_IFLNK, S_IFDIR: return  // Replaced between the two calls.
        default: kind = .device
        }
        let found = FolderFindings.Entry(path: path, kind: kind, stamp: FileStamp(status))
        if kind == .regular { findings.files.append(found) } else { findings.irregular.append(found) }
    }

    /// True if the entry in `full`, which is no folder, is to be listed.
    private func isWanted(_ rules: FolderRules, nameStart: Int) -> Bool {
        switch rules.ssotLists.decision(for: full.span, nameStart: nameStart, isFolder: false) {
        case .ignored: return false
        case .kept where !rules.isTrackedOnly: return true
        default: break
        }
        let isIgnored =
            rules.isTrackedOnly
            || rules.gitLists.decision(for: full.span, nameStart: nameStart, isFolder: false) == .ignored
        guard isIgnored else { return true }
        guard let workTree = rules.workTree else { return false }
        return workTree.tracked.contains(full.span.extracting(workTree.topLength...))
    }

    /// Queues the folder in `full` unless nothing below it is to be listed.
    private mutating func sortFolder(_ rules: FolderRules, nameStart: Int) {
        var inside = rules
        let decision = rules.ssotLists.decision(for: full.span, nameStart: nameStart, isFolder: true)
        guard decision != .ignored else { return }
        if let workTree = rules.workTree,
            workTree.tracked.isSubmodule(full.span.extracting(workTree.topLength...))
        {
            findings.nestedRepositories.append(Array(full[place.prefix.count...]))
            return
        }
        let isIgnored =
            rules.isTrackedOnly
            || decision == nil
                && rules.gitLists.decision(for: full.span, nameStart: nameStart, isFolder: true) == .ignored
        full.append(UInt8(ascii: "/"))
        if isIgnored {
            guard let workTree = rules.workTree,
                workTree.tracked.hasPath(below: full.span.extracting(workTree.topLength...))
            else { return }
            inside.isTrackedOnly = true
        }
        findings.folders.append(FolderJob(path: Array(full[place.prefix.count...]), rules: inside))
    }
}
