import Findings
import Foundation
import GitObjects
import RuleFiles
import Scanning
import SourceFiles
import Storage
import Synchronization
import Verdicts

/// A tree that was audited, and all that the audit was made by and of.
struct TreeAudit {
    let setup: Setup
    let run: ScanRun
    let outcome: ScanRun.Outcome
    /// Where the audit is stored; open.
    let store: AuditDatabase

    var audit: Audit { outcome.audit }

    /// What nobody needs any more, and what would take time to free: it goes with the process.
    private static let kept = Mutex<[any Sendable]>([])

    /// Audits a tree and stores what was found.
    init(_ options: TreeOptions) async throws {
        guard FileManager.default.fileExists(atPath: options.scope.path) else {
            throw Failure("\(options.scope.path): no such file or folder; name an existing path")
        }
        // The walk goes on while rules and configuration are read.
        async let walked = ScanRun.TimedWalk(options.scope.scanOptions)
        setup = try Setup(for: options.scope.path, configurationPath: options.config)
        let path = try options.database ?? DatabaseLocation.prepare(for: options.scope.path)
        let progress = Progress()
        var run = setup.scanRun(of: options.scope)
        run.progress = { progress.report($0, of: $1) }
        // Wherever it stands, the database is no part of the tree: a walk would find it, or part of it, or not yet.
        let own = DatabaseLocation.files(of: path, below: options.scope.path)
        run.options.covers = { [covers = run.options.covers] in !own.contains($0) && covers($0) }
        self.run = run
        do {
            store = try AuditDatabase(path: path)
            outcome = try await run.run(of: try await walked, into: store)
        } catch let error as WalkError {
            throw Failure(error.description)
        } catch let error as StoreError {
            throw Failure(error.description)
        } catch let failure as ScanRun.Failure {
            throw Failure(failure, options.scope.path)
        }
        Self.kept.withLock { $0 += outcome.remains + [outcome.audit] }
        progress.finish()
        try setup.checkDesignations(outcome.audit)
    }

    /// What the same path violates as a commit has it, and the waivers in its comments, by the same rules, configuration and ignore files.
    ///
    /// - Parameter commit: the full id of a commit of `place`'s repository.
    func findings(ofCommit commit: String, at place: GitPlace) async throws -> (
        findings: [Finding], allowances: [Allowance]
    ) {
        do {
            return try await run.findings(
                ofCommit: commit, at: place, ignoring: outcome.ownIgnoreFiles, storedIn: store)
        } catch let failure {
            throw Failure(failure, run.options.root)
        }
    }

    /// The commit where a revision and HEAD parted.
    func mergeBase(_ revision: String, _ place: GitPlace) throws -> String {
        do { return try GitRepository(folder: place.folder).mergeBase(revision) } catch {
            throw Failure("\(run.options.root): \(error.description)")
        }
    }

    /// The scan that was stored of it.
    func storedScan() throws -> StoredScan? {
        do { return try store.latestScan(root: run.context.root) } catch { throw Failure(error.description) }
    }

    /// How the contracts that the configuration requires were kept when they were last tried.
    func contracts() throws -> [ContractStanding] { try setup.contracts(store, try storedScan()) }

    /// Closes the database; to be called last.
    func close() throws {
        do { try store.close() } catch { throw Failure(error.description) }
    }
}

extension Failure {
    /// What stopped a scan of a path.
    init(_ failure: ScanRun.Failure, _ path: String) {
        switch failure {
        case .store(let error): self.init(error.description)
        case .git(let error): self.init("\(path): \(error.description)")
        case .noSources(let walked, let skips):
            self.init(
                "\(path): no source file could be read (\(walked) files walked, \(skips.count) skipped); "
                    + "a count of nothing would say nothing: name a folder with Python files, or see --no-ignore"
            )
        }
    }
}
