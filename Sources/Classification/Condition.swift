/// When a rule holds: predicates and how they combine.
public indirect enum Condition: Sendable {
    case predicate(Predicate)
    case all([Condition])
    case any([Condition])
    case not(Condition)

    /// Whether the condition holds; if so, what was seen is appended.
    func holds(for reading: inout Reading, _ sightings: inout [Sighting]) -> Bool {
        switch self {
        case .predicate(let predicate):
            guard let sighting = predicate.kind.sighting(in: &reading, predicate.argument) else {
                return false
            }
            sightings.append(sighting)
            return true
        case .all(let conditions):
            let mark = sightings.count
            for condition in conditions where !condition.holds(for: &reading, &sightings) {
                sightings.removeSubrange(mark...)
                return false
            }
            return true
        case .any(let conditions):
            // All of them are tried: whoever asks why wants every reason.
            var holds = false
            for condition in conditions where condition.holds(for: &reading, &sightings) { holds = true }
            return holds
        case .not(let condition):
            var ignored: [Sighting] = []
            guard !condition.holds(for: &reading, &ignored) else { return false }
            sightings.append(Sighting("not (\(condition.summary))"))
            return true
        }
    }

    /// As words, for evidence.
    public var summary: String {
        switch self {
        case .predicate(let predicate): "\(predicate.kind.key) \(predicate.argument.summary)"
        case .all(let conditions): conditions.map(\.summary).joined(separator: ", ")
        case .any(let conditions): "any of: " + conditions.map(\.summary).joined(separator: "; ")
        case .not(let condition): "not (\(condition.summary))"
        }
    }
}

/// One question with its value.
public struct Predicate: Sendable {
    public let kind: PredicateKind
    public let argument: Argument

    public init(_ kind: PredicateKind, _ argument: Argument) {
        self.kind = kind
        self.argument = argument
    }
}
