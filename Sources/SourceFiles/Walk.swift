/// What a walk found. The same tree gives the same value whatever the number of workers.
package struct Walk: Sendable {
    /// A path that could not be read, and the system's reason.
    package struct Unreadable: Sendable, Hashable {
        /// Path below the walked folder; "" is the folder itself, absolute if it lies outside.
        package let path: String
        package let reason: String
    }

    /// What was known of the files that git tracks.
    package enum TrackedFiles: Sendable, Hashable {
        /// The folder is in no git work tree, or ignore files were not honoured.
        case notNeeded
        case known
        /// Files that are tracked and ignored at once may be missing from `files`.
        case unknown(reason: String)
    }

    /// The folder that every path is relative to: the root, or its parent where the root is a file.
    package let base: String
    /// Regular files, sorted by the bytes of their path.
    package var files: [WalkedFile] = []
    /// FIFOs, sockets and devices that no ignore rule covers, sorted likewise; never opened.
    package var irregular: [WalkedFile] = []
    /// Symbolic links that no ignore rule covers; never followed.
    package var symbolicLinks = 0
    /// Folders that could not be read: the files below them are unknown. Sorted by path.
    package var unreadableFolders: [Unreadable] = []
    /// Ignore files that stand there but could not be read, so that their rules were not applied.
    package var unreadableIgnoreFiles: [Unreadable] = []
    /// The `.ssotignore` files whose rules were applied, the outermost first, then in order of path.
    package var ownIgnoreFiles: [OwnIgnoreRules.File] = []
    /// Folders passed over because they are git repositories or submodules inside the walked work tree.
    package var nestedRepositories: [String] = []
    package var trackedFiles = TrackedFiles.notNeeded
    /// True if the surrounding repository ignores the root. Asking for it by name overrules that, so it was
    /// walked as if it stood in no repository.
    package var isRootIgnored = false

    package init(base: String) {
        self.base = base
    }
}
