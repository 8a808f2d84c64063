import Digests
import Findings
import Foundation
import Outlines
import Reports
import RuleFiles
import Storage
import Verdicts

/// Builds the report of a stored scan: nothing is scanned again.
struct StoredReport {
    let store: AuditDatabase
    let scan: StoredScan
    let setup: Setup

    /// - Parameters:
    ///   - since: the id of a stored scan, or the beginning of its commit; nil takes the first scan of the tree.
    ///   - readsSources: whether to read the files that findings and duplicates stand in.
    func load(since: String?, readsSources: Bool) throws -> AuditReport {
        guard let audit = try store.audit(of: scan) else {
            throw Failure("\(store.path): the audit of scan \(scan.id) is gone; run `ssot scan`")
        }
        let root = scan.context.root
        let history = try store.history(root: root, through: scan.id)
        var judge = try setup.judge(of: root, at: Int64(Date().timeIntervalSince1970 * 1000))
        judge.contracts = try setup.contracts(store, scan)
        var report = AuditReport(
            audit: audit, judgement: judge.judge(audit),
            provenance: setup.provenance(of: scan.context),
            rules: setup.ruleTexts + judge.contracts.flatMap(\.ruleTexts),
            history: history.map(ScanPoint.init), folder: Setup.folder(of: root))
        if let figures = try former(since, history), let old = try store.audit(of: figures.scan) {
            report.former = FormerScan(
                point: ScanPoint(figures), former: old, compliance: judge.judge(old).compliance,
                now: audit)
        }
        if readsSources { report.sources = try sources(of: audit) }
        return report
    }

    private func former(_ since: String?, _ history: [ScanFigures]) throws -> ScanFigures? {
        let earlier = history.filter { $0.scan.id != scan.id }
        guard let since else { return earlier.first }
        if let id = Int64(since), let found = try figures(id, history) { return found }
        let wanted = since.lowercased()
        let found = earlier.last { $0.scan.context.commit?.hasPrefix(wanted) == true }
        guard wanted.count >= 4, let found else {
            throw Failure(
                "no scan \"\(since)\" of \(scan.context.root) before scan \(scan.id); name the number of a scan or four "
                    + "or more digits of its commit, see: SELECT scan, commit_id FROM scan_history")
        }
        return found
    }

    /// A scan by number may be one of another root: two trees of one repository compare.
    private func figures(_ id: Int64, _ history: [ScanFigures]) throws -> ScanFigures? {
        if let found = history.first(where: { $0.scan.id == id }) { return found }
        guard let other = try store.scan(id) else { return nil }
        return try store.history(root: other.context.root, through: id).last
    }

    /// Whether a file was last written before the scan began.
    private func isOlder(_ file: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        guard let date = attributes?[.modificationDate] as? Date else { return false }
        return date.timeIntervalSince1970 * 1000 < Double(scan.context.startedAt)
    }

    /// The files of findings and duplicates, as far as their content is still that of the scan.
    private func sources(of audit: Audit) throws -> [String: String] {
        var wanted: Set<String> = []
        for finding in audit.findings {
            wanted.insert(finding.path)
            for place in finding.related { wanted.insert(place.path) }
        }
        for group in audit.duplicates {
            for member in group.members { wanted.insert(member.path) }
        }
        // What is known of files is from the last scan of the root.
        let root = scan.context.root
        guard try store.latestScan(root: root)?.auditID == scan.auditID else { return [:] }
        let states = Dictionary(
            try store.fileStates(root: root).map { ($0.path, $0.contentHash) }, uniquingKeysWith: { $1 })
        let known = try store.outlineHashes(analyzer: Outline.version)
        var sources: [String: String] = [:]
        for path in wanted {
            let file = root + "/" + path
            guard let content = FileManager.default.contents(atPath: file) else { continue }
            let bytes = [UInt8](content)
            let digest = Digest(of: bytes.span)
            // Of files that were written shortly before the scan no state is kept.
            let isSame = states[path].map { $0 == digest } ?? (known.contains(digest) && isOlder(file))
            if isSame { sources[path] = String(decoding: bytes, as: UTF8.self) }
        }
        return sources
    }
}

extension ScanPoint {
    /// By the budgets that the scan was stored with.
    init(_ figures: ScanFigures) {
        let shares = figures.domains.map { domain in
            let budget = figures.scan.budgets[domain.domain] ?? 1
            return Share(min(domain.counted, budget), of: domain.counted)
        }
        let context = figures.scan.context
        self.init(
            scan: figures.scan.id, startedAt: context.startedAt, commit: context.commit,
            rulesDigest: context.rulesDigest,
            counted: Dictionary(
                figures.domains.map { ($0.domain, $0.counted) }, uniquingKeysWith: { first, _ in first }),
            definition: shares.reduce(Share(0, of: 0), +),
            usage: figures.domains.reduce(Share(0, of: 0)) { $0 + Share($1.toCanonical, of: $1.references) },
            identifiers: Share(figures.soundSites, of: figures.sites),
            duplicateGroups: figures.duplicateGroups, findings: figures.findings)
    }
}
