import Reports

/// What the measurements say, for people.
struct Comparison {
    private let measurements: [Measurement]
    private let missing: [String]
    private let byteCount: Int

    /// - Parameters:
    ///   - missing: programs that were not found.
    ///   - byteCount: the bytes of source in the tree.
    init(_ measurements: [Measurement], missing: [String], byteCount: Int) {
        self.measurements = measurements
        self.missing = missing
        self.byteCount = byteCount
    }

    var text: String {
        let absences = missing.map { "\($0): not found in --peer-path or PATH, not measured" }
        let floor = fixed(Double(ChildCost.floor) / 1e6, 0)
        let note = "a peak of \(floor) MB may be less: no child shows less than this program itself holds"
        return (costs.lines() + [""] + targets.lines() + ["", note] + absences + failures)
            .joined(separator: "\n")
    }

    private var costs: TextTable {
        var table = TextTable(
            header: ["program", "wall ms", "CPU ms", "peak MB", "MB/s a core"], rightAligned: [1, 2, 3, 4])
        for measurement in measurements {
            let rate = Double(byteCount) / 1e6 / max(measurement.processor, 1e-9)
            table.add([
                measurement.contender.name.rawValue, fixed(measurement.wall * 1000, 0),
                fixed(measurement.processor * 1000, 0), fixed(Double(measurement.peak) / 1e6, 0),
                fixed(rate, 0),
            ])
        }
        return table
    }

    private var targets: TextTable {
        var table = TextTable(header: ["target", "measured", "wanted", ""], rightAligned: [1, 2])
        for target in Target.all {
            guard let dividend = sound(target.dividend), let divisor = sound(target.divisor) else {
                table.add([target.title, "-", target.demand, "not measured"])
                continue
            }
            let value = dividend.wall / divisor.wall
            table.add([
                target.title, fixed(value, 2), target.demand, target.holds(value) ? "reached" : "missed",
            ])
        }
        if let audit = sound(.gate) {
            table.add([
                "whole audit, s", fixed(audit.wall, 2), "at most " + fixed(Target.auditLimit, 2),
                audit.wall <= Target.auditLimit ? "reached" : "missed",
            ])
        }
        if let cold = sound(.coldScan) {
            let peak = Double(cold.peak) / 1e6
            table.add([
                "peak of the cold scan, MB", fixed(peak, 0), "at most " + fixed(Target.peakLimit, 0),
                peak <= Target.peakLimit ? "reached" : "missed",
            ])
        }
        return table
    }

    /// The measurement, if all its runs did their work. Without the command `gate` a scan is the whole audit.
    private func sound(_ name: Contender.Name) -> Measurement? {
        guard name != .gate || measurements.contains(where: { $0.contender.name == .gate }) else {
            return sound(.coldScan)
        }
        return measurements.first { $0.contender.name == name && $0.badStatus == nil }
    }

    private var failures: [String] {
        measurements.compactMap { measurement in
            measurement.badStatus.map {
                "\(measurement.contender.name.rawValue): ended with status \($0), its times mean nothing"
            }
        }
    }
}
