private import Crypto
private import Foundation
private import GRDB

/// A SQLite database whose tables hold identifiers. It is read, and copied; never changed.
struct SQLiteInput {
    private let path: String
    private let plan: ColumnPlan
    private let queue: DatabaseQueue
    /// The tables with columns of the plan, in order of their names, and their columns' slots.
    private let tables: [(name: String, slots: [Int])]

    init(_ input: MigrationSpec.Input, path: String? = nil, _ plan: ColumnPlan) throws(MigrationError) {
        self.path = path ?? input.path
        self.plan = plan
        var configuration = Configuration()
        configuration.readonly = true
        do {
            queue = try DatabaseQueue(path: self.path, configuration: configuration)
            let encoding = try queue.read { try String.fetchOne($0, sql: "PRAGMA encoding") }
            guard encoding == "UTF-8" else {
                throw MigrationError(
                    "\(self.path): is encoded in \(encoding ?? "nothing known"); only UTF-8 databases are migrated"
                )
            }
            var slots: [String: [Int]] = [:]
            for (slot, name) in plan.names.enumerated() {
                let exists = try queue.read { database in
                    try database.tableExists(name.table)
                        && database.columns(in: name.table).contains { $0.name == name.column }
                }
                guard exists else { throw MigrationError("\(self.path): has no column \(name)") }
                slots[name.table, default: []].append(slot)
            }
            tables = slots.keys.sorted().map { ($0, slots[$0] ?? []) }
        } catch { throw MapDatabase.fault(self.path, error) }
    }

    private func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    private func column(_ slot: Int) -> String { quoted(plan.names[slot].column) }

    // MARK: Reading

    /// Calls the visitor for each value.
    ///
    /// - Returns: how many rows there are.
    func read(_ visitor: LeafVisitor) throws(MigrationError) -> Int {
        var rewriter = ValueRewriter(plan)
        var count = 0
        do {
            try queue.read { database in
                for table in tables {
                    let list: String = table.slots.map { "CAST(\(column($0)) AS BLOB)" }.joined(
                        separator: ", ")
                    let rows = try Row.fetchCursor(database, sql: "SELECT \(list) FROM \(quoted(table.name))")
                    while let row = try rows.next() {
                        count += 1
                        for (index, slot) in table.slots.enumerated() {
                            guard let data = row[index] as Data? else { continue }
                            _ = try rewriter.rewrite(Self.cell(slot, [UInt8](data)), visitor)
                        }
                    }
                }
            }
        } catch { throw MapDatabase.fault(path, error) }
        return count
    }

    private static func cell(_ slot: Int, _ value: [UInt8]) -> Cell {
        Cell(slot: slot, value: value[...], raw: value[...], isPlainlyWritten: true)
    }

    /// What the schema says of the tables.
    func catalogue() throws(MigrationError) -> Catalogue {
        var catalogue = Catalogue()
        do {
            try queue.read { database in
                let names = try String.fetchAll(
                    database,
                    sql:
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
                )
                for table in names {
                    for key in try database.foreignKeys(on: table) {
                        for (child, parent) in key.mapping {
                            catalogue.foreignKeys.append(
                                Catalogue.ForeignKey(
                                    child: ColumnName(table: table, column: child),
                                    parent: ColumnName(table: key.destinationTable, column: parent)))
                        }
                    }
                }
            }
        } catch { throw MapDatabase.fault(path, error) }
        return catalogue
    }

    /// A digest of the schema and of every row of every table, whatever the order of the rows.
    func contentDigest() throws(MigrationError) -> String {
        do {
            return try queue.read { database in
                var whole = SHA256()
                let schema = try Row.fetchCursor(
                    database,
                    sql: "SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name")
                var tables: [String] = []
                while let row = try schema.next() {
                    let (type, name, sql): (String, String, String) = (row[0], row[1], row[2])
                    whole.update(data: Array("\(type)\u{0}\(name)\u{0}\(sql)\u{0}".utf8))
                    if type == "table" && (name == "sqlite_sequence" || !name.hasPrefix("sqlite_")) {
                        tables.append(name)
                    }
                }
                for table in tables {
                    var sum: (UInt64, UInt64) = (0, 0)
                    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM \(quoted(table))")
                    while let row = try rows.next() {
                        let hash = Array(SHA256.hash(data: Self.bytes(of: row)))
                        sum.0 &+= hash[..<8].reduce(0) { $0 << 8 | UInt64($1) }
                        sum.1 &+= hash[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
                    }
                    whole.update(data: Array("\(table) \(sum.0) \(sum.1)\n".utf8))
                }
                return String(decoding: Hexadecimal.digits(whole.finalize()), as: UTF8.self)
            }
        } catch { throw MapDatabase.fault(path, error) }
    }

    private static func bytes(of row: Row) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in row.databaseValues {
            let (tag, content): (UInt8, [UInt8]) =
                switch value.storage {
                case .null: (0, [])
                case .int64(let number): (1, Array(String(number).utf8))
                case .double(let number): (2, Array(String(number.bitPattern).utf8))
                case .string(let text): (3, Array(text.utf8))
                case .blob(let data): (4, [UInt8](data))
                }
            bytes.append(tag)
            bytes += Array(String(content.count).utf8) + [0x3A]
            bytes += content
        }
        return bytes
    }

