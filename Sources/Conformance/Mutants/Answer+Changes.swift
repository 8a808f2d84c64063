// How mutants change right answers.

extension Answer {
    /// A record with another member; other answers as they are.
    func changing(_ name: String, to value: Value) -> Answer {
        guard case .value(.record(var members)) = self else { return self }
        members[name] = value
        return .value(.record(members))
    }

    /// A description with another fact about one kind.
    func changing(kind: String, _ name: String, to value: Value) -> Answer {
        let kinds = (self.value["kinds"]?.list ?? []).map { entry -> Value in
            guard entry["name"] == .text(kind), case .record(var facts) = entry else { return entry }
            facts[name] = value
            return .record(facts)
        }
        return changing("kinds", to: .list(kinds))
    }

    /// The answer with all its texts changed.
    func mappingTexts(_ change: (String) -> String) -> Answer {
        if case .value(let value) = self { .value(value.mappingTexts(change)) } else { self }
    }

    /// The answer with the beginnings of all its texts replaced.
    func replacing(_ start: String, by other: String) -> Answer {
        mappingTexts { $0.hasPrefix(start) ? other + $0.dropFirst(start.count) : $0 }
    }

    /// The first element of a list.
    var first: Answer { value.list?.first.map { .value($0) } ?? self }
}

extension Value {
    func mappingTexts(_ change: (String) -> String) -> Value {
        switch self {
        case .text(let text): .text(change(text))
        case .list(let values): .list(values.map { $0.mappingTexts(change) })
        case .record(let members): .record(members.mapValues { $0.mappingTexts(change) })
        default: self
        }
    }
}
