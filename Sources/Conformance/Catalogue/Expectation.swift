/// What an answer must be like.
package indirect enum Expectation: Sendable {
    // Of the answer.
    /// The subject says no.
    case refused
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

    package enum Kind: String, Sendable, CaseIterable {
        case null, flag, number, text, list, record
    }
}

extension Expectation: CustomStringConvertible {
    /// In words, for messages and for `explain`.
    package var description: String {
        switch self {
        case .refused: "a refusal"
        case .errorFree: "no error"
        case .within(let limit): "an answer within \(limit) s"
        case .equals(let value): "\(value)"
        case .atLeast(let value): "at least \(value)"
        case .atMost(let value): "at most \(value)"
        case .matches(let shape): "a text like \(shape)"
        case .contains(let value): "something with \(value) in it"
        case .isKind(let kind): kind == .null ? "null" : "a \(kind)"
        case .count(let count): "\(count) elements"
        case .distinct: "no two alike"
        case .increasing: "each greater than the one before"
        case .each(let inner): "each \(inner)"
        case .some(let inner): "at least one \(inner)"
        case .none(let inner): "none \(inner)"
        case .elements(let elements): "[" + elements.map(\.description).joined(separator: ", ") + "]"
        case .columns(let parts): parts.map { "all \($0.path): \($0.1)" }.joined(separator: ", ")
        case .fields(let parts): parts.map { "\($0.path): \($0.1)" }.joined(separator: ", ")
        case .all(let parts): parts.map(\.description).joined(separator: "; ")
        case .anyOf(let parts): parts.map(\.description).joined(separator: " or ")
        case .not(let inner): "not \(inner)"
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
