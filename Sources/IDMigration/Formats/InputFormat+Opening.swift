extension MigrationSpec.Input {
    /// The format of a text file; a database has none.
    func recordFormat() -> any RecordFormat {
        switch format {
        case .csv: CSVFormat(table: table, delimiter: delimiter)
        case .jsonl: JSONLinesFormat(table: table)
        case .dump, .sqlite: DumpFormat()
        }
    }
}
