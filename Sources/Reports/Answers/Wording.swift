import Findings

/// Words and numbers that several renderings share.
enum Wording {
    /// `1 file`, `2 files`.
    static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }

    /// `2 production files and 1 test file`; what is zero is left out, `no file` where both are.
    static func files(production: Int, tests: Int) -> String {
        let parts = [(production, "production file"), (tests, "test file")].filter { $0.0 > 0 }.map {
            count($0, $1)
        }
        return parts.isEmpty ? "no file" : parts.joined(separator: " and ")
    }

    static func place(_ manager: ManagerFact) -> String { "\(manager.path):\(manager.line)" }

    /// `a, b and 3 more`, with at most `limit` items named.
    static func list(_ items: [String], limit: Int) -> String {
        guard items.count > limit else { return items.joined(separator: ", ") }
        return items.prefix(limit).joined(separator: ", ") + " and \(items.count - limit) more"
    }

    /// A name of several words without its underscores.
    static func spaced(_ name: String) -> String { name.split(separator: "_").joined(separator: " ") }
}
