/// Why a commit could not be read. The description is one line: what is wrong; what to do.
package enum GitError: Error, Sendable, Hashable {
    /// No program called git on the search path.
    case noGit
    case unknownRevision(String)
    /// The two share no commit, or a shallow clone does not hold it.
    case noMergeBase(String, isShallow: Bool)
    /// The repository does not hold what its commit names: a partial clone, or a damaged one.
    case missingObject(String)
    /// git ended with an error, or answered what it never should.
    case failed(command: String, reason: String)
}

extension GitError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noGit:
            "git is not installed, and reading a revision needs it; install git, or put its folder on PATH"
        case .unknownRevision(let revision):
            "unknown revision \"\(revision)\"; name a commit, branch or tag that `git rev-parse` knows, and fetch it "
                + "first where a pipeline clones one branch only"
        case .noMergeBase(let revision, isShallow: true):
            "the clone is shallow and does not reach the commit where HEAD left \"\(revision)\"; fetch the whole "
                + "history with `git fetch --unshallow` (GitHub Actions: fetch-depth: 0, GitLab: GIT_DEPTH: 0)"
        case .noMergeBase(let revision, isShallow: false):
            "HEAD and \"\(revision)\" share no commit; name a revision of the same history"
        case .missingObject(let id):
            "object \(id.prefix(12)) is missing, the clone is partial or damaged; fetch everything with "
                + "`git fetch --refetch --no-filter`, or clone without --filter"
        case .failed(let command, let reason):
            "git \(command) failed: \(reason); try it by hand, and check the repository with `git fsck`"
        }
    }
}
