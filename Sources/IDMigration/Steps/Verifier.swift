private import Foundation
import Identifiers

/// Proves a migration from its files alone: the way back gives the very input, no legacy identifier is left, and every
/// reference points where it pointed.
package struct Verifier {
    let folder: String
    let translator: Translator

    package init(folder: String, translator: Translator) {
        self.folder = folder
        self.translator = translator
    }

    /// One thing that was checked.
    package struct Check: Sendable, Hashable {
        package var name: String
        package var holds: Bool
        package var detail: String
    }

    /// - Returns: every check, in the order of the inputs, then of the references.
    package func run() throws(MigrationError) -> [Check] {
        let plan = try MigrationPlan.read(from: folder)
        try plan.requireKey(of: translator)
        let map = try MapDatabase(folder: folder, isNew: false)
        let layout = try Layout(MigrationSpec(inputs: plan.inputs.map(\.specification)))
        let scratch = folder + "/verification"
        do {
            try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        } catch { throw MigrationError("\(scratch): \(error.localizedDescription)") }
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let found = try MapDatabase(folder: scratch, isNew: true)
        let survey = Survey(layout, translator, MapCollector(found))
        // All inputs are read before the first is turned back: what one way gathers is gone when the other begins.
        var checksOfInputs: [[Check]] = []
        for (index, input) in plan.inputs.enumerated() {
            let output = Applier.output(of: input.specification, in: folder)
            guard FileManager.default.fileExists(atPath: output) else {
                throw MigrationError("\(output): does not exist; run `ssot ids migrate apply` first")
            }
            let after = try survey.read(index, from: output)
            checksOfInputs.append(
                [
                    Check(
                        name: "\(output): records", holds: after.records == input.records,
                        detail: "\(after.records) of \(input.records)")
                ] + Self.compare(input.columns, after.columns))
        }
        try survey.finish()
        for (index, input) in plan.inputs.enumerated() {
            let output = Applier.output(of: input.specification, in: folder)
            let digest = try restoredDigest(index, input, layout, map, scratch)
            checksOfInputs[index].append(
                Check(
                    name: "\(output): the way back gives the input", holds: digest == input.contentDigest,
                    detail: digest == input.contentDigest ? "identical" : "differs"))
        }
        var checks = checksOfInputs.flatMap { $0 }
        for (index, reference) in layout.references.enumerated() {
            let before = plan.references[index]
            let orphans = try Survey.orphans(of: index, parent: reference.parent, in: found)
            let edge = survey.edges[index]
            checks.append(
                Check(
                    name: "\(before.child) → \(before.parent)",
                    holds: edge.rows == before.rows && edge.checksum == before.checksum
                        && orphans == before.orphans,
                    detail:
                        "\(edge.rows) of \(before.rows) rows, \(orphans) orphans, before \(before.orphans)"))
        }
        try History.note("verify", plan, checks.allSatisfy(\.holds) ? "proven" : "failed", in: map)
        return checks
    }

    /// As many identifiers of a column as were mapped are unified now; what was left alone is still there.
    private static func compare(_ before: [ColumnTally], _ after: [ColumnTally]) -> [Check] {
        zip(before, after).map { before, after in
            let mapped = before.forms.filter { $0.key != "blank" }.values.reduce(0, +)
            let unified = after.forms["unified"] ?? 0
            return Check(
                name: "\(before.name)",
                holds: unified == mapped && after.refused == before.refused
                    && after.forms["blank"] == before.forms["blank"],
                detail:
                    "\(unified) of \(mapped) unified, \(after.refused) left alone, before \(before.refused)")
        }
    }

    private func restoredDigest(
        _ index: Int, _ input: MigrationPlan.Input, _ layout: Layout, _ map: MapDatabase, _ scratch: String
    ) throws(MigrationError) -> String {
        let source = Applier.output(of: input.specification, in: folder)
        let inverse = try Inverse(map, input: index, layout: layout)
        if input.specification.format == .sqlite {
            let target = scratch + "/restored.sqlite"
            try SQLiteInput(input.specification, path: source, layout.plans[index])
                .copy(to: target, inverse.visitor)
            return try SQLiteInput(input.specification, path: target, layout.plans[index]).contentDigest()
        }
        var pass = try TextPass(input.specification, path: source, layout.plans[index])
        var hash = ContentHash()
        var bytes: [UInt8] = []
        while try pass.next(to: &bytes, inverse.visitor) {
            hash.update(bytes)
            bytes.removeAll(keepingCapacity: true)
            try inverse.endRecord(pass.records)
        }
        return hash.hexadecimal
    }
}
