/// Rows of cells, set in columns; numbers stand to the right.
package struct TextTable {
    private var rows: [[String]] = []
    private let rightAligned: Set<Int>

    package init(header: [String], rightAligned: Set<Int>) {
        rows = [header]
        self.rightAligned = rightAligned
    }

    package mutating func add(_ cells: [String]) { rows.append(cells.map(\.cell)) }

    /// The lines, without trailing spaces; the first is the header.
    package func lines() -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return rightAligned.contains(column) ? space + cell : cell + space
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
