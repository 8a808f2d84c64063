import Conformance
import Yams

// What answers must be like. A mapping is one or more expectations; anything else is what the value equals.

/// The words of expectations.
enum ExpectationWord: String, CaseIterable {
    case refused, equals, matches, contains, count, distinct, increasing, each, some, none, elements, columns,
        fields, not, within, kind
    case errorFree = "error-free"
    case atLeast = "at-least"
    case atMost = "at-most"
    case anyOf = "any-of"
}

extension ContractReader {
    mutating func expectation(_ node: Node) -> Expectation? {
        guard case .mapping(let mapping) = node else { return expression(node).map { .equals($0) } }
        if mapping.count == 1, let key = mapping.first?.key.plainText, key.hasPrefix("$") {
            return expression(node).map { .equals($0) }
        }
        let known = ExpectationWord.allCases.map(\.rawValue)
        var parts: [Expectation] = []
        for (key, keyNode, value) in nodes.pairs(node, "expectation") ?? [] {
            guard let word = ExpectationWord(rawValue: key) else {
                let ending = Suggestion.ending(for: key, among: known, noun: "words")
                nodes.fail(keyNode, "unknown expectation \"\(key)\"\(ending)")
                continue
            }
            if let part = expectation(word, value) { parts.append(part) }
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func expectation(_ word: ExpectationWord, _ node: Node) -> Expectation? {
        switch word {
        case .refused:
            if case .mapping = node { return expectation(node).map { .refused($0) } }
            return flag(.refused(nil), word, node)
        case .errorFree: return flag(.errorFree, word, node)
        case .distinct: return flag(.distinct, word, node)
        case .increasing: return flag(.increasing, word, node)
        case .equals: return expression(node).map { .equals($0) }
        case .atLeast: return expression(node).map { .atLeast($0) }
        case .atMost: return expression(node).map { .atMost($0) }
        case .contains: return expression(node).map { .contains($0) }
        case .within: return expression(node).map { .within($0) }
        case .matches:
            guard let shape = expression(node) else { return nil }
            if case .constant(let value) = shape, value.text.flatMap({ TextShape($0) }) == nil {
                nodes.fail(node, "no shape of a text; write one such as conn_{digits:13}_{hex:8}")
            }
            return .matches(shape)
        case .kind:
            let known = Expectation.Kind.allCases.map(\.rawValue)
            return nodes.choice(node, "kind", among: known, plural: "kinds")
                .flatMap(Expectation.Kind.init(rawValue:)).map { .isKind($0) }
        case .count: return expectation(node).map { .count($0) }
        case .each: return expectation(node).map { .each($0) }
        case .some: return expectation(node).map { .some($0) }
        case .none: return expectation(node).map { .none($0) }
        case .not: return expectation(node).map { .not($0) }
        case .elements: return list(node, word).map { .elements($0) }
        case .anyOf: return list(node, word).map { .anyOf($0) }
        case .fields: return .fields(parts(node, word))
        case .columns: return .columns(parts(node, word))
        }
    }

    private mutating func flag(_ expectation: Expectation, _ word: ExpectationWord, _ node: Node)
        -> Expectation?
    {
        nodes.flag(node, word.rawValue).map { $0 ? expectation : .not(expectation) }
    }

    private mutating func list(_ node: Node, _ word: ExpectationWord) -> [Expectation]? {
        guard case .sequence(let sequence) = node else {
            nodes.fail(node, "\(word.rawValue) is no list; write one")
            return nil
        }
        return sequence.compactMap { expectation($0) }
    }

    private mutating func parts(_ node: Node, _ word: ExpectationWord) -> [(path: String, Expectation)] {
        (nodes.pairs(node, word.rawValue) ?? []).compactMap { pair in
            expectation(pair.value).map { (pair.key, $0) }
        }
    }
}
