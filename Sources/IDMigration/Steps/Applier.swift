private import Foundation
private import GRDB
import Identifiers

/// Carries a plan out: each input is copied with its identifiers replaced, into the migration's folder. The inputs stay
/// as they are. Killed at any moment and run again, it gives the same bytes.
package struct Applier {
    let folder: String
    let translator: Translator
    /// After how many records everything is brought to the disk.
    let recordsPerCheckpoint: Int

    package static let outputFolder = "migrated"

    package init(folder: String, translator: Translator, recordsPerCheckpoint: Int = 100_000) {
        self.folder = folder
        self.translator = translator
        self.recordsPerCheckpoint = recordsPerCheckpoint
    }

    /// What was written.
    package struct Result: Sendable, Hashable {
        package var outputs: [String]
        package var records: Int
    }

    /// - Parameter progress: called with the number of records of an input that are done.
    package func run(progress: (Int) throws(MigrationError) -> Void = { _ in }) throws(MigrationError)
        -> Result
    {
        let plan = try MigrationPlan.read(from: folder)
        try plan.requireKey(of: translator)
        let map = try MapDatabase(folder: folder, isNew: false)
        let layout = try Layout(MigrationSpec(inputs: plan.inputs.map(\.specification)))
        let outputs = folder + "/" + Self.outputFolder
        do {
            try FileManager.default.createDirectory(atPath: outputs, withIntermediateDirectories: true)
        } catch {
            throw MigrationError("\(outputs): \(error.localizedDescription)")
        }
        var result = Result(outputs: [], records: 0)
        for (index, input) in plan.inputs.enumerated() {
            let target = Self.output(of: input.specification, in: folder)
            if try !progressOf(index, in: map).isDone {
                try apply(index, input, layout, to: target, map, progress)
            }
            result.outputs.append(target)
            result.records += input.records
        }
        try History.note("apply", plan, "applied", in: map)
        return result
    }

    /// Where the migrated form of an input stands.
    package static func output(of input: MigrationSpec.Input, in folder: String) -> String {
        let name = input.path.split(separator: "/").last.map(String.init) ?? input.path
        return "\(folder)/\(outputFolder)/\(name)"
    }

    private func apply(
        _ index: Int, _ input: MigrationPlan.Input, _ layout: Layout, to target: String, _ map: MapDatabase,
        _ progress: (Int) throws(MigrationError) -> Void
    ) throws(MigrationError) {
        let specification = input.specification
        if specification.format == .sqlite {
            let database = try SQLiteInput(specification, layout.plans[index])
            guard try database.contentDigest() == input.contentDigest else {
                throw changed(specification.path)
            }
            try database.copy(to: target, visitor(index, layout, nil))
            try finish(index, records: input.records, map)
            return
        }
        let start = try progressOf(index, in: map).checkpoint
        var pass = try TextPass(specification, path: specification.path, layout.plans[index], from: start)
        var output = try OutputFile(target, length: start?.outputLength ?? 0)
        let spellings = Spellings(input: index, firstRecord: start?.records ?? 0)
        let visitor = visitor(index, layout, spellings)
        var scratch: [UInt8] = []
        while try pass.next(to: &scratch, visitor) {
            try output.append(&scratch)
            spellings.endRecord()
            guard pass.records % recordsPerCheckpoint == 0 else { continue }
            try output.synchronize()
            try save(
                index,
                Checkpoint(
                    records: pass.records, inputOffset: pass.offset, outputLength: output.length,
                    state: pass.format.state), spellings, isDone: false, map)
            try progress(pass.records)
        }
        // A resumed pass has not seen the start of the file; what it wrote is compared by `verify`.
        guard start != nil || pass.digest == input.contentDigest else { throw changed(specification.path) }
        guard pass.records == input.records else { throw changed(specification.path) }
        try output.publish()
        try save(
            index,
            Checkpoint(
                records: pass.records, inputOffset: pass.offset, outputLength: output.length,
                state: pass.format.state), spellings, isDone: true, map)
    }

    private func visitor(_ index: Int, _ layout: Layout, _ spellings: Spellings?) -> LeafVisitor {
        let start = layout.starts[index]
        return LeafVisitor(
            fits: Recognition.isKnown,
            leaf: { leaf, cell throws(MigrationError) in
                guard
                    case .mapped(let entry) = translator.outcome(cell.value, kind: layout.kinds[start + leaf]),
                    entry.rule != .unchanged
                else { return .same }
                if !cell.isPlainlyWritten { spellings?.note(entry.unified, cell.raw) }
                return .value(entry.unified)
            }, whole: { _, _, _ in })
    }

    private func changed(_ path: String) -> MigrationError {
        MigrationError("\(path): is not the file that was planned; plan again")
    }

    // MARK: Progress

    private func progressOf(
        _ input: Int, in map: MapDatabase
    ) throws(MigrationError) -> (checkpoint: Checkpoint?, isDone: Bool) {
        try map.read { database in
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT * FROM progress WHERE input = ?", arguments: [input])
            else { return (nil, false) }
            let state = try JSONDecoder().decode(FormatState.self, from: Data((row["state"] as String).utf8))
            let checkpoint = Checkpoint(
                records: row["records"], inputOffset: row["input_offset"], outputLength: row["output_length"],
                state: state)
            return (checkpoint, row["is_done"])
        }
    }

    private func finish(_ input: Int, records: Int, _ map: MapDatabase) throws(MigrationError) {
        let checkpoint = Checkpoint(records: records, inputOffset: 0, outputLength: 0, state: FormatState())
        try save(input, checkpoint, Spellings(input: input), isDone: true, map)
    }

    private func save(
        _ input: Int, _ checkpoint: Checkpoint, _ spellings: Spellings, isDone: Bool, _ map: MapDatabase
    ) throws(MigrationError) {
        try map.write { database in
            let state = String(decoding: try JSONEncoder().encode(checkpoint.state), as: UTF8.self)
            try database.execute(
                sql: "INSERT OR REPLACE INTO progress VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    input, checkpoint.records, checkpoint.inputOffset, checkpoint.outputLength, state, isDone,
                ])
            try spellings.save(to: database)
        }
    }
}
