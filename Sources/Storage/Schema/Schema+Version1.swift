extension Schema {
    /// Tables first, then the views that are described in Storage.docc.
    ///
    /// Rows that belong to an audit are keyed by its id and their place in it, so that they are written and
    /// read in key order without further indexes. Texts that repeat stand once, in `strings`.
    static let version1 = version1Tables + version1Views

    private static let version1Tables = """
        CREATE TABLE strings (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE outlines (
            id INTEGER PRIMARY KEY,
            analyzer INTEGER NOT NULL,
            content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
            outline BLOB NOT NULL,
            UNIQUE (analyzer, content_hash)
        ) STRICT;
        CREATE TABLE file_states (
            root TEXT NOT NULL,
            path TEXT NOT NULL,
            size INTEGER NOT NULL,
            modified_ns INTEGER NOT NULL,
            changed_ns INTEGER NOT NULL,
            inode INTEGER NOT NULL,
            device INTEGER NOT NULL,
            content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
            PRIMARY KEY (root, path)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE audits (
            id INTEGER PRIMARY KEY,
            inputs_digest BLOB NOT NULL UNIQUE CHECK (length(inputs_digest) = 32),
            walked_files INTEGER NOT NULL,
            source_files INTEGER NOT NULL,
            outlined_files INTEGER NOT NULL,
            files_with_errors INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            lines INTEGER NOT NULL,
            classes INTEGER NOT NULL,
            functions INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE manager_rows (
            audit_id INTEGER NOT NULL REFERENCES audits,
            ordinal INTEGER NOT NULL,
            symbol_id INTEGER NOT NULL,
            name_id INTEGER NOT NULL,
            qualified_name_id INTEGER NOT NULL,
            path_id INTEGER NOT NULL,
            line INTEGER NOT NULL,
            "column" INTEGER NOT NULL,
            end_line INTEGER NOT NULL,
            kind TEXT NOT NULL,
            language_id INTEGER NOT NULL,
            role TEXT NOT NULL,
            domain_id INTEGER NOT NULL,
            is_test_code INTEGER NOT NULL,
            is_shadowed INTEGER NOT NULL,
            is_counted INTEGER NOT NULL,
            canonical TEXT NOT NULL,
            target_id INTEGER,
            method_count INTEGER NOT NULL,
            production_references INTEGER NOT NULL,
            test_references INTEGER NOT NULL,
            PRIMARY KEY (audit_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE manager_evidence_rows (
            audit_id INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            aspect TEXT NOT NULL,
            rule_id INTEGER NOT NULL,
            weight REAL NOT NULL,
            detail_id INTEGER NOT NULL,
            line INTEGER NOT NULL,
            PRIMARY KEY (audit_id, owner, ordinal),
            FOREIGN KEY (audit_id, owner) REFERENCES manager_rows
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE reference_rows (
            audit_id INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            path_id INTEGER NOT NULL,
            line INTEGER NOT NULL,
            scope_id INTEGER NOT NULL,
            count INTEGER NOT NULL,
            is_test_code INTEGER NOT NULL,
            PRIMARY KEY (audit_id, owner, ordinal),
            FOREIGN KEY (audit_id, owner) REFERENCES manager_rows
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE identifier_rows (
            audit_id INTEGER NOT NULL REFERENCES audits,
            ordinal INTEGER NOT NULL,
            symbol_id INTEGER NOT NULL,
            name_id INTEGER NOT NULL,
            qualified_name_id INTEGER NOT NULL,
            path_id INTEGER NOT NULL,
            line INTEGER NOT NULL,
            "column" INTEGER NOT NULL,
            language_id INTEGER NOT NULL,
            kind TEXT NOT NULL,
            concept_id INTEGER NOT NULL,
            is_test_code INTEGER NOT NULL,
            PRIMARY KEY (audit_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE identifier_evidence_rows (
            audit_id INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            aspect TEXT NOT NULL,
            rule_id INTEGER NOT NULL,
            weight REAL NOT NULL,
            detail_id INTEGER NOT NULL,
            line INTEGER NOT NULL,
            PRIMARY KEY (audit_id, owner, ordinal),
            FOREIGN KEY (audit_id, owner) REFERENCES identifier_rows
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE skip_rows (
            audit_id INTEGER NOT NULL REFERENCES audits,
            ordinal INTEGER NOT NULL,
            path_id INTEGER NOT NULL,
            reason TEXT NOT NULL,
            is_source INTEGER NOT NULL,
            detail_id INTEGER NOT NULL,
            PRIMARY KEY (audit_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE shadowed_module_rows (
            audit_id INTEGER NOT NULL REFERENCES audits,
            ordinal INTEGER NOT NULL,
            path_id INTEGER NOT NULL,
            shadowed_by_id INTEGER NOT NULL,
            PRIMARY KEY (audit_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE dangling_import_rows (
            audit_id INTEGER NOT NULL REFERENCES audits,
            ordinal INTEGER NOT NULL,
            path_id INTEGER NOT NULL,
            line INTEGER NOT NULL,
            name_id INTEGER NOT NULL,
            PRIMARY KEY (audit_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE scans (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            audit_id INTEGER NOT NULL REFERENCES audits,
            root TEXT NOT NULL,
            started_at_ms INTEGER NOT NULL,
            commit_id TEXT,
            tool_version TEXT NOT NULL,
            rules_digest TEXT NOT NULL,
            config_digest TEXT NOT NULL,
            scope TEXT NOT NULL,
            pattern TEXT NOT NULL,
            walk_ms REAL NOT NULL,
            read_ms REAL NOT NULL,
            link_ms REAL NOT NULL,
            classify_ms REAL NOT NULL,
            store_ms REAL NOT NULL,
            files INTEGER NOT NULL,
            outlined INTEGER NOT NULL,
            lexed INTEGER NOT NULL,
            reused INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE budgets (
            scan_id INTEGER NOT NULL REFERENCES scans,
            domain TEXT NOT NULL,
            budget INTEGER NOT NULL,
            PRIMARY KEY (scan_id, domain)
        ) STRICT, WITHOUT ROWID;

        """
}
