package import Findings
package import Verdicts

/// What a report shows, in any format: what a scan found, what a policy makes of it, and what every figure was
/// counted by.
package struct AuditReport: Sendable {
    package var audit: Audit
    /// The findings with their standing, the figures, and the verdict. All figures of a report come from here.
    package var judgement: Judgement
    package var provenance: Provenance
    /// The texts of the rules that findings name, in order of id.
    package var rules: [RuleText]
    /// What an earlier scan of the tree counted, for "changes since"; nil where none was asked for or stored.
    package var former: FormerScan?
    /// One point for each stored scan of the tree, oldest first.
    package var history: [ScanPoint]
    /// The text of files that findings and duplicates stand in, by path; only of files whose content is still that
    /// of the scan, and only for formats that read them.
    package var sources: [String: String]
    /// The audited folder below the root of its repository, with a final slash; empty where it is the root. Formats
    /// that forges read name files from the root.
    package var folder: String
    /// How long the scan took and how much it read; formats that must not differ from run to run leave it out.
    package var effort: Effort?

    package init(
        audit: Audit, judgement: Judgement, provenance: Provenance, rules: [RuleText] = [],
        former: FormerScan? = nil, history: [ScanPoint] = [], sources: [String: String] = [:],
        folder: String = "", effort: Effort? = nil
    ) {
        self.audit = audit
        self.judgement = judgement
        self.provenance = provenance
        self.rules = rules
        self.former = former
        self.history = history
        self.sources = sources
        self.folder = folder
        self.effort = effort
    }

    /// What every figure depends on.
    package struct Provenance: Sendable {
        package var toolVersion: String
        package var commit: String?
        package var rulesDigest: String
        package var configurationDigest: String
        /// What was audited, in words.
        package var scope: String
        /// Which definitions count as managers, in words.
        package var pattern: String
        package var countedRoles: Set<Role>

        package init(
            toolVersion: String, commit: String?, rulesDigest: String, configurationDigest: String,
            scope: String, pattern: String, countedRoles: Set<Role>
        ) {
            self.toolVersion = toolVersion
            self.commit = commit
            self.rulesDigest = rulesDigest
            self.configurationDigest = configurationDigest
            self.scope = scope
            self.pattern = pattern
            self.countedRoles = countedRoles
        }
    }

    package struct Effort: Sendable {
        package var elapsed: Duration
        package var lexed: Int
        package var reused: Int
        package var database: String

        package init(elapsed: Duration, lexed: Int, reused: Int, database: String) {
            self.elapsed = elapsed
            self.lexed = lexed
            self.reused = reused
            self.database = database
        }
    }
}
