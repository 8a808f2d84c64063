internal import GRDB

extension AuditDatabase {
    /// The figures of every scan of a root up to one of them, oldest first.
    ///
    /// - Complexity: O(n) in the number of stored managers of the root.
    package func history(root: String, through last: Int64) throws(StoreError) -> [ScanFigures] {
        try reading { database in
            let scans = try Self.scans(in: database, "root = ?1 AND id <= ?2", root, last)
            var figures: [Int64: ScanFigures] = [:]
            return try scans.map { scan in
                // Scans of equal inputs share an audit.
                var known = try figures[scan.auditID] ?? Self.figures(of: scan, in: database)
                figures[scan.auditID] = known
                known.scan = scan
                return known
            }
        }
    }

    private static func scans<each Value: SQLiteValue>(
        in database: Database, _ condition: String, _ values: repeat each Value
    ) throws -> [StoredScan] {
        var scans: [StoredScan] = []
        let select = try PreparedStatement(
            "SELECT * FROM scans WHERE \(condition) ORDER BY id", of: database)
        try select.forEach(repeat each values) { row in scans.append(StoredScan(row)) }
        return try scans.compactMap { try withBudgets($0, in: database) }
    }

    private static func figures(of scan: StoredScan, in database: Database) throws -> ScanFigures {
        let audit = scan.auditID
        func count(_ sql: String) throws -> Int {
            try PreparedStatement(sql, of: database).first(audit) { $0[0] as Int } ?? 0
        }
        var domains: [ScanFigures.Domain] = []
        let select = try PreparedStatement(
            """
            WITH canonical AS (
                SELECT domain_id, symbol_id, min(ordinal) FROM manager_rows
                WHERE audit_id = ?1 AND canonical <> 'no' GROUP BY domain_id)
            SELECT domain.text, sum(m.is_counted), sum(m.is_counted * m.production_references),
                sum(CASE WHEN m.is_counted AND m.symbol_id = canonical.symbol_id
                    THEN m.production_references ELSE 0 END)
            FROM manager_rows AS m JOIN strings AS domain ON domain.id = m.domain_id
                LEFT JOIN canonical ON canonical.domain_id = m.domain_id
            WHERE m.audit_id = ?1 GROUP BY m.domain_id ORDER BY domain.text
            """, of: database)
        try select.forEach(audit) { row in
            domains.append(
                ScanFigures.Domain(domain: row[0], counted: row[1], references: row[2], toCanonical: row[3]))
        }
        let production = "SELECT count(*) FROM site_rows WHERE audit_id = ? AND is_test_code = 0"
        return ScanFigures(
            scan: scan, domains: domains, sites: try count(production),
            soundSites: try count(production + " AND standing <> 'scattered'"),
            duplicateGroups: try count("SELECT count(*) FROM duplicate_group_rows WHERE audit_id = ?"),
            findings: try count("SELECT count(*) FROM finding_rows WHERE audit_id = ?"))
    }
}
