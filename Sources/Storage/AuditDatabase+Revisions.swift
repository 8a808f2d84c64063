package import Digests
package import Findings
internal import GRDB

/// The audit of a tree that a commit holds, as it is to be stored. It is no scan: nothing that reads the latest
/// scan sees it.
package struct RevisionRecord: Sendable {
    /// The digest of the commit's tree and all else that the audit depends on.
    package var key: Digest
    /// The digest of the contents and all else that the audit depends on: that of a scan of an equal tree.
    package var inputs: Digest
    package var audit: Audit
    /// The audited folder, absolute.
    package var root: String
    /// The full id.
    package var commit: String
    package var newOutlines: [StoredOutline]

    package init(
        key: Digest, inputs: Digest, audit: Audit, root: String, commit: String, newOutlines: [StoredOutline]
    ) {
        self.key = key
        self.inputs = inputs
        self.audit = audit
        self.root = root
        self.commit = commit
        self.newOutlines = newOutlines
    }
}

extension AuditDatabase {
    /// The audit of a commit's tree, if one is stored.
    package func audit(forRevision key: Digest) throws(StoreError) -> Audit? {
        try reading { database in
            guard let id = try Self.auditID(forRevision: key, in: database) else { return nil }
            var audit = try AuditReading(database, audit: id)
            return try audit.read()
        }
    }

    /// The findings and the waivers in comments of that audit alone, which takes a fraction of the time.
    package func findings(forRevision key: Digest) throws(StoreError) -> (
        findings: [Finding], allowances: [Allowance]
    )? {
        try reading { database in
            guard let id = try Self.auditID(forRevision: key, in: database) else { return nil }
            var audit = try AuditReading(database, audit: id)
            return (try audit.findings(), try audit.allowances())
        }
    }

    private static func auditID(forRevision key: Digest, in database: Database) throws -> Int64? {
        try PreparedStatement("SELECT audit_id FROM revisions WHERE inputs_digest = ?", of: database)
            .first(key) { $0[0] as Int64 }
    }

    /// Stores the audit of a commit's tree in one transaction. Where an audit of the same inputs is stored, that one
    /// is referred to, and `revision.audit` is not written.
    package func record(_ revision: RevisionRecord) throws(StoreError) {
        try writing { database in
            try Self.write(revision.newOutlines, to: database)
            var audit = try Self.auditID(forInputs: revision.inputs, in: database)
            if audit == nil {
                var writing = try AuditWriting(database)
                audit = try writing.write(revision.audit, inputs: revision.inputs)
            }
            // Another process may have stored the same since this one looked.
            let insert = try PreparedStatement(
                "INSERT INTO revisions VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", of: database)
            try insert.run(revision.key, audit, revision.root, revision.commit)
        }
        do {
            try queue.inDatabase { try Self.useLog($0, patience: patience) }
        } catch {
            throw StoreError(error, path: path, patience: patience)
        }
    }
}
