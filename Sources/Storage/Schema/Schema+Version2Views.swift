extension Schema {
    static let version2Views = """
        DROP VIEW managers;
        CREATE VIEW managers AS
            SELECT domain.text AS domain, m.role, m.is_counted AS counted, name.text AS name,
                symbol.text AS symbol, path.text AS file, m.line, m."column", m.end_line, m.kind,
                language.text AS language, target.text AS target, m.canonical, m.is_test_code AS test_code,
                m.is_shadowed AS shadowed, m.method_count AS methods, m.production_references,
                m.test_references, m.service
            FROM latest_scan AS scan
            JOIN manager_rows AS m ON m.audit_id = scan.audit_id
            JOIN strings AS domain ON domain.id = m.domain_id
            JOIN strings AS name ON name.id = m.name_id
            JOIN strings AS symbol ON symbol.id = m.symbol_id
            JOIN strings AS path ON path.id = m.path_id
            JOIN strings AS language ON language.id = m.language_id
            LEFT JOIN strings AS target ON target.id = m.target_id
            ORDER BY m.ordinal;
        DROP VIEW id_sites;
        CREATE VIEW id_functions AS
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
        CREATE VIEW id_sites AS
            SELECT path.text AS file, s.line, name.text AS name, symbol.text AS symbol, s.sink, s.source,
                s.bits, format.text AS format, concept.text AS concept, s.standing,
                replacement.text AS replacement, s.is_test_code AS test_code
            FROM latest_scan AS scan
            JOIN site_rows AS s ON s.audit_id = scan.audit_id
            JOIN strings AS path ON path.id = s.path_id
            JOIN strings AS name ON name.id = s.sink_name_id
            JOIN strings AS symbol ON symbol.id = s.symbol_id
            JOIN strings AS format ON format.id = s.format_id
            JOIN strings AS concept ON concept.id = s.concept_id
            JOIN strings AS replacement ON replacement.id = s.replacement_id
            ORDER BY s.ordinal;
        CREATE VIEW manager_members AS
            SELECT symbol.text AS symbol, path.text AS file, m.line, name.text AS member, o.kind,
                parameters.text AS parameters, o.is_async AS async, o.is_inherited AS inherited
            FROM latest_scan AS scan
            JOIN manager_member_rows AS o ON o.audit_id = scan.audit_id
            JOIN manager_rows AS m ON m.audit_id = o.audit_id AND m.ordinal = o.owner
            JOIN strings AS symbol ON symbol.id = m.symbol_id
            JOIN strings AS path ON path.id = m.path_id
            JOIN strings AS name ON name.id = o.name_id
            JOIN strings AS parameters ON parameters.id = o.parameters_id
            ORDER BY o.owner, o.ordinal;
        CREATE VIEW manager_imports AS
            SELECT symbol.text AS symbol, path.text AS file, m.line, name.text AS imported_as,
                i.production_files, i.test_files
            FROM latest_scan AS scan
            JOIN manager_import_rows AS i ON i.audit_id = scan.audit_id
            JOIN manager_rows AS m ON m.audit_id = i.audit_id AND m.ordinal = i.owner
            JOIN strings AS symbol ON symbol.id = m.symbol_id
            JOIN strings AS path ON path.id = m.path_id
            JOIN strings AS name ON name.id = i.name_id
            ORDER BY i.owner, i.ordinal;
        CREATE VIEW findings AS
            SELECT rule.text AS rule, f.severity, domain.text AS domain, symbol.text AS symbol,
                path.text AS file, f.line, f."column", message.text AS message, fix.text AS fix,
                f.is_test_code AS test_code, f.fingerprint
            FROM latest_scan AS scan
            JOIN finding_rows AS f ON f.audit_id = scan.audit_id
            JOIN strings AS rule ON rule.id = f.rule_id
            JOIN strings AS domain ON domain.id = f.domain_id
            JOIN strings AS symbol ON symbol.id = f.symbol_id
            JOIN strings AS path ON path.id = f.path_id
            JOIN strings AS message ON message.id = f.message_id
            JOIN strings AS fix ON fix.id = f.fix_id
            ORDER BY f.ordinal;
        CREATE VIEW finding_places AS
            SELECT rule.text AS rule, symbol.text AS symbol, path.text AS file, f.line,
                other.text AS other_symbol, place.text AS other_file, p.line AS other_line, note.text AS note
            FROM latest_scan AS scan
            JOIN finding_place_rows AS p ON p.audit_id = scan.audit_id
            JOIN finding_rows AS f ON f.audit_id = p.audit_id AND f.ordinal = p.owner
            JOIN strings AS rule ON rule.id = f.rule_id
            JOIN strings AS symbol ON symbol.id = f.symbol_id
            JOIN strings AS path ON path.id = f.path_id
            JOIN strings AS other ON other.id = p.symbol_id
            JOIN strings AS place ON place.id = p.path_id
            JOIN strings AS note ON note.id = p.note_id
            ORDER BY p.owner, p.ordinal;
        CREATE VIEW duplicate_members AS
            SELECT m.owner + 1 AS group_number, g.kind, domain.text AS domain, symbol.text AS symbol,
                name.text AS name, path.text AS file, m.line, m.end_line, m.service, m.role, m.canonical,
                m.is_test_code AS test_code, m.is_shadowed AS shadowed, m.is_placeholder AS placeholder,
                g.is_across_services AS across_services
            FROM latest_scan AS scan
            JOIN duplicate_member_rows AS m ON m.audit_id = scan.audit_id
            JOIN duplicate_group_rows AS g ON g.audit_id = m.audit_id AND g.ordinal = m.owner
            JOIN strings AS domain ON domain.id = g.domain_id
            JOIN strings AS symbol ON symbol.id = m.symbol_id
            JOIN strings AS name ON name.id = m.name_id
            JOIN strings AS path ON path.id = m.path_id
            ORDER BY m.owner, m.ordinal;
        CREATE VIEW duplicates AS
            SELECT p.owner + 1 AS group_number, g.kind, domain.text AS domain, p.kind AS evidence, p.score,
                symbol.text AS symbol, path.text AS file, l.line, l.role,
                other.text AS other_symbol, place.text AS other_file, r.line AS other_line,
                r.role AS other_role, g.is_across_services AS across_services
            FROM latest_scan AS scan
            JOIN duplicate_pair_rows AS p ON p.audit_id = scan.audit_id
            JOIN duplicate_group_rows AS g ON g.audit_id = p.audit_id AND g.ordinal = p.owner
            JOIN duplicate_member_rows AS l
                ON l.audit_id = p.audit_id AND l.owner = p.owner AND l.ordinal = p.left_member
            JOIN duplicate_member_rows AS r
                ON r.audit_id = p.audit_id AND r.owner = p.owner AND r.ordinal = p.right_member
            JOIN strings AS domain ON domain.id = g.domain_id
            JOIN strings AS symbol ON symbol.id = l.symbol_id
            JOIN strings AS path ON path.id = l.path_id
            JOIN strings AS other ON other.id = r.symbol_id
            JOIN strings AS place ON place.id = r.path_id
            ORDER BY p.owner, p.ordinal;
        CREATE VIEW waivers_in_comments AS
            SELECT path.text AS file, a.line, a.first_line, a.last_line, rule.text AS rule,
                reason.text AS reason
            FROM latest_scan AS scan
            JOIN allowance_rows AS a ON a.audit_id = scan.audit_id
            JOIN strings AS path ON path.id = a.path_id
            JOIN strings AS rule ON rule.id = a.rule_id
            JOIN strings AS reason ON reason.id = a.reason_id
            ORDER BY a.ordinal;
        DROP VIEW evidence;
        CREATE VIEW evidence AS
            WITH reasons AS (
                SELECT m.symbol_id, m.path_id, m.line, 'manager' AS subject, e.aspect, e.rule_id, e.weight,
                    e.detail_id, e.line AS seen_at_line
                FROM latest_scan AS scan
                JOIN manager_evidence_rows AS e ON e.audit_id = scan.audit_id
                JOIN manager_rows AS m ON m.audit_id = e.audit_id AND m.ordinal = e.owner
                UNION ALL
                SELECT i.symbol_id, i.path_id, i.line, 'id_function', e.aspect, e.rule_id, e.weight,
                    e.detail_id, e.line
                FROM latest_scan AS scan
                JOIN identifier_evidence_rows AS e ON e.audit_id = scan.audit_id
                JOIN identifier_rows AS i ON i.audit_id = e.audit_id AND i.ordinal = e.owner
                UNION ALL
                SELECT s.symbol_id, s.path_id, s.line, 'id_site', e.aspect, e.rule_id, e.weight,
                    e.detail_id, e.line
                FROM latest_scan AS scan
                JOIN site_evidence_rows AS e ON e.audit_id = scan.audit_id
                JOIN site_rows AS s ON s.audit_id = e.audit_id AND s.ordinal = e.owner
                UNION ALL
                SELECT f.symbol_id, f.path_id, f.line, 'finding', e.aspect, e.rule_id, e.weight,
                    e.detail_id, e.line
                FROM latest_scan AS scan
                JOIN finding_evidence_rows AS e ON e.audit_id = scan.audit_id
                JOIN finding_rows AS f ON f.audit_id = e.audit_id AND f.ordinal = e.owner
            )
            SELECT symbol.text AS symbol, path.text AS file, r.line, r.subject, r.aspect, rule.text AS rule,
                r.weight, detail.text AS detail, r.seen_at_line
            FROM reasons AS r
            JOIN strings AS symbol ON symbol.id = r.symbol_id
            JOIN strings AS path ON path.id = r.path_id
            JOIN strings AS rule ON rule.id = r.rule_id
            JOIN strings AS detail ON detail.id = r.detail_id;
        DROP VIEW compliance;
        CREATE VIEW compliance AS
            WITH scan AS (SELECT id, audit_id FROM latest_scan),
            canonicals AS (
                SELECT m.domain_id, min(m.ordinal) AS ordinal
                FROM scan
                JOIN manager_rows AS m ON m.audit_id = scan.audit_id AND m.canonical <> 'no'
                GROUP BY m.domain_id
            ),
            counts AS (
                SELECT domain.text AS domain, sum(m.is_counted) AS counted,
                    sum(m.is_counted * m.production_references) AS reference_count,
                    sum(CASE WHEN m.is_counted AND c.ordinal IS NOT NULL AND m.symbol_id = c.symbol_id
                        THEN m.production_references ELSE 0 END) AS to_canonical
                FROM scan
                JOIN manager_rows AS m ON m.audit_id = scan.audit_id
                JOIN strings AS domain ON domain.id = m.domain_id
                LEFT JOIN (
                    SELECT canonicals.domain_id, canonicals.ordinal, n.symbol_id
                    FROM scan
                    JOIN canonicals
                    JOIN manager_rows AS n ON n.audit_id = scan.audit_id AND n.ordinal = canonicals.ordinal
                ) AS c ON c.domain_id = m.domain_id
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
                    CASE domains.domain WHEN 'other' THEN 0
                        ELSE max(0, coalesce(counts.counted, 0) - coalesce(budgets.budget, 1)) END AS surplus,
                    coalesce(counts.reference_count, 0) AS reference_count,
                    coalesce(counts.to_canonical, 0) AS to_canonical
                FROM scan
                JOIN domains
                LEFT JOIN counts ON counts.domain = domains.domain
                LEFT JOIN budgets ON budgets.scan_id = scan.id AND budgets.domain = domains.domain
            )
            SELECT domain, counted, budget, surplus,
                CASE counted WHEN 0 THEN 100.0 ELSE 100.0 * (counted - surplus) / counted END
                    AS definition_compliance,
                to_canonical, reference_count AS "references",
                CASE reference_count WHEN 0 THEN 100.0 ELSE 100.0 * to_canonical / reference_count END
                    AS usage_compliance
            FROM figures
            ORDER BY domain;
        CREATE VIEW id_compliance AS
            SELECT coalesce(sum(s.standing <> 'scattered'), 0) AS canonical_or_delegating,
                count(s.ordinal) AS sites,
                CASE count(s.ordinal) WHEN 0 THEN 100.0
                    ELSE 100.0 * sum(s.standing <> 'scattered') / count(s.ordinal) END AS id_compliance
            FROM latest_scan AS scan
            LEFT JOIN site_rows AS s ON s.audit_id = scan.audit_id AND s.is_test_code = 0
            GROUP BY scan.id;
        DROP VIEW scan_history;
        CREATE VIEW scan_history AS
            SELECT scan.id AS scan, scan.root,
                strftime('%Y-%m-%dT%H:%M:%SZ', scan.started_at_ms / 1000, 'unixepoch') AS started_at,
                scan.commit_id, scan.tool_version, scan.rules_digest,
                scan.config_digest, scan.scope, scan.pattern, scan.files, scan.outlined, scan.lexed,
                scan.reused, audits.files_with_errors, audits.lines,
                (SELECT count(*) FROM manager_rows AS m WHERE m.audit_id = scan.audit_id) AS managers,
                (SELECT coalesce(sum(m.is_counted), 0) FROM manager_rows AS m
                    WHERE m.audit_id = scan.audit_id) AS counted,
                (SELECT count(*) FROM duplicate_group_rows AS g WHERE g.audit_id = scan.audit_id)
                    AS duplicate_groups,
                (SELECT count(*) FROM finding_rows AS f WHERE f.audit_id = scan.audit_id) AS findings,
                scan.walk_ms, scan.read_ms, scan.link_ms, scan.classify_ms, scan.store_ms
            FROM scans AS scan
            JOIN audits ON audits.id = scan.audit_id
            ORDER BY scan.id;

        """
}
