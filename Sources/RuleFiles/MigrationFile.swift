package import IDMigration
import Yams

/// Reads the YAML file that says what `ssot ids migrate` works on.
package enum MigrationFile {
    /// - Parameters:
    ///   - path: the file's path, for messages; its folder is that of relative paths in it.
    ///   - text: what stands in it.
    /// - Throws: everything that is wrong with it.
    package static func read(path: String, text: String) throws(RuleFileError) -> MigrationSpec {
        var diagnostics: [RuleDiagnostic] = []
        guard let root = YAMLDocument.compose(path: path, text: text, &diagnostics) else {
            throw RuleFileError(diagnostics)
        }
        var reader = NodeReader(path: path)
        var inputs: [MigrationSpec.Input] = []
        if let fields = reader.fields(root, of: .migration) {
            reader.checkVersion(fields)
            inputs = fields["inputs"].flatMap { reader.list($0, "inputs") { input($1, &$0) } } ?? []
        }
        guard reader.diagnostics.isEmpty else { throw RuleFileError(reader.diagnostics) }
        return MigrationSpec(inputs: inputs)
    }

    private static func input(_ node: Node, _ reader: inout NodeReader) -> MigrationSpec
        .Input?
    {
        guard let fields = reader.fields(node, of: .migrationInput), let pathNode = fields["path"],
            let path = reader.text(pathNode, "path")
        else { return nil }
        let known = InputFormat.allCases.map(\.rawValue)
        let named = fields["format"].flatMap { reader.choice($0, "format", among: known, plural: "formats") }
        guard let format = named.flatMap(InputFormat.init(rawValue:)) ?? InputFormat.of(path: path) else {
            if fields["format"] == nil {
                reader.fail(
                    pathNode,
                    "the ending of \"\(path)\" says no format; add format: \(known.joined(separator: ", "))")
            }
            return nil
        }
        var delimiter = UInt8(ascii: path.contains(".tsv") ? "\t" : ",")
        if let node = fields["delimiter"], let text = reader.text(node, "delimiter") {
            if text.utf8.count == 1, let byte = text.utf8.first {
                delimiter = byte
            } else {
                reader.fail(node, "delimiter \"\(text)\" is not one ASCII character")
            }
        }
        let name = path.split(separator: "/").last ?? path[...]
        let table = String(name.split(separator: ".").first ?? name)
        var columns: [MigrationSpec.Column] = []
        for (key, keyNode, value) in fields["columns"].flatMap({ reader.pairs($0, "columns") }) ?? [] {
            let isText = format == .csv || format == .jsonl
            guard let name = isText ? ColumnName(table: table, column: key) : columnName(key) else {
                reader.fail(keyNode, "column \"\(key)\" of no table; write table.column")
                continue
            }
            if let column = column(name, value, &reader) { columns.append(column) }
        }
        return MigrationSpec.Input(
            path: reader.resolved(path), format: format, delimiter: delimiter,
            table: table,
            columns: columns)
    }

    private static func column(
        _ name: ColumnName, _ node: Node, _ reader: inout NodeReader
    ) -> MigrationSpec.Column? {
        let faults = reader.diagnostics.count
        guard let fields = reader.fields(node, of: .migrationColumn), reader.diagnostics.count == faults
        else {
            return nil
        }
        let contents = ["kind", "composite", "json"].compactMap { key in fields[key].map { (key, $0) } }
        guard contents.count == 1, let (key, value) = contents.first else {
            reader.fail(
                node,
                "column \"\(name)\" with \(contents.count) contents; give it one of kind, composite and json")
            return nil
        }
        let content: MigrationSpec.Content
        switch key {
        case "kind":
            guard let kind = reader.text(value, "kind") else { return nil }
            content = .kind(kind)
        case "composite":
            guard let template = reader.text(value, "composite") else { return nil }
            content = .composite(template)
        default:
            var paths: [String: String] = [:]
            for (path, _, kind) in reader.pairs(value, "json") ?? [] {
                paths[path] = reader.text(kind, "kind")
            }
            content = .json(paths)
        }
        var column = MigrationSpec.Column(name: name, content: content)
        if let node = fields["key"] { column.isKey = reader.flag(node, "key") ?? false }
        if let node = fields["references"], let text = reader.text(node, "references") {
            column.references = columnName(text)
            if column.references == nil {
                reader.fail(node, "references \"\(text)\" is no column; write table.column")
            }
        }
        return column
    }

    /// `schema.table.column`: the last dot parts them.
    private static func columnName(_ text: String) -> ColumnName? {
        guard let dot = text.lastIndex(of: "."), dot > text.startIndex, text.index(after: dot) < text.endIndex
        else {
            return nil
        }
        return ColumnName(table: String(text[..<dot]), column: String(text[text.index(after: dot)...]))
    }
}
