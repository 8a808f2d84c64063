import Reports

/// What the stages cost, one row each.
struct StageTable {
    private let byteCount: Int
    private var table = TextTable(
        header: ["stage", "wall ms", "CPU ms", "MB/s a core", "yields", ""], rightAligned: [1, 2, 3, 4])

    /// - Parameter byteCount: the bytes of source that every stage handles.
    init(byteCount: Int) { self.byteCount = byteCount }

    /// - Parameter unit: what the measured value counts.
    mutating func add(_ stage: String, _ run: (cost: Cost, value: Int), _ unit: String) {
        let rate = Double(byteCount) / 1e6 / max(run.cost.processor, 1e-9)
        table.add([
            stage, fixed(run.cost.wall * 1000, 1), fixed(run.cost.processor * 1000, 1), fixed(rate, 0),
            "\(run.value)", unit,
        ])
    }

    var text: String { table.lines().joined(separator: "\n") }
}
