package import Findings
internal import GRDB

/// A run of a contract, and the state of the tree that it was tried on.
package struct StoredConformance: Sendable, Hashable {
    package var run: ConformanceRun
    /// Of the audit of the tree: tree, rules, configuration and tool version.
    package var auditID: Int64
    /// The audited folder, absolute.
    package var root: String
    /// Milliseconds since 1970.
    package var startedAt: Int64
    /// The commit that was checked out; nil outside version control.
    package var commit: String?
    package var toolVersion: String

    package init(
        run: ConformanceRun, auditID: Int64, root: String, startedAt: Int64, commit: String?,
        toolVersion: String
    ) {
        self.run = run
        self.auditID = auditID
        self.root = root
        self.startedAt = startedAt
        self.commit = commit
        self.toolVersion = toolVersion
    }

    /// Whether a scan is of the same commit and the same state of the tree.
    package func isOf(_ scan: StoredScan) -> Bool {
        auditID == scan.auditID && root == scan.context.root && commit == scan.context.commit
    }
}

extension AuditDatabase {
    /// Stores a whole run, in one transaction.
    package func record(_ stored: StoredConformance) throws(StoreError) {
        try writing { database in
            let run = stored.run
            try PreparedStatement(into: "conformance_runs", columns: 10, of: database).run(
                nil as Int64?, stored.auditID, stored.root, stored.startedAt, stored.commit,
                stored.toolVersion, run.contract, run.subject, run.name, Int64(bitPattern: run.seed))
            let id = database.lastInsertedRowID
            let rows = try PreparedStatement(into: "conformance_result_rows", columns: 12, of: database)
            for result in run.results {
                let failure = result.failure
                try rows.run(
                    id, result.requirement, result.numbers.joined(separator: " "), result.isMust,
                    result.statement, result.outcome.rawValue, result.reason, failure?.place, failure?.call,
                    failure?.expected, failure?.observed, failure?.transcript.joined(separator: "\n"))
            }
        }
    }

    /// The last run of a contract on a root; nil where none is stored.
    package func latestConformance(
        root: String, contract: String
    ) throws(StoreError) -> StoredConformance? {
        try reading { database in
            let select = try PreparedStatement(
                """
                SELECT id, audit_id, started_at_ms, commit_id, tool_version, subject, name, seed
                FROM conformance_runs WHERE root = ? AND contract = ? ORDER BY id DESC LIMIT 1
                """, of: database)
            guard
                let (id, stored) = try select.first(
                    root, contract,
                    read: { row -> (Int64, StoredConformance) in
                        let run = ConformanceRun(
                            contract: contract, subject: row[5], name: row.isNull(6) ? nil : row[6],
                            seed: UInt64(bitPattern: row[7]), isWhole: true, results: [])
                        return (
                            row[0],
                            StoredConformance(
                                run: run, auditID: row[1], root: root, startedAt: row[2],
                                commit: row.isNull(3) ? nil : row[3], toolVersion: row[4])
                        )
                    })
            else { return nil }
            var found = stored
            found.run.results = try Self.results(of: id, in: database)
            return found
        }
    }

    private static func results(of run: Int64, in database: Database) throws -> [ConformanceResult] {
        let select = try PreparedStatement(
            """
            SELECT requirement, numbers, is_must, statement, outcome, reason, place, call, expected, observed,
                transcript
            FROM conformance_result_rows WHERE run_id = ? ORDER BY requirement
            """, of: database)
        var results: [ConformanceResult] = []
        try select.forEach(run) { row in
            let numbers: String = row[1]
            let transcript: String = row[10]
            let failure = ConformanceResult.Failure(
                place: row[6], call: row[7], expected: row[8], observed: row[9],
                transcript: transcript.split(separator: "\n").map(String.init))
            results.append(
                ConformanceResult(
                    requirement: row[0], numbers: numbers.split(separator: " ").map(String.init),
                    isMust: row[2], statement: row[3],
                    outcome: ConformanceResult.Outcome(rawValue: row[4]) ?? .fail, reason: row[5],
                    failure: row.isNull(6) ? nil : failure))
        }
        return results
    }
}
