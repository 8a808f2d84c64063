import GRDB

/// A database as the SQL that makes it: what the shell's `.dump` prints, but for the order and the names of columns.
enum Dump {
    static func text(of database: Database) throws -> String {
        var lines = ["PRAGMA foreign_keys=OFF;", "BEGIN TRANSACTION;"]
        let entries = try Row.fetchAll(
            database, sql: "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
        for entry in entries {
            let (type, name, sql): (String, String, String) = (entry[0], entry[1], entry[2])
            // SQLite makes its own tables, and fills them as others are filled.
            let isInternal = name.hasPrefix("sqlite_")
            lines.append(isInternal ? "DELETE FROM \(name);" : sql + ";")
            guard type == "table" else { continue }
            for row in try Row.fetchAll(database, sql: "SELECT * FROM \(name)") {
                let values = row.databaseValues.map(literal).joined(separator: ",")
                lines.append("INSERT INTO \(name) VALUES(\(values));")
            }
        }
        return (lines + ["COMMIT;", ""]).joined(separator: "\n")
    }

    private static func literal(_ value: DatabaseValue) -> String {
        switch value.storage {
        case .null: "NULL"
        case .int64(let number): String(number)
        case .double(let number): String(number)
        case .string(let text): "'" + text.replacing("'", with: "''") + "'"
        case .blob(let bytes): "x'" + bytes.map { hexadecimal($0) }.joined() + "'"
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
    }
}
