/// One way through a text input, record by record, with the identifiers in its columns replaced.
struct TextPass {
    private var reader: RecordReader
    private(set) var format: any RecordFormat
    private var columns: ColumnTable
    private var rewriter: ValueRewriter

    /// - Parameter checkpoint: where an earlier pass had come to.
    init(
        _ input: MigrationSpec.Input, path: String, _ plan: ColumnPlan, from checkpoint: Checkpoint? = nil
    ) throws(MigrationError) {
        reader = try RecordReader(path, offset: checkpoint?.inputOffset ?? 0, count: checkpoint?.records ?? 0)
        format = input.recordFormat()
        columns = ColumnTable(plan.names)
        rewriter = ValueRewriter(plan)
        if let checkpoint { format.state = checkpoint.state }
    }

    /// Records so far, bytes so far of the unpacked file, and SHA-256 of the unpacked bytes so far.
    var records: Int { reader.count }
    var offset: Int { reader.offset }
    var digest: String { reader.digest }

    /// Copies the next record.
    ///
    /// - Returns: whether there was one.
    mutating func next(
        to output: inout [UInt8], _ visitor: LeafVisitor
    ) throws(MigrationError) -> Bool {
        try reader.next(&format) { record, format throws(CopyError) in
            try format.copy(record, to: &output, &columns) { cell throws(MigrationError) in
                try rewriter.rewrite(cell, fits: visitor.fits, leaf: visitor.leaf, whole: visitor.whole)
            }
        }
    }
}

/// What a pass does with the values that it meets.
struct LeafVisitor {
    var fits: (String, ArraySlice<UInt8>) -> Bool
    /// Called with the leaf's index in the plan of the columns.
    var leaf: (Int, Cell) throws(MigrationError) -> Replacement
    /// Called for a composite that cannot be cut in exactly one way.
    var whole: (Int, ArraySlice<UInt8>, Bool) throws(MigrationError) -> Void
}

/// How far the making of an output file has come; everything before it is on the disk.
struct Checkpoint: Sendable, Hashable {
    var records: Int
    /// In bytes of the unpacked input.
    var inputOffset: Int
    /// In bytes of the output as it lies on the disk.
    var outputLength: Int
    var state: FormatState
}