    // MARK: Copying

    /// Makes a copy with the values that the visitor gives, in one transaction, and checks that it is whole and that as
    /// many foreign keys hold as before. Triggers do not fire.
    func copy(to target: String, _ visitor: LeafVisitor) throws(MigrationError) {
        let part = target + ".part"
        do {
            for ending in ["", "-wal", "-shm", "-journal"] {
                if FileManager.default.fileExists(atPath: part + ending) {
                    try FileManager.default.removeItem(atPath: part + ending)
                }
            }
            var configuration = Configuration()
            configuration.foreignKeysEnabled = false
            let copy = try DatabaseQueue(path: part, configuration: configuration)
            try queue.backup(to: copy)
            try rewrite(copy, visitor)
            try copy.close()
            guard let handle = FileHandle(forUpdatingAtPath: part) else {
                throw MigrationError("\(part): vanished; run the step again")
            }
            try handle.synchronize()
            try handle.close()
            // Sound: both paths are passed for the call only.
            guard unsafe rename(part, target) == 0 else {
                throw MigrationError("\(target): cannot be written")
            }
        } catch { throw MapDatabase.fault(target, error) }
    }

    private func rewrite(_ copy: DatabaseQueue, _ visitor: LeafVisitor) throws {
        let rewriting = Rewriting(ValueRewriter(plan), visitor)
        let function = DatabaseFunction("ssot_rewrite", argumentCount: 2) { values in
            guard let slot = Int.fromDatabaseValue(values[0]), let data = Data.fromDatabaseValue(values[1])
            else {
                return values[1]
            }
            return Data(try rewriting.value(slot, [UInt8](data)))
        }
        try copy.inDatabase { database in
            // The copy is thrown away if anything fails: it needs no journal of its own on the disk.
            try database.execute(
                sql: "PRAGMA cache_size = -65536; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE")
            let before = try violations(database)
            database.add(function: function)
            try database.inTransaction {
                let triggers = try Row.fetchAll(
                    database, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid"
                )
                for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(quoted(trigger[0]))") }
                for table in tables {
                    let list = table.slots.map { slot -> String in
                        let name = column(slot)
                        return "\(name) = CASE typeof(\(name)) WHEN 'text' THEN "
                            + "CAST(ssot_rewrite(\(slot), CAST(\(name) AS BLOB)) AS TEXT) ELSE \(name) END"
                    }.joined(separator: ", ")
                    try database.execute(sql: "UPDATE \(quoted(table.name)) SET \(list)")
                }
                for trigger in triggers { try database.execute(sql: trigger[1]) }
                return .commit
            }
            guard try violations(database) == before else {
                throw MigrationError(
                    "\(path): other foreign keys are broken in the copy than here; nothing was published")
            }
            let integrity = try String.fetchOne(database, sql: "PRAGMA integrity_check")
            guard integrity == "ok" else {
                throw MigrationError(
                    "\(path): the copy is damaged (\(integrity ?? "no answer")); nothing was published")
            }
        }
    }

    /// Broken foreign keys by table and key.
    private func violations(_ database: Database) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        let rows = try Row.fetchCursor(database, sql: "PRAGMA foreign_key_check")
        while let row = try rows.next() {
            let (table, key): (String, Int) = (row[0], row[3])
            counts["\(table) \(key)", default: 0] += 1
        }
        return counts
    }
}

extension ValueRewriter {
    mutating func rewrite(_ cell: Cell, _ visitor: LeafVisitor) throws(MigrationError) -> Replacement {
        try rewrite(cell, fits: visitor.fits, leaf: visitor.leaf, whole: visitor.whole)
    }
}

/// The state behind a SQL function, which SQLite calls on the one thread that runs the statement.
private final class Rewriting: @unchecked Sendable {
    // Sound: the function is called by the statement that this connection runs, and by nobody else.
    private var rewriter: ValueRewriter
    private let visitor: LeafVisitor

    init(_ rewriter: ValueRewriter, _ visitor: LeafVisitor) {
        self.rewriter = rewriter
        self.visitor = visitor
    }

    func value(_ slot: Int, _ bytes: [UInt8]) throws -> [UInt8] {
        let cell = Cell(slot: slot, value: bytes[...], raw: bytes[...], isPlainlyWritten: true)
        switch try rewriter.rewrite(cell, visitor) {
        case .same: return bytes
        case .value(let value), .raw(let value): return value
        }
    }
}
