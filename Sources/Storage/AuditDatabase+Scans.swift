package import Digests
package import Findings
internal import GRDB
internal import Synchronization

extension AuditDatabase {
    /// The audit of the same tree, rules, configuration and tool version, if one is stored.
    package func audit(forInputs inputs: Digest) throws(StoreError) -> Audit? {
        try reading { database in
            guard let id = try Self.auditID(forInputs: inputs, in: database) else { return nil }
            var audit = try AuditReading(database, audit: id)
            return try audit.read()
        }
    }

    /// What a stored scan found.
    package func audit(of scan: StoredScan) throws(StoreError) -> Audit? {
        try reading { database in
            var audit = try AuditReading(database, audit: scan.auditID)
            return try audit.read()
        }
    }

    /// The scan that was stored last; of one root, or of any.
    package func latestScan(root: String? = nil) throws(StoreError) -> StoredScan? {
        try reading { database in
            let select = try PreparedStatement(
                "SELECT * FROM scans WHERE ?1 IS NULL OR root = ?1 ORDER BY id DESC LIMIT 1", of: database)
            return try Self.withBudgets(try select.first(root) { row in StoredScan(row) }, in: database)
        }
    }

    /// The scan of a number; nil where none has it.
    package func scan(_ id: Int64) throws(StoreError) -> StoredScan? {
        try reading { database in
            let select = try PreparedStatement("SELECT * FROM scans WHERE id = ?", of: database)
            return try Self.withBudgets(try select.first(id) { row in StoredScan(row) }, in: database)
        }
    }

    static func withBudgets(_ scan: StoredScan?, in database: Database) throws -> StoredScan? {
        var scan = scan
        let budgets = try PreparedStatement(
            "SELECT domain, budget FROM budgets WHERE scan_id = ?", of: database)
        try budgets.forEach(scan?.id) { row in scan?.budgets[row[0]] = row[1] }
        return scan
    }

    /// Stores what a scan read, ahead of what it makes of it. The transaction stays open until `record` ends it: no
    /// other process writes meanwhile, and nothing is stored if `record` never comes.
    ///
    /// - Returns: how long it took.
    package func prepare(
        _ outlines: [StoredOutline], _ fileStates: FileStateChanges, root: String
    ) throws(StoreError) -> Duration {
        try writing(ends: false) { database in
            let start = ContinuousClock.now
            try Self.write(outlines, to: database)
            try Self.write(fileStates, root: root, to: database)
            return ContinuousClock.now - start
        }
    }

    /// Stores the facts of an audit, ahead of duplicates and findings, in the same open transaction.
    ///
    /// - Returns: how long it took.
    package func prepare(_ facts: Audit, inputs: Digest) throws(StoreError) -> Duration {
        try writing(ends: false) { database in
            let start = ContinuousClock.now
            if try Self.auditID(forInputs: inputs, in: database) == nil {
                var writing = try AuditWriting(database)
                let id = try writing.writeFacts(facts, inputs: inputs)
                let written = PreparedAudit(id: id, strings: writing.strings.known)
                prepared.withLock { $0 = written }
            }
            return ContinuousClock.now - start
        }
    }

    /// Stores the duplicates among prepared facts, ahead of the findings, in the same open transaction.
    ///
    /// - Returns: how long it took.
    package func prepare(_ duplicates: [DuplicateGroup]) throws(StoreError) -> Duration {
        try writing(ends: false) { database in
            let start = ContinuousClock.now
            if let facts = takePrepared() {
                let id = facts.id
                var writing = try AuditWriting(database, known: facts.strings)
                try writing.writeDuplicates(duplicates, audit: id)
                let written = PreparedAudit(id: id, strings: writing.strings.known, holdsDuplicates: true)
                prepared.withLock { $0 = written }
            }
            return ContinuousClock.now - start
        }
    }

    /// What is prepared, which then is so no more: its texts are added to, and shared they would be copied first.
    private func takePrepared() -> PreparedAudit? {
        prepared.withLock { prepared in
            defer { prepared = nil }
            return prepared
        }
    }

    /// Stores a scan in one transaction. Where an audit of the same inputs is stored, the scan refers to it,
    /// and `scan.audit` is not written.
    ///
    /// - Returns: the scan's id.
    /// - Throws: StoreError; nothing of the scan is stored then.
    @discardableResult
    package func record(_ scan: ScanRecord) throws(StoreError) -> Int64 {
        let id = try insert(scan)
        do {
            try queue.inDatabase { try Self.useLog($0, patience: patience) }
        } catch {
            throw StoreError(error, path: path, patience: patience)
        }
        return id
    }

    private func insert(_ scan: ScanRecord) throws(StoreError) -> Int64 {
        try writing { database in
            let start = ContinuousClock.now
            try Self.write(scan.newOutlines, to: database)
            try Self.write(scan.fileStates, root: scan.context.root, to: database)
            let audit = try write(scan.audit, inputs: scan.inputs, to: database)
            let (context, work, timings) = (scan.context, scan.work, scan.timings)
            try PreparedStatement(into: "scans", columns: 19, of: database).run(
                nil as Int64?, audit, context.root, context.startedAt, context.commit,
                context.toolVersion, context.rulesDigest, context.configurationDigest, context.scope,
                context.pattern, timings.walk.milliseconds, timings.read.milliseconds,
                timings.link.milliseconds, timings.classify.milliseconds,
                (timings.store + (ContinuousClock.now - start)).milliseconds, work.files, work.outlined,
                work.lexed, work.reused
            )
            let id = database.lastInsertedRowID
            let budgets = try PreparedStatement(into: "budgets", columns: 3, of: database)
            for (domain, budget) in scan.budgets.sorted(by: { $0.key < $1.key }) {
                try budgets.run(id, domain, budget)
            }
            return id
        }
    }

    /// - Returns: the id of the audit, be it stored already, prepared or new.
    private func write(_ audit: Audit, inputs: Digest, to database: Database) throws -> Int64 {
        if let prepared = takePrepared() {
            let (id, holdsDuplicates) = (prepared.id, prepared.holdsDuplicates)
            var writing = try AuditWriting(database, known: prepared.strings)
            if !holdsDuplicates { try writing.writeDuplicates(audit.duplicates, audit: id) }
            try writing.writeFindings(audit.findings, audit: id)
            return id
        }
        if let id = try Self.auditID(forInputs: inputs, in: database) { return id }
        var writing = try AuditWriting(database)
        return try writing.write(audit, inputs: inputs)
    }

    static func auditID(forInputs inputs: Digest, in database: Database) throws -> Int64? {
        try PreparedStatement("SELECT id FROM audits WHERE inputs_digest = ?", of: database)
            .first(inputs) { $0[0] as Int64 }
    }
}

/// An audit whose facts are written, and whose findings are not.
struct PreparedAudit: Sendable {
    let id: Int64
    let strings: StringInterning.Known
    var holdsDuplicates = false
}

extension StoredScan {
    /// Takes a row of `scans`; the budgets stand elsewhere.
    init(_ row: RowColumns) {
        id = row[0]
        auditID = row[1]
        context = ScanContext(
            root: row[2], startedAt: row[3], commit: row.isNull(4) ? nil : row[4],
            toolVersion: row[5], rulesDigest: row[6], configurationDigest: row[7], scope: row[8],
            pattern: row[9])
        work = ScanWork(files: row[15], outlined: row[16], lexed: row[17], reused: row[18])
        budgets = [:]
    }
}

extension Duration {
    fileprivate var milliseconds: Double { self / .milliseconds(1) }
}
