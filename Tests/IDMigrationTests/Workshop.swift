import Foundation
import TestKit

@testable import IDMigration

/// A folder with inputs that hold legacy identifiers of every format, and a migration of them.
struct Workshop {
    private let place: TemporaryFolder
    let translator: Translator

    init() throws {
        place = try TemporaryFolder()
        translator = try Translator(key: Array("a key of tests, 24 bytes".utf8))
    }

    var path: String { place.path }
    var folder: String { path + "/migration" }

    func write(_ text: String, to name: String) throws { try place.write(name, text) }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path + "/" + name)), as: UTF8.self)
    }

    func migrated(_ name: String) throws -> String { try text("migration/migrated/" + name) }

    func plan(_ inputs: [MigrationSpec.Input], keepsUnknown: Bool = false) throws -> Planner.Result {
        try Planner(
            MigrationSpec(inputs: inputs), folder: folder, translator: translator, keepsUnknown: keepsUnknown,
            toolVersion: "test"
        ).run()
    }

    func apply() throws { _ = try Applier(folder: folder, translator: translator).run() }

    /// The checks that do not hold.
    func failures() throws -> [Verifier.Check] {
        try Verifier(folder: folder, translator: translator).run().filter { !$0.holds }
    }

    /// An input of a text format, columns by name: a kind, and `key` or `-> table.column` behind it.
    func input(_ name: String, _ format: InputFormat, _ columns: [(String, String)]) -> MigrationSpec.Input {
        let table = String(name.prefix { $0 != "." })
        return MigrationSpec.Input(
            path: path + "/" + name, format: format, table: table,
            columns: columns.map { column, text in
                let words = text.split(separator: " ").map(String.init)
                return MigrationSpec.Column(
                    name: format == .csv || format == .jsonl
                        ? ColumnName(table: table, column: column) : Self.name(column),
                    content: .kind(words[0]), isKey: words.dropFirst().first == "key",
                    references: words.count == 3 ? Self.name(words[2]) : nil)
            })
    }

    static func name(_ text: String) -> ColumnName {
        let dot = text.lastIndex(of: ".") ?? text.startIndex
        return ColumnName(table: String(text[..<dot]), column: String(text[text.index(after: dot)...]))
    }
}
