/// A folder still to be read, with the rules that hold in it.
struct FolderJob: Sendable {
    /// Path below the walked folder, with a final "/"; empty for the walked folder itself.
    let path: [UInt8]
    let rules: FolderRules
}

/// The ignore rules that hold in a folder.
struct FolderRules: Sendable {
    /// The work tree around; nil outside git.
    var workTree: GitWorkTree?
    /// `.gitignore` files and what git adds to them, the outermost first.
    var gitLists: [IgnoreList] = []
    /// `.ssotignore` files, the outermost first.
    var ssotLists: [IgnoreList] = []
    /// True below a folder that git ignores but in which it tracks files: only those count.
    var isTrackedOnly = false
}

/// What one worker found in the folders that it read.
struct FolderFindings: Sendable {
    struct Entry: Sendable {
        let path: [UInt8]
        let kind: WalkedFile.Kind
        let stamp: FileStamp
    }

    var files: [Entry] = []
    var irregular: [Entry] = []
    var symbolicLinks = 0
    var unreadableFolders: [Walk.Unreadable] = []
    var unreadableIgnoreFiles: [Walk.Unreadable] = []
    var nestedRepositories: [[UInt8]] = []
    var ownIgnoreFiles: [OwnIgnoreRules.File] = []
    var folders: [FolderJob] = []

    mutating func append(_ other: FolderFindings) {
        files += other.files
        irregular += other.irregular
        symbolicLinks += other.symbolicLinks
        unreadableFolders += other.unreadableFolders
        unreadableIgnoreFiles += other.unreadableIgnoreFiles
        nestedRepositories += other.nestedRepositories
        ownIgnoreFiles += other.ownIgnoreFiles
        folders += other.folders
    }
}
