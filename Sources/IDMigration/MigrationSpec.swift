/// What is to be migrated: files, and which of their columns hold which kind of identifier.
package struct MigrationSpec: Sendable, Hashable, Codable {
    package var inputs: [Input]

    package init(inputs: [Input]) { self.inputs = inputs }

    package struct Input: Sendable, Hashable, Codable {
        package var path: String
        package var format: InputFormat
        /// Between the fields of a CSV file.
        package var delimiter: UInt8
        /// The table that a CSV or JSON lines file is; dumps and databases name theirs.
        package var table: String
        package var columns: [Column]

        package init(
            path: String, format: InputFormat, delimiter: UInt8 = UInt8(ascii: ","), table: String,
            columns: [Column]
        ) {
            self.path = path
            self.format = format
            self.delimiter = delimiter
            self.table = table
            self.columns = columns
        }
    }

    package struct Column: Sendable, Hashable, Codable {
        package var name: ColumnName
        package var content: Content
        /// Whether each value is that of one row: no legacy identifier may stand in two.
        package var isKey: Bool
        /// The column whose values these are.
        package var references: ColumnName?

        package init(name: ColumnName, content: Content, isKey: Bool = false, references: ColumnName? = nil) {
            self.name = name
            self.content = content
            self.isKey = isKey
            self.references = references
        }
    }

    /// What the values of a column are.
    package enum Content: Sendable, Hashable, Codable {
        /// Identifiers of one kind, by its prefix.
        case kind(String)
        /// Several joined by other text, `{user}_{thread}_{*}`; `{*}` is text that stays.
        case composite(String)
        /// JSON documents with identifiers of the given kinds at the given paths.
        case json([String: String])
    }
}

/// The formats that a migration reads and writes.
package enum InputFormat: String, Sendable, Hashable, Codable, CaseIterable {
    case csv, jsonl, dump, sqlite

    /// The format that a file's name says, `.gz` apart; nil where it says none.
    package static func of(path: String) -> InputFormat? {
        let name = path.hasSuffix(".gz") ? path.dropLast(3) : path[...]
        let endings: [(String, InputFormat)] = [
            (".csv", .csv), (".tsv", .csv), (".jsonl", .jsonl), (".ndjson", .jsonl), (".sql", .dump),
            (".sqlite", .sqlite), (".sqlite3", .sqlite), (".db", .sqlite),
        ]
        return endings.first { name.hasSuffix($0.0) }?.1
    }
}
