package import Digests
internal import GRDB

extension AuditDatabase {
    /// The stored outlines of contents, made by one version of the analyzer; those that are not stored are
    /// left out.
    ///
    /// - Complexity: O(n log m) for n hashes among m stored outlines.
    package func loadOutlines(_ hashes: [Digest], analyzer: Int) throws(StoreError) -> [Digest: [UInt8]] {
        try reading { database in
            var outlines: [Digest: [UInt8]] = [:]
            outlines.reserveCapacity(hashes.count)
            let find = try PreparedStatement(
                "SELECT outline FROM outlines WHERE analyzer = ? AND content_hash = ?", of: database)
            for hash in hashes where outlines[hash] == nil {
                outlines[hash] = try find.first(analyzer, hash) { $0[0] as [UInt8] }
            }
            return outlines
        }
    }

    /// What is known of all files of an audited root, in order of path, by bytes.
    package func fileStates(root: String) throws(StoreError) -> [FileState] {
        try reading { database in
            var states: [FileState] = []
            let select = try PreparedStatement(
                """
                SELECT path, size, modified_ns, changed_ns, inode, device, content_hash
                FROM file_states WHERE root = ? ORDER BY path
                """, of: database)
            try select.forEach(root) { row in
                guard let hash = row.digest(6) else { return }
                states.append(
                    FileState(
                        path: row[0], size: row[1], modified: row[2], changed: row[3],
                        inode: UInt64(bitPattern: row[4]), device: UInt64(bitPattern: row[5]),
                        contentHash: hash))
            }
            return states
        }
    }

    static func write(_ outlines: [StoredOutline], to database: Database) throws {
        // another scan may have stored the same outline since this one looked
        let insert = try PreparedStatement(
            "INSERT INTO outlines VALUES (NULL, ?, ?, ?) ON CONFLICT DO NOTHING", of: database)
        for outline in outlines { try insert.run(outline.analyzer, outline.contentHash, outline.bytes) }
    }

    static func write(_ changes: FileStateChanges, root: String, to database: Database) throws {
        let delete = try PreparedStatement(
            "DELETE FROM file_states WHERE root = ? AND path = ?", of: database)
        for path in changes.removed { try delete.run(root, path) }
        let upsert = try PreparedStatement(
            "INSERT OR REPLACE INTO file_states VALUES (?, ?, ?, ?, ?, ?, ?, ?)", of: database)
        for state in changes.written {
            try upsert.run(
                root, state.path, state.size, state.modified, state.changed, Int64(bitPattern: state.inode),
                Int64(bitPattern: state.device), state.contentHash)
        }
    }
}

extension AuditDatabase {
    /// The contents whose outlines are stored, made by one version of the analyzer.
    package func outlineHashes(analyzer: Int) throws(StoreError) -> Set<Digest> {
        try reading { database in
            var hashes: Set<Digest> = []
            let select = try PreparedStatement(
                "SELECT content_hash FROM outlines WHERE analyzer = ?", of: database)
            try select.forEach(analyzer) { row in
                if let hash = row.digest(0) { hashes.insert(hash) }
            }
            return hashes
        }
    }
}
