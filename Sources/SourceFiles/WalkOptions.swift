/// How a tree is walked.
package struct WalkOptions: Sendable {
    /// False means `--no-ignore`: `.gitignore`, `.git/info/exclude`, the user's global excludes, the git index
    /// and `.ssotignore` are all left unread. An entry named `.git` is never entered either way.
    package var honoursIgnoreFiles: Bool

    /// Folders read at the same time; values below 1 count as 1. The result does not depend on it.
    package var workers: Int

    /// Where the user's own git configuration stands.
    package var gitUser: GitUser

    package init(honoursIgnoreFiles: Bool = true, workers: Int = 1, gitUser: GitUser = .ofProcess) {
        self.honoursIgnoreFiles = honoursIgnoreFiles
        self.workers = workers
        self.gitUser = gitUser
    }
}
