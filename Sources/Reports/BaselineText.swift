package import Verdicts

/// What a baseline holds, for people: counts by rule and domain, and what is fixed already.
package struct BaselineText {
    private let baseline: Baseline
    private let path: String
    private let fixed: [Baseline.Entry]
    private let style: Style

    package init(_ baseline: Baseline, path: String, fixed: [Baseline.Entry], _ style: Style) {
        self.baseline = baseline
        self.path = path
        self.fixed = fixed
        self.style = style
    }

    package func render() -> String {
        var counts: [[String]: (known: Int, fixed: Int)] = [:]
        for entry in baseline.entries { counts[[entry.rule, entry.domain], default: (0, 0)].known += 1 }
        for entry in fixed { counts[[entry.rule, entry.domain], default: (0, 0)].fixed += 1 }
        var table = TextTable(header: ["rule", "domain", "known", "fixed"], rightAligned: [2, 3])
        for (key, count) in counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            table.add([key[0], key[1].isEmpty ? "-" : key[1], "\(count.known)", "\(count.fixed)"])
        }
        var lines = counts.isEmpty ? [] : table.lines()
        if !lines.isEmpty { lines[0] = style.bold(lines[0]) }
        lines.append(
            "\(path.visible): known \(baseline.entries.count), fixed \(fixed.count)")
        lines += fixed.map { "  fixed: \($0.path.visible): \($0.rule): \($0.symbol.visible)" }
        if !fixed.isEmpty { lines.append("shrink it with `ssot baseline update`") }
        return lines.joined(separator: "\n") + "\n"
    }
}
