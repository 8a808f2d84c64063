extension Schema {
    static let version1Views = """
        CREATE VIEW latest_scan AS
            SELECT * FROM scans ORDER BY id DESC LIMIT 1;
        CREATE VIEW managers AS
            SELECT domain.text AS domain, m.role, m.is_counted AS counted, name.text AS name,
                symbol.text AS symbol, path.text AS file, m.line, m."column", m.end_line, m.kind,
                language.text AS language, target.text AS target, m.canonical, m.is_test_code AS test_code,
                m.is_shadowed AS shadowed, m.method_count AS methods, m.production_references,
                m.test_references
            FROM latest_scan AS scan
            JOIN manager_rows AS m ON m.audit_id = scan.audit_id
            JOIN strings AS domain ON domain.id = m.domain_id
            JOIN strings AS name ON name.id = m.name_id
            JOIN strings AS symbol ON symbol.id = m.symbol_id
            JOIN strings AS path ON path.id = m.path_id
            JOIN strings AS language ON language.id = m.language_id
            LEFT JOIN strings AS target ON target.id = m.target_id
            ORDER BY m.ordinal;
        CREATE VIEW manager_references AS
            SELECT symbol.text AS symbol, path.text AS file, m.line, used.text AS used_in_file,
                r.line AS used_at_line, scope.text AS used_in_scope, r.count, r.is_test_code AS test_code
            FROM latest_scan AS scan
            JOIN reference_rows AS r ON r.audit_id = scan.audit_id
            JOIN manager_rows AS m ON m.audit_id = r.audit_id AND m.ordinal = r.owner
            JOIN strings AS symbol ON symbol.id = m.symbol_id
            JOIN strings AS path ON path.id = m.path_id
            JOIN strings AS used ON used.id = r.path_id
            JOIN strings AS scope ON scope.id = r.scope_id
            ORDER BY r.owner, r.ordinal;
        CREATE VIEW id_sites AS
            SELECT path.text AS file, i.line, i."column", name.text AS name, symbol.text AS symbol, i.kind,
                concept.text AS concept, language.text AS language, i.is_test_code AS test_code
            FROM latest_scan AS scan
            JOIN identifier_rows AS i ON i.audit_id = scan.audit_id
            JOIN strings AS path ON path.id = i.path_id
            JOIN strings AS name ON name.id = i.name_id
            JOIN strings AS symbol ON symbol.id = i.symbol_id
            JOIN strings AS concept ON concept.id = i.concept_id
            JOIN strings AS language ON language.id = i.language_id
            ORDER BY i.ordinal;
        CREATE VIEW evidence AS
            SELECT symbol.text AS symbol, path.text AS file, m.line, 'manager' AS subject, e.aspect,
                rule.text AS rule, e.weight, detail.text AS detail, e.line AS seen_at_line
            FROM latest_scan AS scan
            JOIN manager_evidence_rows AS e ON e.audit_id = scan.audit_id
            JOIN manager_rows AS m ON m.audit_id = e.audit_id AND m.ordinal = e.owner
            JOIN strings AS symbol ON symbol.id = m.symbol_id
            JOIN strings AS path ON path.id = m.path_id
            JOIN strings AS rule ON rule.id = e.rule_id
            JOIN strings AS detail ON detail.id = e.detail_id
            UNION ALL
            SELECT symbol.text, path.text, i.line, 'id_function', e.aspect, rule.text, e.weight, detail.text,
                e.line
            FROM latest_scan AS scan
            JOIN identifier_evidence_rows AS e ON e.audit_id = scan.audit_id
            JOIN identifier_rows AS i ON i.audit_id = e.audit_id AND i.ordinal = e.owner
            JOIN strings AS symbol ON symbol.id = i.symbol_id
            JOIN strings AS path ON path.id = i.path_id
            JOIN strings AS rule ON rule.id = e.rule_id
            JOIN strings AS detail ON detail.id = e.detail_id;
        CREATE VIEW compliance AS
            WITH scan AS (SELECT id, audit_id FROM latest_scan),
            counts AS (
                SELECT domain.text AS domain, sum(m.is_counted) AS counted
                FROM scan
                JOIN manager_rows AS m ON m.audit_id = scan.audit_id
                JOIN strings AS domain ON domain.id = m.domain_id
                GROUP BY domain.text
            ),
            domains AS (
                SELECT domain FROM counts
                UNION
                SELECT domain FROM scan JOIN budgets ON budgets.scan_id = scan.id
            ),
            figures AS (
                SELECT domains.domain, coalesce(counts.counted, 0) AS counted,
                    coalesce(budgets.budget, 1) AS budget,
                    max(0, coalesce(counts.counted, 0) - coalesce(budgets.budget, 1)) AS surplus
                FROM scan
                JOIN domains
                LEFT JOIN counts ON counts.domain = domains.domain
                LEFT JOIN budgets ON budgets.scan_id = scan.id AND budgets.domain = domains.domain
            )
            SELECT domain, counted, budget, surplus,
                CASE counted WHEN 0 THEN 100.0 ELSE 100.0 * (1.0 - 1.0 * surplus / counted) END
                    AS definition_compliance
            FROM figures
            ORDER BY domain;
        CREATE VIEW skipped_files AS
            SELECT path.text AS file, s.reason, s.is_source AS source, detail.text AS detail
            FROM latest_scan AS scan
            JOIN skip_rows AS s ON s.audit_id = scan.audit_id
            JOIN strings AS path ON path.id = s.path_id
            JOIN strings AS detail ON detail.id = s.detail_id
            ORDER BY s.ordinal;
        CREATE VIEW shadowed_modules AS
            SELECT path.text AS file, shadowed_by.text AS shadowed_by
            FROM latest_scan AS scan
            JOIN shadowed_module_rows AS s ON s.audit_id = scan.audit_id
            JOIN strings AS path ON path.id = s.path_id
            JOIN strings AS shadowed_by ON shadowed_by.id = s.shadowed_by_id
            ORDER BY s.ordinal;
        CREATE VIEW dangling_imports AS
            SELECT path.text AS file, d.line, name.text AS name
            FROM latest_scan AS scan
            JOIN dangling_import_rows AS d ON d.audit_id = scan.audit_id
            JOIN strings AS path ON path.id = d.path_id
            JOIN strings AS name ON name.id = d.name_id
            ORDER BY d.ordinal;
        CREATE VIEW scan_history AS
            SELECT scan.id AS scan, scan.root,
                strftime('%Y-%m-%dT%H:%M:%SZ', scan.started_at_ms / 1000, 'unixepoch') AS started_at,
                scan.commit_id, scan.tool_version, scan.rules_digest,
                scan.config_digest, scan.scope, scan.pattern, scan.files, scan.outlined, scan.lexed,
                scan.reused, audits.files_with_errors, audits.lines,
                (SELECT count(*) FROM manager_rows AS m WHERE m.audit_id = scan.audit_id) AS managers,
                (SELECT coalesce(sum(m.is_counted), 0) FROM manager_rows AS m
                    WHERE m.audit_id = scan.audit_id) AS counted,
                scan.walk_ms, scan.read_ms, scan.link_ms, scan.classify_ms, scan.store_ms
            FROM scans AS scan
            JOIN audits ON audits.id = scan.audit_id
            ORDER BY scan.id;

        """
}
