import Classification
import Yams

/// Reads typed values from YAML nodes of one file. What is wrong is recorded and reading goes on, so that one load
/// tells everything.
struct NodeReader {
    let path: String
    private(set) var diagnostics: [RuleDiagnostic] = []

    /// Call groups that rules may name.
    var callGroups: [String] = []
    /// Domains that votes and configuration may name; nil where they are not known.
    var domains: [String]?

    init(path: String) { self.path = path }

    mutating func fail(_ node: Node, _ message: String) {
        diagnostics.append(
            RuleDiagnostic(
                path: path, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, message: message))
    }

    mutating func add(_ others: [RuleDiagnostic]) { diagnostics += others }

    // MARK: Mappings

    /// The values of a mapping by key; nil if the node is none. Unknown, repeated and missing keys are recorded.
    mutating func fields(_ node: Node, of table: KeyTable) -> [String: Node]? {
        guard let pairs = pairs(node, table.noun) else { return nil }
        var values: [String: Node] = [:]
        for (key, keyNode, value) in pairs {
            if table.contains(key) {
                values[key] = value
            } else {
                let ending = Suggestion.ending(for: key, among: table.names, noun: "keys")
                fail(keyNode, "unknown key \"\(key)\" in \(table.noun)\(ending)")
            }
        }
        for key in table.required where values[key] == nil {
            fail(node, "\(table.noun) without \"\(key)\"; add it")
        }
        return values
    }

    /// The entries of a mapping with keys of the author's own, in order.
    mutating func pairs(_ node: Node, _ noun: String) -> [(key: String, keyNode: Node, value: Node)]? {
        guard case .mapping(let mapping) = node else {
            fail(node, "\(noun) is \(node.kindName); write a mapping of keys")
            return nil
        }
        var pairs: [(key: String, keyNode: Node, value: Node)] = []
        for (keyNode, value) in mapping {
            if let key = text(keyNode, "key") { pairs.append((key, keyNode, value)) }
        }
        return pairs
    }

    /// A file says in which version of its form it is written, or means the only one.
    mutating func checkVersion(_ fields: [String: Node]) {
        if let node = fields["version"], node.plainText != "1" {
            fail(node, "unknown version; this tool reads version 1")
        }
    }

    /// A path that the file names: where it is relative, from the file's folder.
    func resolved(_ name: String) -> String {
        name.hasPrefix("/") ? name : (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + name
    }

    // MARK: Scalars

    /// Text that is not empty.
    mutating func text(_ node: Node, _ noun: String) -> String? {
        guard case .scalar(let scalar) = node else {
            fail(node, "\(noun) is \(node.kindName); write text")
            return nil
        }
        let isNull = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
        guard !isNull, !scalar.string.utf8.allSatisfy({ $0 <= 0x20 }) else {
            fail(node, "\(noun) is empty; write text")
            return nil
        }
        // A folded or literal block ends with the line end that closes it.
        var text = scalar.string
        while text.last?.isNewline ?? false { text.removeLast() }
        return text
    }

    mutating func flag(_ node: Node, _ noun: String) -> Bool? {
        switch node.plainText {
        case "true": return true
        case "false": return false
        default:
            fail(node, "\(noun) is \(node.shown); write true or false")
            return nil
        }
    }

    mutating func number(_ node: Node, _ noun: String, in range: ClosedRange<Double>) -> Double? {
        guard let text = node.plainText, let number = Double(text), number.isFinite, !text.contains("x")
        else {
            fail(node, "\(noun) is \(node.shown); write a number")
            return nil
        }
        guard range.contains(number) else {
            fail(
                node,
                "\(noun) is \(text); write a number from \(shown(range.lowerBound)) to \(shown(range.upperBound))"
            )
            return nil
        }
        return number
    }

    mutating func count(_ node: Node, _ noun: String) -> Int? {
        guard let text = node.plainText, let count = Int(text), (0...1_000_000).contains(count) else {
            fail(node, "\(noun) is \(node.shown); write a whole number from 0 to 1000000")
            return nil
        }
        return count
    }

    /// One of the known words.
    mutating func choice(_ node: Node, _ noun: String, among known: [String], plural: String) -> String? {
        guard let word = text(node, noun) else { return nil }
        guard known.contains(word) else {
            fail(
                node, "unknown \(noun) \"\(word)\"\(Suggestion.ending(for: word, among: known, noun: plural))"
            )
            return nil
        }
        return word
    }

    // MARK: Lists

    /// The elements of a list, or the one value that stands for a list of one.
    mutating func elements(_ node: Node, _ noun: String) -> [Node]? {
        switch node {
        case .sequence(let sequence):
            guard !sequence.isEmpty else {
                fail(node, "\(noun) is an empty list; add to it or remove the key")
                return nil
            }
            return Array(sequence)
        case .scalar: return [node]
        case .mapping, .alias:
            fail(node, "\(noun) is \(node.kindName); write a list")
            return nil
        }
    }

    /// Each element that can be read; nil if there is none.
    mutating func list<Value>(
        _ node: Node, _ noun: String, _ read: (inout NodeReader, Node) -> Value?
    ) -> [Value]? {
        guard let elements = elements(node, noun) else { return nil }
        let values = elements.compactMap { read(&self, $0) }
        return values.isEmpty ? nil : values
    }

    mutating func texts(_ node: Node, _ noun: String) -> [String]? {
        list(node, noun) { $0.text($1, noun) }
    }

    mutating func globs(_ node: Node, _ noun: String, _ scope: GlobPattern.Scope) -> [GlobPattern]? {
        list(node, noun) { $0.glob($1, noun, scope) }
    }

    mutating func glob(_ node: Node, _ noun: String, _ scope: GlobPattern.Scope) -> GlobPattern? {
        guard let text = text(node, noun) else { return nil }
        do throws(GlobPattern.Fault) {
            return try GlobPattern(text, scope: scope)
        } catch {
            fail(node, error.message)
            return nil
        }
    }

    mutating func words(_ node: Node, _ noun: String) -> [String]? {
        list(node, noun) { $0.word($1, noun) }
    }

    /// A word as `IdentifierWords.split` makes them; another would never be found.
    mutating func word(_ node: Node, _ noun: String) -> String? {
        guard let word = text(node, noun) else { return nil }
        guard word.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x80 })
        else {
            fail(
                node, "bad word \"\(word)\"; write lower-case letters and digits, and join neighbouring words"
            )
            return nil
        }
        return word
    }
}

/// A number as people write it.
private func shown(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
}

extension Node {
    /// The text of a scalar without quotes.
    var plainText: String? {
        guard case .scalar(let scalar) = self, scalar.style == .plain else { return nil }
        return scalar.string
    }

    fileprivate var kindName: String {
        switch self {
        case .scalar(let scalar): scalar.string.isEmpty ? "empty" : "text"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }

    fileprivate var shown: String {
        guard case .scalar(let scalar) = self else { return kindName }
        return scalar.string.isEmpty ? "empty" : "\"\(scalar.string.prefix(40))\""
    }
}
