private import Crypto
private import Foundation
private import GRDB
import Identifiers

/// Reads the inputs, decides about each value, writes the map, and says what an application will do. Nothing but the
/// migration's own folder is written.
package struct Planner {
    let specification: MigrationSpec
    let folder: String
    let translator: Translator
    let keepsUnknown: Bool
    let toolVersion: String

    package init(
        _ specification: MigrationSpec, folder: String, translator: Translator, keepsUnknown: Bool,
        toolVersion: String
    ) {
        self.specification = specification
        self.folder = folder
        self.translator = translator
        self.keepsUnknown = keepsUnknown
        self.toolVersion = toolVersion
    }

    /// The plan, and why it cannot be carried out: empty where it can.
    package struct Result {
        package var plan: MigrationPlan
        package var refusals: [String]
    }

    /// Makes the plan and writes it with its map into the folder, which is made.
    package func run() throws(MigrationError) -> Result {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw MigrationError("\(folder): \(error.localizedDescription)")
        }
        let layout = try Layout(specification)
        // What is killed from here on leaves no plan that speaks of another map.
        try? FileManager.default.removeItem(atPath: folder + "/" + MigrationPlan.fileName)
        let map = try MapDatabase(folder: folder, isNew: true)
        let survey = Survey(layout, translator, MapCollector(map))
        var inputs: [MigrationPlan.Input] = []
        for index in specification.inputs.indices { inputs.append(try survey.read(index)) }
        try survey.finish()
        try layout.checkForeignKeys(survey.foreignKeys)
        var refusals = try self.refusals(inputs, layout, map)
        refusals += try collisions(map)
        let plan = MigrationPlan(
            toolVersion: toolVersion, keyID: translator.keyID, keepsUnknown: keepsUnknown, inputs: inputs,
            references: try references(layout, survey, map),
            mapped: try map.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM map") ?? 0 })
        if refusals.isEmpty { try plan.write(to: folder) }
        try History.note("plan", plan, refusals.isEmpty ? "planned" : "refused", in: map)
        return Result(plan: plan, refusals: refusals)
    }

    private func refusals(
        _ inputs: [MigrationPlan.Input], _ layout: Layout, _ map: MapDatabase
    ) throws(MigrationError) -> [String] {
        var refusals: [String] = []
        for tally in inputs.flatMap(\.columns) {
            if !keepsUnknown, tally.refused > 0 {
                refusals.append(
                    "\(tally.name): \(tally.unknown) unknown and \(tally.ambiguous) ambiguous values, such as "
                        + tally.samples.joined(separator: ", "))
            }
            if let width = tally.width, tally.longest > width {
                refusals.append(
                    "\(tally.name): holds \(width) characters, and the new identifiers have \(tally.longest); widen it first"
                )
            }
        }
        for (index, leaf) in layout.leaves.enumerated() where leaf.isKey {
            let count = try map.read {
                try Int.fetchOne(
                    $0, sql: "SELECT count(*) FROM parents WHERE \"column\" = ? AND rows > 1",
                    arguments: [index]) ?? 0
            }
            if count > 0 {
                refusals.append(
                    "\(leaf.name): \(count) identifiers stand in more than one row; two rows would stay one for ever: mend them first"
                )
            }
        }
        return refusals
    }

    /// Legacy identifiers that would become one; where there are none, the inverse of the map is indexed.
    private func collisions(_ map: MapDatabase) throws(MigrationError) -> [String] {
        let found = try map.write { database in
            // Counted first: a map without a journal cannot take a broken index back.
            let count =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM (SELECT 1 FROM map GROUP BY kind, unified HAVING count(*) > 1)
                        """) ?? 0
            if count == 0 { try database.execute(sql: "CREATE UNIQUE INDEX inverse ON map (kind, unified)") }
            return count
        }
        return found == 0
            ? []
            : [
                "\(found) unified identifiers stand for several legacy ones, which differ in case or hyphens only; make these one spelling first"
            ]
    }

    private func references(
        _ layout: Layout, _ survey: Survey, _ map: MapDatabase
    ) throws(MigrationError) -> [MigrationPlan.Reference] {
        var references: [MigrationPlan.Reference] = []
        for (index, reference) in layout.references.enumerated() {
            references.append(
                MigrationPlan.Reference(
                    child: layout.leaves[reference.child].name, parent: layout.leaves[reference.parent].name,
                    rows: survey.edges[index].rows,
                    orphans: try Survey.orphans(of: index, parent: reference.parent, in: map),
                    checksum: survey.edges[index].checksum))
        }
        return references
    }
}
