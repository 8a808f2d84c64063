internal import GRDB

/// Gives each text its row in `strings`, and adds the row where there is none. Rows stand in the table after `flush`.
struct StringInterning {
    /// The rows that are known; good for as long as the transaction is open.
    private(set) var known: Known
    private let find: PreparedStatement
    private var rows: RowInserter

    struct Known: Sendable {
        fileprivate var ids: [ExactText: Int64] = [:]
        fileprivate var nextID: Int64
        fileprivate let isFresh: Bool
    }

    /// - Parameter known: what an earlier one of the same transaction knew.
    init(_ database: Database, known: Known? = nil) throws {
        if let known {
            self.known = known
        } else {
            let last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM strings") ?? 0
            self.known = Known(nextID: last + 1, isFresh: last == 0)
        }
        find = try PreparedStatement("SELECT id FROM strings WHERE text = ?", of: database)
        rows = try RowInserter(into: "strings", columns: 2, of: database)
    }

    /// Makes room for so many more texts.
    mutating func reserve(_ count: Int) { known.ids.reserveCapacity(known.ids.count + count) }

    mutating func flush() throws { try rows.flush() }

    mutating func id(of text: String) throws -> Int64 {
        let key = ExactText(text)
        if let id = known.ids[key] { return id }
        let id: Int64
        if !known.isFresh, let found = try find.first(text, read: { $0[0] as Int64 }) {
            id = found
        } else {
            id = known.nextID
            try rows.add(id, text)
            known.nextID += 1
        }
        known.ids[key] = id
        return id
    }
}

/// Reads texts by their row, each once.
struct StringLookup {
    private var known: [Int64: String] = [:]
    private let find: PreparedStatement

    init(_ database: Database) throws {
        find = try PreparedStatement("SELECT text FROM strings WHERE id = ?", of: database)
    }

    mutating func text(_ id: Int64) throws -> String {
        if let text = known[id] { return text }
        guard let text = try find.first(id, read: { $0[0] as String }) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "no string \(id)")
        }
        known[id] = text
        return text
    }
}
