internal import GRDB

/// Gives each text its row in `strings`, and adds the row where there is none.
struct StringInterning {
    private var known: [ExactText: Int64] = [:]
    private var nextID: Int64
    private let isFresh: Bool
    private let find: PreparedStatement
    private let insert: PreparedStatement

    init(_ database: Database) throws {
        let last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM strings") ?? 0
        nextID = last + 1
        isFresh = last == 0
        find = try PreparedStatement("SELECT id FROM strings WHERE text = ?", of: database)
        insert = try PreparedStatement(into: "strings", columns: 2, of: database)
    }

    mutating func id(of text: String) throws -> Int64 {
        let key = ExactText(text)
        if let id = known[key] { return id }
        let id: Int64
        if !isFresh, let found = try find.first(text, read: { $0[0] as Int64 }) {
            id = found
        } else {
            id = nextID
            try insert.run(id, text)
            nextID += 1
        }
        known[key] = id
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
