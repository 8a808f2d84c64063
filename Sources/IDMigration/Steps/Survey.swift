private import Crypto
import GRDB
import Identifiers

/// A pass over inputs that decides about each value and notes what it met.
final class Survey {
    private let layout: Layout
    private let translator: Translator
    private var collector: MapCollector
    private(set) var foreignKeys: [Catalogue.ForeignKey] = []
    /// By reference.
    private(set) var edges: [Edge]

    struct Edge {
        var rows = 0
        var checksum: UInt64 = 0
    }

    init(_ layout: Layout, _ translator: Translator, _ collector: MapCollector) {
        self.layout = layout
        self.translator = translator
        self.collector = collector
        edges = Array(repeating: Edge(), count: layout.references.count)
    }

    func finish() throws(MigrationError) { try collector.finish() }

    /// Reads an input from its start to its end.
    ///
    /// - Parameter path: the file to read in its place.
    func read(_ index: Int, from path: String? = nil) throws(MigrationError) -> MigrationPlan.Input {
        let input = layout.inputs[index]
        let start = layout.starts[index]
        var tallies = layout.plans[index].leaves.map { ColumnTally(name: $0.name, kind: $0.kind) }
        var result = MigrationPlan.Input(specification: input, contentDigest: "", records: 0, columns: [])
        let visitor = LeafVisitor(
            fits: Recognition.isKnown,
            leaf: { [self] leaf, cell throws(MigrationError) in
                let outcome = translator.outcome(cell.value, kind: layout.kinds[start + leaf])
                tallies[leaf].note(outcome, cell.value)
                try note(outcome, cell.value, leaf: start + leaf)
                return .same
            },
            whole: { leaf, value, isSeveral throws(MigrationError) in
                tallies[leaf].note(isSeveral ? .ambiguous(["several ways to cut it"]) : .unknown, value)
            })
        if input.format == .sqlite {
            let database = try SQLiteInput(input, path: path, layout.plans[index])
            result.records = try database.read(visitor)
            result.contentDigest = try database.contentDigest()
            let catalogue = try database.catalogue()
            foreignKeys += catalogue.foreignKeys
            for leaf in tallies.indices { tallies[leaf].width = catalogue.widths[tallies[leaf].name] }
        } else {
            var pass = try TextPass(input, path: path ?? input.path, layout.plans[index])
            var scratch: [UInt8] = []
            while try pass.next(to: &scratch, visitor) { scratch.removeAll(keepingCapacity: true) }
            result.records = pass.records
            result.contentDigest = pass.digest
            if let dump = pass.format as? DumpFormat {
                foreignKeys += dump.catalogue.foreignKeys
                for leaf in tallies.indices {
                    tallies[leaf].width = dump.catalogue.widths[tallies[leaf].name]
                }
            }
        }
        result.columns = tallies
        return result
    }

    private func note(
        _ outcome: Translator.Outcome, _ value: ArraySlice<UInt8>, leaf: Int
    ) throws(MigrationError) {
        var final = value
        switch outcome {
        case .blank: return
        case .mapped(let entry):
            try collector.add(entry, column: leaf)
            final = entry.unified[...]
        case .unknown, .ambiguous: break
        }
        let reference = layout.referenceOfLeaf[leaf]
        guard layout.isParent[leaf] || reference != nil else { return }
        let hash = Self.hash(final)
        if layout.isParent[leaf] { try collector.addParent(Int64(bitPattern: hash), column: leaf) }
        if let reference {
            edges[reference].rows += 1
            edges[reference].checksum &+= hash
            try collector.addChild(Int64(bitPattern: hash), reference: reference)
        }
    }

    /// The first 8 bytes of the SHA-256 of a value.
    private static func hash(_ value: ArraySlice<UInt8>) -> UInt64 {
        SHA256.hash(data: Array(value)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Rows of a reference whose value no row of its parent has.
    static func orphans(of reference: Int, parent: Int, in map: MapDatabase) throws(MigrationError) -> Int {
        try map.read { database in
            try Int.fetchOne(
                database,
                sql: """
                    SELECT sum(rows) FROM children AS child WHERE reference = ? AND NOT EXISTS
                        (SELECT 1 FROM parents WHERE "column" = ? AND hash = child.hash)
                    """, arguments: [reference, parent]) ?? 0
        }
    }
}
