/// All runs of one contender.
struct Measurement {
    let contender: Contender
    private(set) var runs: [ChildCost] = []

    init(_ contender: Contender) { self.contender = contender }

    /// Runs the contender once more.
    mutating func measure() throws {
        try contender.prepare()
        runs.append(try contender.child.run())
    }

    /// Seconds; medians of the runs, each on its own.
    var wall: Double { median(\.wall) }
    var processor: Double { median(\.processor) }
    /// Bytes; the largest of all runs.
    var peak: Int { runs.map(\.peak).max() ?? 0 }
    /// An exit status that says that a run did not do its work; nil where all did.
    var badStatus: Int32? { runs.map(\.status).first { !contender.goodStatuses.contains($0) } }

    private func median(_ value: (ChildCost) -> Double) -> Double {
        let sorted = runs.map(value).sorted()
        guard !sorted.isEmpty else { return 0 }
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
