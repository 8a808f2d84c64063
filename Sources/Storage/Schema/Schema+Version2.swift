extension Schema {
    /// Duplicates, ID-making sites, waivers in comments, and findings. Audits of version 1 have none of these; their
    /// inputs carry another version of the outlines, so that none is taken for a complete one.
    static let version2 =
        version2Tables + version2Views

    private static let version2Tables = """
        ALTER TABLE manager_rows ADD COLUMN service TEXT NOT NULL DEFAULT '';
        ALTER TABLE manager_rows ADD COLUMN contents TEXT NOT NULL DEFAULT '';
        CREATE TABLE manager_member_rows (
            audit_id INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            name_id INTEGER NOT NULL,
            kind TEXT NOT NULL,
            parameters_id INTEGER NOT NULL,
            is_async INTEGER NOT NULL,
            is_inherited INTEGER NOT NULL,
            PRIMARY KEY (audit_id, owner, ordinal),
            FOREIGN KEY (audit_id, owner) REFERENCES manager_rows
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE manager_import_rows (
            audit_id INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            name_id INTEGER NOT NULL,
            production_files INTEGER NOT NULL,
            test_files INTEGER NOT NULL,
            PRIMARY KEY (audit_id, owner, ordinal),
            FOREIGN KEY (audit_id, owner) REFERENCES manager_rows
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE revisions (
            inputs_digest BLOB NOT NULL PRIMARY KEY CHECK (length(inputs_digest) = 32),
            audit_id INTEGER NOT NULL REFERENCES audits,
            root TEXT NOT NULL,
            "commit" TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE duplicate_group_rows (
            audit_id INTEGER NOT NULL REFERENCES audits,
            ordinal INTEGER NOT NULL,
            kind TEXT NOT NULL,
            domain_id INTEGER NOT NULL,
            is_across_services INTEGER NOT NULL,
            PRIMARY KEY (audit_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE duplicate_member_rows (
            audit_id INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            symbol_id INTEGER NOT NULL,
            name_id INTEGER NOT NULL,
            qualified_name_id INTEGER NOT NULL,
            path_id INTEGER NOT NULL,
            line INTEGER NOT NULL,
            "column" INTEGER NOT NULL,
            end_line INTEGER NOT NULL,
            service TEXT NOT NULL,
            role TEXT,
            canonical TEXT NOT NULL,
            is_test_code INTEGER NOT NULL,
            is_shadowed INTEGER NOT NULL,
            is_placeholder INTEGER NOT NULL,
            contents TEXT NOT NULL,
            PRIMARY KEY (audit_id, owner, ordinal),
            FOREIGN KEY (audit_id, owner) REFERENCES duplicate_group_rows
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE duplicate_pair_rows (
            audit_id INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            left_member INTEGER NOT NULL,
            right_member INTEGER NOT NULL,
            kind TEXT NOT NULL,
            score REAL NOT NULL,
            PRIMARY KEY (audit_id, owner, ordinal),
            FOREIGN KEY (audit_id, owner) REFERENCES duplicate_group_rows
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE site_rows (
            audit_id INTEGER NOT NULL REFERENCES audits,
            ordinal INTEGER NOT NULL,
            path_id INTEGER NOT NULL,
            line INTEGER NOT NULL,
            symbol_id INTEGER NOT NULL,
            scope_id INTEGER NOT NULL,
            sink_name_id INTEGER NOT NULL,
            sink TEXT NOT NULL,
            source TEXT NOT NULL,
            bits INTEGER NOT NULL,
            format_id INTEGER NOT NULL,
            concept_id INTEGER NOT NULL,
            standing TEXT NOT NULL,
            replacement_id INTEGER NOT NULL,
            is_test_code INTEGER NOT NULL,
            PRIMARY KEY (audit_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE site_evidence_rows (
            audit_id INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            aspect TEXT NOT NULL,
            rule_id INTEGER NOT NULL,
            weight REAL NOT NULL,
            detail_id INTEGER NOT NULL,
            line INTEGER NOT NULL,
            PRIMARY KEY (audit_id, owner, ordinal),
            FOREIGN KEY (audit_id, owner) REFERENCES site_rows
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE allowance_rows (
            audit_id INTEGER NOT NULL REFERENCES audits,
            ordinal INTEGER NOT NULL,
            path_id INTEGER NOT NULL,
            line INTEGER NOT NULL,
            first_line INTEGER NOT NULL,
            last_line INTEGER NOT NULL,
            rule_id INTEGER NOT NULL,
            reason_id INTEGER NOT NULL,
            PRIMARY KEY (audit_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE finding_rows (
            audit_id INTEGER NOT NULL REFERENCES audits,
            ordinal INTEGER NOT NULL,
            rule_id INTEGER NOT NULL,
            severity TEXT NOT NULL,
            domain_id INTEGER NOT NULL,
            symbol_id INTEGER NOT NULL,
            qualified_name_id INTEGER NOT NULL,
            path_id INTEGER NOT NULL,
            line INTEGER NOT NULL,
            "column" INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            fix_id INTEGER NOT NULL,
            is_test_code INTEGER NOT NULL,
            contents TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            PRIMARY KEY (audit_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE finding_evidence_rows (
            audit_id INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            aspect TEXT NOT NULL,
            rule_id INTEGER NOT NULL,
            weight REAL NOT NULL,
            detail_id INTEGER NOT NULL,
            line INTEGER NOT NULL,
            PRIMARY KEY (audit_id, owner, ordinal),
            FOREIGN KEY (audit_id, owner) REFERENCES finding_rows
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE finding_place_rows (
            audit_id INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            symbol_id INTEGER NOT NULL,
            path_id INTEGER NOT NULL,
            line INTEGER NOT NULL,
            note_id INTEGER NOT NULL,
            PRIMARY KEY (audit_id, owner, ordinal),
            FOREIGN KEY (audit_id, owner) REFERENCES finding_rows
        ) STRICT, WITHOUT ROWID;

        """
}
