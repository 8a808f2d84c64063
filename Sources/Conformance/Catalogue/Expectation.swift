/// What an answer must be like.
package indirect enum Expectation: Sendable {
    // Of the answer.
    /// The subject says no, with such a reason.
    case refused(Expectation?)
    /// A value or a no, but no exception.
    case errorFree
    /// So many seconds passed at most, by the runner's clock.
    case within(Expression)

    // Of its value.
    case equals(Expression)
    case atLeast(Expression)
    case atMost(Expression)
    /// The text is of that ``TextShape``.
    case matches(Expression)
    /// The text has that text in it; the list has that element.
    case contains(Expression)
    /// What kind of value it is.
    case isKind(Kind)

    // Of lists.
    /// How many elements, members or bytes there are.
    case count(Expectation)
    /// No two are equal.
    case distinct
    /// Each is greater than the one before: numbers as such, texts by their bytes.
    case increasing
    case each(Expectation)
    case some(Expectation)
    case none(Expectation)
    /// One expectation an element, in order.
    case elements([Expectation])
    /// Of the list of this part of every element: `payload.seq`.
    case columns([(path: String, Expectation)])

    /// Of parts of a record: `payload.seq`. A part that is not there is null.
    case fields([(path: String, Expectation)])

    case all([Expectation])
    case anyOf([Expectation])
    case not(Expectation)

    /// The members of a record that it speaks of.
    var members: [String] {
        switch self {
        case .fields(let parts): parts.map { String($0.path.prefix { $0 != "." }) }
        case .all(let parts): parts.flatMap(\.members)
        default: []
        }
    }

    package enum Kind: String, Sendable, CaseIterable {
        case null, flag, number, text, list, record
    }
}

extension Expectation {
    /// In words, for messages; with the values that are known.
    func words(_ bindings: Bindings) -> String {
        func shown(_ expression: Expression) -> String { expression.value(bindings).excerpt() }
        func all(_ parts: [Expectation], _ separator: String) -> String {
            parts.map { $0.words(bindings) }.joined(separator: separator)
        }
        switch self {
        case .refused(nil): return "a refusal"
        case .refused(let reason?): return "a refusal with \(reason.words(bindings))"
        case .errorFree: return "no error"
        case .within(let limit): return "an answer within \(shown(limit)) s"
        case .equals(let value): return shown(value)
        case .atLeast(let value): return "at least \(shown(value))"
        case .atMost(let value): return "at most \(shown(value))"
        case .matches(let shape): return "a text like \(shape.value(bindings).text ?? "null")"
        case .contains(let value): return "something with \(shown(value)) in it"
        case .isKind(let kind): return kind == .null ? "null" : "a \(kind)"
        case .count(let count): return "\(count.words(bindings)) elements"
        case .distinct: return "no two alike"
        case .increasing: return "each greater than the one before"
        case .each(let inner): return "each \(inner.words(bindings))"
        case .some(let inner): return "at least one \(inner.words(bindings))"
        case .none(let inner): return "none that is \(inner.words(bindings))"
        case .elements(let elements): return "[\(all(elements, ", "))]"
        case .columns(let parts), .fields(let parts):
            return parts.map { "\($0.path): \($0.1.words(bindings))" }.joined(separator: ", ")
        case .all(let parts): return all(parts, ", ")
        case .anyOf(let parts): return all(parts, " or ")
        case .not(let inner): return "not \(inner.words(bindings))"
        }
    }
}

extension Expression: CustomStringConvertible {
    package var description: String {
        switch self {
        case .constant(let value): value.excerpt(80)
        case .reference(let reference): reference.description
        case .joined(let parts):
            parts.map { part in
                if case .constant(.text(let text)) = part { text } else { "{\(part)}" }
            }.joined()
        case .list(let elements): "[" + elements.map(\.description).joined(separator: ", ") + "]"
        case .record(let members):
            "{" + members.map { "\($0.name): \($0.value)" }.joined(separator: ", ") + "}"
        case .function(let function, let argument): "\(function.rawValue)(\(argument))"
        }
    }
}
