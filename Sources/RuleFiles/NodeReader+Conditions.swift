import Classification
import Yams

extension NodeReader {
    /// Conditions within conditions; more is no rule that anyone understands.
    static let maxConditionDepth = 12
    static let combinators = ["all", "any", "not"]

    /// A mapping of predicates and of `all`, `any` and `not`, or a list of such mappings: everything must hold.
    mutating func condition(_ node: Node, depth: Int = 1) -> Condition? {
        guard depth <= Self.maxConditionDepth else {
            fail(node, "more than \(Self.maxConditionDepth) levels of conditions; nest less")
            return nil
        }
        if case .sequence = node { return conditions(node, "condition", depth).map(Condition.all) }
        guard let pairs = pairs(node, "condition") else { return nil }
        guard !pairs.isEmpty else {
            fail(node, "empty condition; add a predicate")
            return nil
        }
        let parts = pairs.compactMap { key, keyNode, value -> Condition? in
            switch key {
            case "all": return conditions(value, key, depth).map(Condition.all)
            case "any": return conditions(value, key, depth).map(Condition.any)
            case "not": return condition(value, depth: depth + 1).map(Condition.not)
            default: return predicate(key, keyNode, value)
            }
        }
        guard parts.count == pairs.count else { return nil }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func conditions(_ node: Node, _ noun: String, _ depth: Int) -> [Condition]? {
        guard case .sequence = node else {
            fail(node, "\(noun) is not a list; write a list of conditions")
            return nil
        }
        return list(node, noun) { $0.condition($1, depth: depth + 1) }
    }

    private mutating func predicate(_ key: String, _ keyNode: Node, _ value: Node) -> Condition? {
        guard let kind = PredicateKind.byKey[key] else {
            let known = PredicateKind.all.map(\.key) + Self.combinators
            fail(
                keyNode,
                "unknown predicate \"\(key)\"\(Suggestion.ending(for: key, among: known, noun: "predicates"))"
            )
            return nil
        }
        return argument(value, key, kind.shape).map { .predicate(Predicate(kind, $0)) }
    }

    private mutating func argument(_ node: Node, _ key: String, _ shape: ArgumentShape) -> Argument? {
        switch shape {
        case .globs(let scope): return globs(node, key, scope).map(Argument.globs)
        case .words: return words(node, key).map { .words(WordList($0)) }
        case .phrases: return list(node, key) { $0.phrase($1, key) }.map(Argument.phrases)
        case .choices(let known):
            return list(node, key) { $0.choice($1, "value of \(key)", among: known, plural: "values") }.map(
                Argument.choices)
        case .callGroups:
            let known = callGroups
            return list(node, key) { $0.choice($1, "call group", among: known, plural: "groups") }
                .map(Argument.callGroups)
        case .record(let fields): return record(node, key, fields)
        case .flag: return flag(node, key).map(Argument.flag)
        case .count: return count(node, key).map(Argument.count)
        case .fraction: return number(node, key, in: 0...1).map(Argument.fraction)
        }
    }

    private mutating func record(_ node: Node, _ key: String, _ fields: [ArgumentShape.Field]) -> Argument? {
        let table = KeyTable(
            key, required: fields.filter(\.isRequired).map(\.key),
            optional: fields.filter { !$0.isRequired }.map(\.key))
        guard let values = self.fields(node, of: table) else { return nil }
        guard !values.isEmpty else {
            fail(node, "\(key) is empty; add one of: \(table.names.joined(separator: ", "))")
            return nil
        }
        var record: [String: Argument] = [:]
        for field in fields {
            if let value = values[field.key] { record[field.key] = argument(value, field.key, field.shape) }
        }
        return .record(record)
    }

    private mutating func phrase(_ node: Node, _ noun: String) -> [String]? {
        guard let text = text(node, noun) else { return nil }
        let words = IdentifierWords.split(text.lowercased())
        guard !words.isEmpty else {
            fail(node, "phrase \"\(text)\" has no words; write some")
            return nil
        }
        return words
    }
}
