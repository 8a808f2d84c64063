private import Foundation
import GRDB

/// Values that were written in another way than this tool would write them, such as `caf\u00e9` in JSON: kept, so
/// that the way back gives the very bytes.
final class Spellings {
    private let input: Int
    private var record = 0
    private var cell = 0
    private var noted: [Row] = []

    private struct Row {
        var record: Int
        var cell: Int
        var unified: [UInt8]
        var raw: [UInt8]
    }

    init(input: Int, firstRecord: Int = 0) {
        self.input = input
        record = firstRecord
    }

    /// Notes the spelling of an identifier of the current record.
    func note(_ unified: [UInt8], _ raw: ArraySlice<UInt8>) {
        noted.append(Row(record: record, cell: cell, unified: unified, raw: Array(raw)))
        cell += 1
    }

    func endRecord() {
        record += 1
        cell = 0
    }

    func save(to database: Database) throws {
        for row in noted {
            try database.execute(
                sql: "INSERT OR REPLACE INTO spellings VALUES (?, ?, ?, ?, ?)",
                arguments: [input, row.record, row.cell, Data(row.unified), Data(row.raw)])
        }
        noted.removeAll()
    }

    /// What was noted of a record: spellings by unified identifier, in order.
    static func load(_ database: Database, input: Int, record: Int) throws -> [(
        unified: [UInt8], raw: [UInt8]
    )] {
        let statement = try database.cachedStatement(
            sql: "SELECT unified, raw FROM spellings WHERE input = ? AND record = ? ORDER BY cell")
        return try GRDB.Row.fetchAll(statement, arguments: [input, record]).map { row in
            ([UInt8](row[0] as Data), [UInt8](row[1] as Data))
        }
    }
}
