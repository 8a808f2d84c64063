import Findings

extension CountingRule {
    /// The rule in words: `distinct names that contain "Manager", production code, below app`.
    package var words: String {
        let what =
            switch unit {
            case .definitions: "definitions"
            case .names: "distinct names"
            case .stems: "distinct names cut behind \(pattern.lastWord ?? "nothing")"
            case .files: "files"
            }
        let noun =
            switch roles {
            case .all: "managers, aliases included"
            case .classes: "manager classes"
            case .counted: "counted managers"
            case .role(let role): "managers of role \(role.rawValue)"
            }
        var parts = ["\(what) of \(noun)"]
        switch pattern {
        case .any: break
        case .contains(let text): parts.append("name contains \(text)")
        case .ends(let text): parts.append("name ends in \(text)")
        case .sequence(let first, let second): parts.append("name contains \(first)…\(second)")
        case .sequenceAtEnd(let first, let second):
            parts.append("name contains \(first) and ends in \(second)")
        }
        if let domain { parts.append("domain \(domain)") }
        switch scope {
        case .all: parts.append("tests in")
        case .production: parts.append("without tests")
        case .tests: parts.append("tests only")
        }
        if let folder { parts.append("below \(folder)/") }
        if onlyTopLevel { parts.append("at the start of a line only") }
        return parts.joined(separator: ", ")
    }

    /// A query of the view `managers` that gives the figure.
    package var sql: String {
        let what =
            switch unit {
            case .definitions: "count(*)"
            case .names: "count(DISTINCT name)"
            case .stems:
                "count(DISTINCT substr(name, 1, instr(name, \(Self.quote(pattern.lastWord ?? ""))) + "
                    + "\((pattern.lastWord ?? "").count - 1)))"
            case .files: "count(DISTINCT file)"
            }
        var conditions: [String] = []
        switch roles {
        case .all: break
        case .classes: conditions.append("kind = 'class'")
        case .counted: conditions.append("counted")
        case .role(let role): conditions.append("role = \(Self.quote(role.rawValue))")
        }
        switch pattern {
        case .any: break
        case .contains(let text): conditions.append("name GLOB \(Self.glob("*", text, "*"))")
        case .ends(let text): conditions.append("name GLOB \(Self.glob("*", text))")
        case .sequence(let first, let second):
            conditions.append("name GLOB \(Self.glob("*", first, "*", second, "*"))")
        case .sequenceAtEnd(let first, let second):
            conditions.append("name GLOB \(Self.glob("*", first, "*", second))")
        }
        if let domain { conditions.append("domain = \(Self.quote(domain))") }
        switch scope {
        case .all: break
        case .production: conditions.append("NOT test_code")
        case .tests: conditions.append("test_code")
        }
        if let folder { conditions.append("file GLOB \(Self.glob(folder + "/", "*"))") }
        if onlyTopLevel { conditions.append("\"column\" = 1") }
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        return "SELECT \(what) FROM managers\(filter)"
    }

    private static func quote(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    /// A pattern of stars and literal texts, in which SQLite's other wildcards stand for themselves.
    private static func glob(_ parts: String...) -> String {
        quote(
            parts.map { part in
                part == "*" ? "*" : part.map { "*?[".contains($0) ? "[\($0)]" : String($0) }.joined()
            }.joined())
    }
}
