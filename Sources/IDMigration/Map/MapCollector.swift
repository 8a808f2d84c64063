private import Foundation
private import GRDB

/// Gathers what a pass over the inputs meets, in memory that does not grow with them: whenever enough has come
/// together, it goes to the map's file, which brings it into order at the end.
struct MapCollector {
    private let map: MapDatabase
    private var entries: [Key: Item] = [:]
    private var parents: [Place: Int64] = [:]
    private var children: [Place: Int64] = [:]
    private var pending = 0

    /// How many items are kept in memory: about 40 MB.
    private static let limit = 150_000

    private struct Key: Hashable {
        var kind: String
        var legacy: [UInt8]
    }

    private struct Item {
        var entry: MapEntry
        var column: Int
        var rows: Int64
    }

    /// A value, by its hash, in a column or reference.
    private struct Place: Hashable {
        var index: Int
        var hash: Int64
    }

    init(_ map: MapDatabase) { self.map = map }

    /// Notes a value of a column, and what becomes of it.
    mutating func add(_ entry: MapEntry, column: Int) throws(MigrationError) {
        let key = Key(kind: entry.kind, legacy: entry.legacy)
        if entries[key] != nil {
            entries[key]?.rows += 1
        } else {
            entries[key] = Item(entry: entry, column: column, rows: 1)
            try grow()
        }
    }

    /// Notes a row of a column that is a key or that others refer to.
    mutating func addParent(_ hash: Int64, column: Int) throws(MigrationError) {
        let place = Place(index: column, hash: hash)
        if parents[place] == nil { try grow() }
        parents[place, default: 0] += 1
    }

    mutating func addChild(_ hash: Int64, reference: Int) throws(MigrationError) {
        let place = Place(index: reference, hash: hash)
        if children[place] == nil { try grow() }
        children[place, default: 0] += 1
    }

    private mutating func grow() throws(MigrationError) {
        pending += 1
        if pending >= Self.limit { try flush() }
    }

    /// Brings everything to the map, and the map into order.
    mutating func finish() throws(MigrationError) {
        try flush()
        (entries, parents, children) = ([:], [:], [:])
        try map.settle()
    }

    private mutating func flush() throws(MigrationError) {
        let (items, parents, children) = (entries, parents, children)
        try map.write { database in
            let insert = try database.cachedStatement(
                sql: "INSERT INTO met VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            for item in items.values {
                let entry = item.entry
                try insert.execute(arguments: [
                    entry.kind, Data(entry.legacy), Data(entry.unified), entry.rule.rawValue, entry.form,
                    entry.milliseconds, entry.thread.map { Data($0) }, entry.user.map { Data($0) },
                    item.column, item.rows,
                ])
            }
            let insertParent = try database.cachedStatement(sql: "INSERT INTO met_parents VALUES (?, ?, ?)")
            for (place, rows) in parents {
                try insertParent.execute(arguments: [place.index, place.hash, rows])
            }
            let insertChild = try database.cachedStatement(sql: "INSERT INTO children VALUES (?, ?, ?)")
            for (place, rows) in children {
                try insertChild.execute(arguments: [place.index, place.hash, rows])
            }
        }
        entries.removeAll(keepingCapacity: true)
        self.parents.removeAll(keepingCapacity: true)
        self.children.removeAll(keepingCapacity: true)
        pending = 0
    }
}
