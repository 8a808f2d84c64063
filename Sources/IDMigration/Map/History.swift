private import Foundation
private import GRDB

/// The row that says who did what to the data, and with which plan.
enum History {
    static func note(
        _ step: String, _ plan: MigrationPlan, _ result: String, in map: MapDatabase
    ) throws(MigrationError) {
        let hash = try plan.hash()
        try map.write { database in
            try database.execute(
                sql: """
                    INSERT INTO history (step, started_at, user, tool_version, plan_hash, result)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    step, Date().formatted(.iso8601), NSUserName(), plan.toolVersion, hash, result,
                ])
        }
    }
}
