extension Schema {
    /// What came of contracts. A run belongs to the audit of the tree that it was tried on.
    static let version3 = """
        CREATE TABLE conformance_runs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            audit_id INTEGER NOT NULL REFERENCES audits,
            root TEXT NOT NULL,
            started_at_ms INTEGER NOT NULL,
            commit_id TEXT,
            tool_version TEXT NOT NULL,
            contract TEXT NOT NULL,
            subject TEXT NOT NULL,
            name TEXT,
            seed INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX conformance_runs_of_contract ON conformance_runs (root, contract, id);
        CREATE TABLE conformance_result_rows (
            run_id INTEGER NOT NULL REFERENCES conformance_runs,
            requirement TEXT NOT NULL,
            numbers TEXT NOT NULL,
            is_must INTEGER NOT NULL,
            statement TEXT NOT NULL,
            outcome TEXT NOT NULL,
            reason TEXT NOT NULL,
            place TEXT,
            call TEXT,
            expected TEXT,
            observed TEXT,
            transcript TEXT,
            PRIMARY KEY (run_id, requirement)
        ) STRICT, WITHOUT ROWID;
        CREATE VIEW conformance AS
            SELECT run.root, run.contract, run.subject, run.commit_id AS "commit", result.requirement,
                result.numbers, CASE WHEN result.is_must THEN 'MUST' ELSE 'SHOULD' END AS level,
                result.outcome, result.reason, result.call, result.expected, result.observed
            FROM conformance_runs AS run
            JOIN conformance_result_rows AS result ON result.run_id = run.id
            WHERE run.id IN (SELECT max(id) FROM conformance_runs GROUP BY root, contract)
            ORDER BY run.root, run.contract, result.requirement;
        """
}
