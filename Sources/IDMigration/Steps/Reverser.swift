private import Foundation
private import GRDB
import Identifiers

/// Turns migrated files back: every identifier that the map knows becomes what it was, and what was added since stays.
package struct Reverser {
    let folder: String

    package static let restoredFolder = "restored"

    package init(folder: String) { self.folder = folder }

    /// One restored file.
    package struct Output: Sendable, Hashable {
        package var path: String
        /// Whether it holds, byte for byte (of a database: row for row), what was planned from.
        package var isIdentical: Bool
    }

    /// Restores every migrated file into the migration's folder.
    package func run() throws(MigrationError) -> [Output] {
        let plan = try MigrationPlan.read(from: folder)
        let map = try MapDatabase(folder: folder, isNew: false)
        let layout = try Layout(MigrationSpec(inputs: plan.inputs.map(\.specification)))
        let folder = folder + "/" + Self.restoredFolder
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw MigrationError("\(folder): \(error.localizedDescription)")
        }
        var outputs: [Output] = []
        for (index, input) in plan.inputs.enumerated() {
            let source = Applier.output(of: input.specification, in: self.folder)
            let target = folder + "/" + (source.split(separator: "/").last.map(String.init) ?? "restored")
            try restore(index, input.specification, layout, map, from: source, to: target)
            let digest: String
            if input.specification.format == .sqlite {
                digest = try SQLiteInput(input.specification, path: target, layout.plans[index])
                    .contentDigest()
            } else {
                digest = try InputFile.unpackedDigest(of: target)
            }
            outputs.append(Output(path: target, isIdentical: digest == input.contentDigest))
        }
        try History.note(
            "rollback", plan,
            outputs.allSatisfy(\.isIdentical) ? "identical" : "restored, with what was added since",
            in: map)
        return outputs
    }

    private func restore(
        _ index: Int, _ input: MigrationSpec.Input, _ layout: Layout, _ map: MapDatabase, from source: String,
        to target: String
    ) throws(MigrationError) {
        let inverse = try Inverse(map, input: index, layout: layout)
        if input.format == .sqlite {
            try SQLiteInput(input, path: source, layout.plans[index]).copy(to: target, inverse.visitor)
            return
        }
        var pass = try TextPass(input, path: source, layout.plans[index])
        var output = try OutputFile(target)
        var scratch: [UInt8] = []
        while try pass.next(to: &scratch, inverse.visitor) {
            try output.append(&scratch)
            try inverse.endRecord(pass.records)
        }
        try output.publish()
    }
}

/// The way back from unified identifiers, by the map.
final class Inverse {
    private let map: MapDatabase
    private let input: Int
    private let layout: Layout
    private var known: [Key: [UInt8]?] = [:]
    /// Spellings of the record that is being read.
    private var spellings: [(unified: [UInt8], raw: [UInt8])] = []
    private let hasSpellings: Bool

    /// How many identifiers are kept in memory.
    private static let limit = 200_000

    private struct Key: Hashable {
        var kind: String
        var unified: [UInt8]
    }

    init(_ map: MapDatabase, input: Int, layout: Layout) throws(MigrationError) {
        self.map = map
        self.input = input
        self.layout = layout
        hasSpellings = try map.read {
            try Bool.fetchOne(
                $0, sql: "SELECT EXISTS (SELECT 1 FROM spellings WHERE input = ?)", arguments: [input])
                ?? false
        }
        try endRecord(0)
    }

    var visitor: LeafVisitor {
        let start = layout.starts[input]
        return LeafVisitor(
            fits: { kind, value in
                guard let kind = IDKind(word: kind) else { return false }
                if case .unified = Recognition(value, kind: kind) { return true }
                return false
            },
            leaf: { [self] leaf, cell throws(MigrationError) in
                let unified = Array(cell.value)
                guard let legacy = try legacy(layout.kinds[start + leaf].prefix, unified), legacy != unified
                else {
                    return .same
                }
                if let index = spellings.firstIndex(where: { $0.unified == unified }) {
                    return .raw(spellings.remove(at: index).raw)
                }
                return .value(legacy)
            }, whole: { _, _, _ in })
    }

    /// Makes ready for the record of a number.
    func endRecord(_ next: Int) throws(MigrationError) {
        guard hasSpellings else { return }
        let input = input
        spellings = try map.look { try Spellings.load($0, input: input, record: next) }
    }

    private func legacy(_ kind: String, _ unified: [UInt8]) throws(MigrationError) -> [UInt8]? {
        let key = Key(kind: kind, unified: unified)
        if let legacy = known[key] { return legacy }
        if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
        let legacy = try map.look { database in
            let statement = try database.cachedStatement(
                sql: "SELECT legacy FROM map WHERE kind = ? AND unified = ?")
            return try Data.fetchOne(statement, arguments: [kind, Data(unified)]).map { [UInt8]($0) }
        }
        known[key] = .some(legacy)
        return legacy
    }
}
