import ArgumentParser
import Findings
import Foundation
import Reports
import Storage

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Print every vote and rule that decided about a definition, and who references it.",
        discussion: """
            NAME is a simple, qualified or dotted name; FILE:LINE is any line of a definition. Reads the last scan \
            from the database; nothing is scanned again.
            """)

    @Argument(help: ArgumentHelp("What to explain.", valueName: "name|file:line"))
    var query: String

    @OptionGroup var stored: StoredScanOptions

    func run() throws {
        let (audit, _) = try stored.load()
        let managers = audit.managers.filter {
            matches($0.name, $0.qualifiedName, $0.symbol, $0.path, $0.line, $0.endLine)
        }
        let identifiers = audit.identifiers.filter {
            matches($0.name, $0.qualifiedName, $0.symbol, $0.path, $0.line, $0.line)
        }
        let sites = audit.sites.filter { isPlace($0.path, $0.line...$0.line) }
        guard !managers.isEmpty || !identifiers.isEmpty || !sites.isEmpty else {
            let near = Self.nearest(query, Set(audit.managers.map(\.name) + audit.identifiers.map(\.name)))
            let hint = near.map { "; did you mean \"\($0)\"?" } ?? "; see `ssot list managers`"
            throw Failure(
                "\"\(query)\" names no manager, no ID function and no ID-making site of the last scan\(hint)")
        }
        let text = Explanation(style: Terminal.style)
        let parts =
            managers.map { text.render($0) } + identifiers.map { text.render($0) }
            + sites.map { text.render($0) }
        Terminal.write(parts.joined(separator: "\n"))
    }

    private func matches(
        _ name: String, _ qualifiedName: String, _ symbol: String, _ path: String, _ line: Int, _ endLine: Int
    ) -> Bool {
        isPlace(path, line...max(line, endLine)) || name == query || qualifiedName == query || symbol == query
            || symbol.hasSuffix("." + query)
    }

    /// Whether the query is `FILE:LINE` of one of the lines.
    private func isPlace(_ path: String, _ lines: ClosedRange<Int>) -> Bool {
        guard let colon = query.lastIndex(of: ":"), let wanted = Int(query[query.index(after: colon)...])
        else {
            return false
        }
        let file = query[..<colon]
        return (path == file || path.hasSuffix("/" + file)) && lines.contains(wanted)
    }

    /// The name that differs from the query the least, if it differs in no more than a third of its letters.
    private static func nearest(_ query: String, _ names: Set<String>) -> String? {
        let scored = names.filter { abs($0.count - query.count) <= 4 }.map { ($0, distance(query, $0)) }
        let best = scored.min { ($0.1, $0.0) < ($1.1, $1.0) }
        return best.flatMap { $0.1 * 3 <= query.count ? $0.0 : nil }
    }

    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.lowercased())
        var row = Array(0...right.count)
        for (index, letter) in left.lowercased().enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let cost = min(
                    row[column] + 1, row[column + 1] + 1, diagonal + (letter == right[column] ? 0 : 1))
                diagonal = row[column + 1]
                row[column + 1] = cost
            }
        }
        return row[right.count]
    }
}
