import Findings

/// A baseline as text: a header, then one finding a line in order, so that git's merges and diffs read well. No line
/// numbers, no times, nothing that changes while the code does not.
///
/// Each line is a JSON object of texts with its keys in a fixed order, and each finding carries its fingerprint, so
/// that a line that was edited by hand does not pass for a known finding.
package enum BaselineFile {
    /// The version of the format.
    package static let version = "1"

    /// Why a text is not a baseline.
    package struct Fault: Error, Hashable {
        /// 1-based.
        package var line: Int
        /// What is wrong; what to do.
        package var message: String
    }

    /// - Parameter tool: what writes it: `ssot 0.1.0`.
    package static func text(of baseline: Baseline, tool: String) -> String {
        var lines = [line([("ssot-baseline", version), ("tool", tool), ("root", baseline.root)])]
        lines += baseline.entries.map { entry in
            line([
                ("path", entry.path), ("symbol", entry.symbol), ("rule", entry.rule),
                ("domain", entry.domain), ("name", entry.name), ("contents", entry.contents),
                ("fingerprint", entry.fingerprint),
            ])
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads a text that `text(of:tool:)` made, and that merges may have put together since.
    package static func read(_ text: String) throws(Fault) -> Baseline {
        var entries: [Baseline.Entry] = []
        var lineOf: [Baseline.Entry: Int] = [:]
        var root: String?
        // By scalars: CR LF is one character.
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(
            Substring.init)
        for (index, line) in lines.enumerated() {
            let number = index + 1
            if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].contains(where: line.hasPrefix) {
                throw Fault(
                    line: number,
                    message:
                        "a merge conflict; keep the lines that both sides have, or run `ssot baseline write --force`"
                )
            }
            // A file ends with a line end.
            if line.isEmpty, number == lines.count, number > 1 { break }
            if root == nil {
                root = try header(line, number)
                continue
            }
            let entry = try entry(line, number)
            if let first = lineOf[entry] {
                throw Fault(
                    line: number, message: "the finding of line \(first) again; remove one of the two")
            }
            lineOf[entry] = number
            entries.append(entry)
        }
        guard let root else { throw Fault(line: 1, message: "no baseline; \(remedy)") }
        return Baseline(entries: entries, root: root)
    }

    private static let remedy = "write one with `ssot baseline write`"

    private static func header(_ line: Substring, _ number: Int) throws(Fault) -> String {
        guard let fields = fields(line), fields.first?.key == "ssot-baseline" else {
            throw Fault(line: number, message: "no baseline; \(remedy)")
        }
        guard fields[0].value == version else {
            throw Fault(
                line: number,
                message:
                    "version \(fields[0].value) of the format is not known to this ssot, which reads \(version); "
                    + "update ssot")
        }
        guard fields.map(\.key) == ["ssot-baseline", "tool", "root"] else {
            throw Fault(line: number, message: "unknown header; \(remedy)")
        }
        return fields[2].value
    }

    private static func entry(_ line: Substring, _ number: Int) throws(Fault) -> Baseline.Entry {
        let keys = ["path", "symbol", "rule", "domain", "name", "contents", "fingerprint"]
        guard let fields = fields(line), fields.map(\.key) == keys else {
            throw Fault(
                line: number,
                message: "no finding; restore the line from version control, or \(remedy) --force")
        }
        let entry = Baseline.Entry(
            rule: fields[2].value, domain: fields[3].value, name: fields[4].value, symbol: fields[1].value,
            path: fields[0].value, fingerprint: fields[6].value, contents: fields[5].value)
        guard entry.fingerprint == entry.computedFingerprint else {
            throw Fault(
                line: number,
                message:
                    "the fingerprint is not that of the finding, the line was edited by hand; restore it from "
                    + "version control, or accept findings with `ssot baseline update --accept-new`")
        }
        return entry
    }

    // MARK: JSON

    private static func line(_ fields: [(String, String)]) -> String {
        "{" + fields.map { "\"\($0)\":\(quoted($1))" }.joined(separator: ",") + "}"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// The keys and texts of an object of nothing but texts; nil for anything else.
    private static func fields(_ line: Substring) -> [(key: String, value: String)]? {
        var scalars = Substring(line.last == "\r" ? line.dropLast() : line).unicodeScalars
        guard scalars.popFirst() == "{" else { return nil }
        var fields: [(key: String, value: String)] = []
        while true {
            guard let key = text(&scalars), scalars.popFirst() == ":", let value = text(&scalars) else {
                return nil
            }
            fields.append((key, value))
            switch scalars.popFirst() {
            case ",": continue
            case "}": return scalars.isEmpty ? fields : nil
            default: return nil
            }
        }
    }

    private static func text(_ scalars: inout Substring.UnicodeScalarView) -> String? {
        guard scalars.popFirst() == "\"" else { return nil }
        var text = String.UnicodeScalarView()
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\"": return String(text)
            case "\\":
                switch scalars.popFirst() {
                case "\"": text.append("\"")
                case "\\": text.append("\\")
                case "u":
                    let digits = String(scalars.prefix(4))
                    scalars.removeFirst(min(4, scalars.count))
                    guard digits.utf8.count == 4, let value = UInt32(digits, radix: 16),
                        let scalar = Unicode.Scalar(value)
                    else { return nil }
                    text.append(scalar)
                default: return nil
                }
            default: text.append(scalar)
            }
        }
        return nil
    }
}

extension Baseline.Entry {
    /// The fingerprint that a finding of these texts has.
    fileprivate var computedFingerprint: String {
        Finding(
            rule: rule, severity: .note, symbol: symbol, qualifiedName: name, path: path, line: 0,
            message: "",
            contents: contents
        ).fingerprint
    }
}
