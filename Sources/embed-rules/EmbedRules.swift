import Foundation

/// `embed-rules OUTPUT ROOT FILE…`: writes a Swift source that holds the text of each file under its path below
/// the folder that holds ROOT (`Rules/Roles/x.yml`), in order of path.
@main
enum EmbedRules {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count >= 2 else { throw Failure(description: "usage: embed-rules OUTPUT ROOT FILE…") }
        let output = URL(filePath: arguments[1])
        let parent = URL(filePath: arguments[2]).deletingLastPathComponent().path(percentEncoded: false)
        let prefix = parent.hasSuffix("/") ? parent : parent + "/"
        var entries: [(path: String, text: String)] = []
        for argument in arguments.dropFirst(2) {
            guard argument.hasPrefix(prefix) else {
                throw Failure(description: "\(argument): not below \(prefix)")
            }
            let text = try String(contentsOf: URL(filePath: argument), encoding: .utf8)
            entries.append((String(argument.dropFirst(prefix.count)), text))
        }
        // By bytes, so that the order is the same on every machine.
        entries.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        try source(entries).write(to: output, atomically: true, encoding: .utf8)
    }

    private static func source(_ entries: [(path: String, text: String)]) -> String {
        // Requirements by themselves: a scan never looks at them.
        let contracts = entries.filter { $0.path.hasPrefix("Rules/Contracts/") }
        let others = entries.filter { !$0.path.hasPrefix("Rules/Contracts/") }
        return """
            /// The files of Rules/, as they were when this binary was built.
            package enum DefaultRules {
                /// Paths as in the repository, `Rules/Roles/exception.yml`, in order of their bytes.
                package static let files: [(path: String, text: String)] = [
            \(lines(others))    ]

                /// The requirements, `Rules/Contracts/identifiers/ids-are-distinct.yml`, in order of their bytes.
                package static let contracts: [(path: String, text: String)] = [
            \(lines(contracts))    ]
            }

            """
    }

    private static func lines(_ entries: [(path: String, text: String)]) -> String {
        entries.map { "        (\(literal($0.path)), \(literal($0.text))),\n" }.joined()
    }

    /// A string literal of one line: nothing in the text can end it early.
    private static func literal(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": literal += "\\\\"
            case "\"": literal += "\\\""
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case " "..."~": literal.unicodeScalars.append(scalar)
            default: literal += "\\u{" + String(scalar.value, radix: 16) + "}"
            }
        }
        return literal + "\""
    }

    private struct Failure: Error, CustomStringConvertible {
        let description: String
    }
}
