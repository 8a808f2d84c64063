/// What a subject answers to a call.
package enum Answer: Sendable, Hashable {
    case value(Value)
    /// Its own, defined way of saying no: false, none, a documented error. With the reason.
    case refused(String)
    /// Anything unforeseen: an exception, a missing method.
    case failed(String)
    /// It has nothing of that kind.
    case unsupported(String)
    /// It is gone: crashed, hung, wrote garbage, took too much.
    case lost(String)
}

extension Answer {
    /// The value; null for every other answer.
    package var value: Value { if case .value(let value) = self { value } else { .null } }
}

extension Answer: CustomStringConvertible {
    package var description: String {
        switch self {
        case .value(let value): value.excerpt()
        case .refused(let reason): "refused: \(reason.isEmpty ? "no reason" : reason)"
        case .failed(let reason): "failed: \(reason)"
        case .unsupported(let reason): "unsupported: \(reason)"
        case .lost(let reason): "lost: \(reason)"
        }
    }
}
