private import Foundation
private import GRDB

/// The map as SQL for the database of an application that has to go on accepting old identifiers.
package struct AliasTable {
    let folder: String

    package init(folder: String) { self.folder = folder }

    /// Hands over the SQL in parts, in order of kind and legacy identifier.
    package func write(_ part: (String) -> Void) throws(MigrationError) {
        // A map without a plan is unfinished.
        _ = try MigrationPlan.read(from: folder)
        let map = try MapDatabase(folder: folder, isNew: false)
        part(
            """
            CREATE TABLE id_aliases (
                kind varchar(63) NOT NULL,
                legacy text NOT NULL,
                unified varchar(90) NOT NULL,
                PRIMARY KEY (kind, legacy)
            );

            """)
        try map.read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT kind, legacy, unified FROM map WHERE rule <> 'unchanged' ORDER BY kind, legacy")
            while let row = try rows.next() {
                let values =
                    [row[0] as String] + [1, 2].map { String(decoding: row[$0] as Data, as: UTF8.self) }
                let list = values.map { "'" + $0.replacing("'", with: "''") + "'" }.joined(separator: ", ")
                part("INSERT INTO id_aliases VALUES (\(list));\n")
            }
        }
    }
}
