/// The columns of one input, each with what its values hold: JSON documents and composites taken apart into leaves.
struct ColumnPlan: Sendable {
    /// A place where identifiers of one kind stand.
    struct Leaf: Sendable, Hashable {
        var name: ColumnName
        var kind: String
        /// The columns that say where the value stands, as the specification names it.
        var isKey: Bool
        var references: ColumnName?
    }

    enum Content: Sendable {
        case leaf(Int)
        case composite(Composite, [Int])
        case json(ColumnTable, [Int])
    }

    private(set) var leaves: [Leaf] = []
    private(set) var contents: [Content] = []
    let names: [ColumnName]

    init(_ columns: [MigrationSpec.Column]) throws(MigrationError) {
        names = columns.map(\.name)
        for column in columns {
            switch column.content {
            case .kind(let kind):
                leaves.append(
                    Leaf(name: column.name, kind: kind, isKey: column.isKey, references: column.references))
                contents.append(.leaf(leaves.count - 1))
            case .composite(let template):
                let composite: Composite
                do throws(FormatError) { composite = try Composite(template) } catch {
                    throw MigrationError("\(column.name): \(error.message)")
                }
                let start = leaves.count
                leaves += composite.kinds.map {
                    Leaf(name: column.name, kind: $0, isKey: false, references: nil)
                }
                contents.append(.composite(composite, Array(start..<leaves.count)))
            case .json(let paths):
                let start = leaves.count
                let sorted = paths.keys.sorted()
                leaves += sorted.map { path in
                    Leaf(
                        name: ColumnName(table: column.name.table, column: "\(column.name.column).\(path)"),
                        kind: paths[path] ?? "", isKey: false, references: nil)
                }
                let table = ColumnTable(sorted.map { ColumnName(table: "", column: $0) })
                contents.append(.json(table, Array(start..<leaves.count)))
            }
        }
    }
}

/// Rewrites the values of an input's columns, leaf by leaf.
struct ValueRewriter {
    private let plan: ColumnPlan
    private var tables: [Int: (table: ColumnTable, paths: JSONPaths)] = [:]

    init(_ plan: ColumnPlan) {
        self.plan = plan
        for (slot, content) in plan.contents.enumerated() {
            if case .json(let table, _) = content { tables[slot] = (table, JSONPaths(table: "")) }
        }
    }

    /// What stands for a value of a column.
    ///
    /// - Parameters:
    ///   - fits: whether a text can be an identifier of a kind, for cutting composites.
    ///   - leaf: what stands for the value of a leaf; how it was written is told for strings in JSON documents.
    ///   - whole: called for a composite that cannot be cut in one way; the flag says whether there are several.
    mutating func rewrite(
        _ cell: Cell, fits: (String, ArraySlice<UInt8>) -> Bool,
        leaf: (Int, Cell) throws(MigrationError) -> Replacement,
        whole: (Int, ArraySlice<UInt8>, Bool) throws(MigrationError) -> Void
    ) throws(MigrationError) -> Replacement {
        switch plan.contents[cell.slot] {
        case .leaf(let index): return try leaf(index, cell)
        case .composite(let composite, let leaves):
            guard !cell.value.isEmpty else { return .same }
            switch composite.cut(cell.value, fits: fits) {
            case .none: try whole(leaves.first ?? 0, cell.value, false)
            case .several: try whole(leaves.first ?? 0, cell.value, true)
            case .one(let holes): return try rewrite(cell, holes, leaves, leaf)
            }
            return .same
        case .json(_, let leaves):
            guard !cell.value.isEmpty, var entry = tables[cell.slot] else { return .same }
            var output: [UInt8] = []
            do throws(CopyError) {
                try entry.paths.copy(cell.value, to: &output, &entry.table) { inner throws(MigrationError) in
                    try leaf(leaves[inner.slot], inner)
                }
            } catch {
                switch error {
                case .migration(let error): throw error
                case .format(let error): throw MigrationError("\(plan.names[cell.slot]): \(error.message)")
                }
            }
            tables[cell.slot] = entry
            return output.elementsEqual(cell.value) ? .same : .value(output)
        }
    }

    private func rewrite(
        _ cell: Cell, _ holes: [Range<Int>], _ leaves: [Int],
        _ leaf: (Int, Cell) throws(MigrationError) -> Replacement
    ) throws(MigrationError) -> Replacement {
        var output: [UInt8] = []
        var copied = cell.value.startIndex
        for (hole, index) in zip(holes, leaves) {
            let part = cell.value[hole]
            let inner = Cell(slot: cell.slot, value: part, raw: part, isPlainlyWritten: true)
            output += cell.value[copied..<hole.lowerBound]
            switch try leaf(index, inner) {
            case .same: output += part
            case .value(let bytes), .raw(let bytes): output += bytes
            }
            copied = hole.upperBound
        }
        output += cell.value[copied...]
        return output.elementsEqual(cell.value) ? .same : .value(output)
    }
}
