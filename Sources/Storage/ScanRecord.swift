package import Digests
package import Findings

/// One run of the audit as it is to be stored: where, when and with what it ran, and what it found.
package struct ScanRecord: Sendable {
    /// The digest of all that the audit depends on: tree, rules, configuration and tool version.
    package var inputs: Digest
    package var audit: Audit
    package var context: ScanContext
    package var timings: ScanTimings
    package var work: ScanWork
    /// How many managers each domain may have; a domain that is not named may have one.
    package var budgets: [String: Int]
    package var newOutlines: [StoredOutline]
    package var fileStates: FileStateChanges

    package init(
        inputs: Digest, audit: Audit, context: ScanContext, timings: ScanTimings, work: ScanWork,
        budgets: [String: Int] = [:], newOutlines: [StoredOutline] = [], fileStates: FileStateChanges = .none
    ) {
        self.inputs = inputs
        self.audit = audit
        self.context = context
        self.timings = timings
        self.work = work
        self.budgets = budgets
        self.newOutlines = newOutlines
        self.fileStates = fileStates
    }
}

/// Where, when and with what a scan ran.
package struct ScanContext: Sendable, Hashable {
    /// The audited folder, absolute.
    package var root: String
    /// Milliseconds since 1970.
    package var startedAt: Int64
    /// The commit that is checked out; nil outside version control.
    package var commit: String?
    package var toolVersion: String
    package var rulesDigest: String
    package var configurationDigest: String
    /// What was audited and under which name pattern, in words: printed with every figure.
    package var scope: String
    package var pattern: String

    package init(
        root: String, startedAt: Int64, commit: String?, toolVersion: String,
        rulesDigest: String,
        configurationDigest: String, scope: String, pattern: String
    ) {
        self.root = root
        self.startedAt = startedAt
        self.commit = commit
        self.toolVersion = toolVersion
        self.rulesDigest = rulesDigest
        self.configurationDigest = configurationDigest
        self.scope = scope
        self.pattern = pattern
    }
}

/// How long the stages took. Reading includes lexing and outlining.
package struct ScanTimings: Sendable, Hashable {
    package var walk: Duration
    package var read: Duration
    package var link: Duration
    package var classify: Duration
    /// What `AuditDatabase.prepare` took; the rest of the storing is timed as it is done.
    package var store: Duration

    package init(
        walk: Duration, read: Duration, link: Duration, classify: Duration, store: Duration = .zero
    ) {
        self.walk = walk
        self.read = read
        self.link = link
        self.classify = classify
        self.store = store
    }
}

/// How many files a scan handled, and how many of their outlines it took from the database.
package struct ScanWork: Sendable, Hashable {
    package var files: Int
    package var outlined: Int
    package var lexed: Int
    package var reused: Int

    package init(files: Int, outlined: Int, lexed: Int, reused: Int) {
        self.files = files
        self.outlined = outlined
        self.lexed = lexed
        self.reused = reused
    }
}

/// The outline of one file's content, made by one version of the analyzer, in its stored form.
package struct StoredOutline: Sendable {
    package var contentHash: Digest
    package var analyzer: Int
    private let encode: @Sendable () -> [UInt8]

    /// Worked out when it is asked for: the writer does so for one outline after the other, so that a tree's outlines
    /// are never held in both forms at once.
    package var bytes: [UInt8] { encode() }

    package init(
        contentHash: Digest, analyzer: Int, bytes: @escaping @Sendable @autoclosure () -> [UInt8]
    ) {
        self.contentHash = contentHash
        self.analyzer = analyzer
        encode = bytes
    }
}

/// A scan that the database holds.
package struct StoredScan: Sendable, Hashable {
    package var id: Int64
    package var auditID: Int64
    package var context: ScanContext
    package var work: ScanWork
    package var budgets: [String: Int]
}
