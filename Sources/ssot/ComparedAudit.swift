import Findings
import Foundation
import GitObjects
import Reports
import Scanning
import SourceFiles
import Storage

/// One side of a comparison: a stored scan, or what a commit holds.
struct ComparedAudit {
    let audit: Audit
    let budgets: [String: Int]
    let side: ComparisonReport.Side

    /// The two sides that a command names, by a number of a scan or by a revision.
    ///
    /// The database is written only where a revision has to be audited.
    static func pair(_ names: [String], _ options: TreeOptions) async throws -> [ComparedAudit] {
        let numbers = names.map { Int64($0) }
        let needsTree = numbers.contains(nil)
        do {
            let path: String
            if let database = options.database {
                path = database
            } else if needsTree {
                path = try DatabaseLocation.prepare(for: options.scope.path)
            } else {
                path = try DatabaseLocation.find(from: options.scope.path)
            }
            let store = needsTree ? try AuditDatabase(path: path) : try AuditDatabase(readingFrom: path)
            let commits = needsTree ? try CommitAudits(options, store) : nil
            var sides: [ComparedAudit] = []
            for (name, number) in zip(names, numbers) {
                if let number {
                    sides.append(try scan(number, store))
                } else if let commits {
                    sides.append(try await commits.audit(name))
                }
            }
            if needsTree { try store.close() }
            return sides
        } catch let error as StoreError {
            throw Failure(error.description)
        }
    }

    private static func scan(_ number: Int64, _ store: AuditDatabase) throws -> ComparedAudit {
        guard let scan = try store.scan(number), let audit = try store.audit(of: scan) else {
            throw Failure(
                "\(store.path): holds no scan \(number); `SELECT scan, root, started_at FROM scan_history` lists "
                    + "them, and a revision of digits alone is written \(number)^0")
        }
        let side = ComparisonReport.Side(
            label: "scan \(number)", root: scan.context.root, commit: scan.context.commit,
            rulesDigest: scan.context.rulesDigest)
        return ComparedAudit(audit: audit, budgets: scan.budgets, side: side)
    }

    /// Audits of commits of one repository, by the rules and the configuration of today.
    private struct CommitAudits {
        let run: ScanRun
        let place: GitPlace
        let store: AuditDatabase

        init(_ options: TreeOptions, _ store: AuditDatabase) throws {
            let path = options.scope.path
            guard FileManager.default.fileExists(atPath: path) else {
                throw Failure("\(path): no such file or folder; name an existing path")
            }
            guard let place = GitPlace(around: path) else {
                throw Failure(
                    "\(path): not in a git repository, and what is no number is taken for a revision; "
                        + "name two numbers of scans, or a path in a repository")
            }
            run = try Setup(for: path, configurationPath: options.config).scanRun(of: options.scope)
            self.place = place
            self.store = store
        }

        func audit(_ revision: String) async throws -> ComparedAudit {
            let path = run.options.root
            do {
                let commit: String
                do { commit = try GitRepository(folder: place.folder).commit(revision) } catch {
                    throw Failure("\(path): \(error.description)")
                }
                let audit = try await run.audit(ofCommit: commit, at: place, storedIn: store)
                guard audit.files.outlined > 0 else {
                    throw Failure(
                        "\(path): \(revision) holds no source file there; name a path that both revisions have"
                    )
                }
                let side = ComparisonReport.Side(
                    label: revision, root: run.context.root, commit: commit,
                    rulesDigest: run.context.rulesDigest)
                return ComparedAudit(audit: audit, budgets: run.budgets, side: side)
            } catch let failure as ScanRun.Failure {
                throw Failure(failure, path)
            }
        }
    }
}
