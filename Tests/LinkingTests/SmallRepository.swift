import Lexing
import Outlines

@testable import Linking

/// A few files in one text: `== path` starts each.
struct SmallRepository {
    let tree: LinkedTree

    init(_ text: String, jobs: Int = 1, starLimit: Int = Resolver.starLimit) async {
        var outliner = Outliner()
        var units: [SourceUnit] = []
        for part in ("\n" + text).split(separator: "\n== ", omittingEmptySubsequences: true) {
            let cut = part.firstIndex(of: "\n") ?? part.endIndex
            let source = Array(part[cut...].utf8)
            units.append(
                SourceUnit(
                    path: String(part[..<cut]), language: "python", isTestCode: false,
                    outline: outliner.outline(source.span, language: .python)))
        }
        units.sort { $0.path < $1.path }
        self.units = units
        self.text = text
        tree = await LinkedTree(units, opaque: [], jobs: jobs, starLimit: starLimit)
    }

    private let units: [SourceUnit]
    private let text: String

    /// What the first name used on each line stands for that ends in `# -> expected`, where it is not what is expected.
    func surprises() -> [String] {
        var found: [String] = []
        var path = ""
        var line = 0
        for row in text.split(separator: "\n", omittingEmptySubsequences: false) {
            line += 1
            if row.hasPrefix("== ") {
                path = String(row.dropFirst(3))
                line = 1
            }
            guard let arrow = row.firstRange(of: "# -> ") else { continue }
            let expected = String(row[arrow.upperBound...])
            let actual = meaning(path, line)
            if actual != expected { found.append("\(path):\(line): \(expected) expected, \(actual) found") }
        }
        return found
    }

    private func meaning(_ path: String, _ line: Int) -> String {
        guard let file = units.firstIndex(where: { $0.path == path }) else { return "no file \(path)" }
        guard let use = units[file].outline.uses.first(where: { $0.line == UInt32(line) }) else {
            return "no use"
        }
        let symbol = tree.resolve(use.path, in: Int32(file), scope: use.scope)
        switch symbol {
        case .definition, .module: return tree.dottedName(symbol) ?? "no name"
        case .instance(let id): return "instance of " + tree.dottedName(id)
        case .external: return "external " + (tree.dottedName(symbol) ?? "no name")
        case .dangling: return "dangling"
        case .unknown: return "unknown"
        }
    }
}
