/// An answer, seen at one place of it, with what is known around it.
struct Observation {
    let answer: Answer
    /// How long it took, in seconds.
    var seconds = 0.0
    let bindings: Bindings
    /// The way to this part of the answer: `[3].payload`.
    var place = ""

    /// What differs from an expectation.
    struct Mismatch: Sendable, Hashable {
        let expected: String
        let observed: String
    }

    private func part(_ value: Value, _ name: String) -> Observation {
        Observation(answer: .value(value), bindings: bindings, place: place + name)
    }

    private func mismatch(_ expected: String, _ observed: String? = nil) -> Mismatch {
        let shown = observed ?? answer.description
        return Mismatch(expected: expected, observed: place.isEmpty ? shown : "\(shown) at \(place)")
    }

    /// Nil where the answer is as expected.
    func mismatch(_ expectation: Expectation) -> Mismatch? {
        switch expectation {
        case .refused(let reason):
            guard case .refused(let text) = answer else { return mismatch(expectation.words(bindings)) }
            return reason.flatMap { part(.text(text), " of the reason").mismatch($0) }
        case .errorFree:
            switch answer {
            case .value, .refused: return nil
            default: return mismatch("no error")
            }
        case .within(let limit):
            let limit = limit.value(bindings).number ?? 0
            return seconds <= limit ? nil : mismatch("an answer within \(limit) s", "\(seconds) s")
        case .all(let parts):
            for part in parts { if let found = mismatch(part) { return found } }
            return nil
        case .anyOf(let parts):
            let found = parts.map { mismatch($0) }
            return found.contains(nil)
                ? nil : mismatch(found.compactMap { $0?.expected }.joined(separator: " or "))
        case .not(let inner):
            switch answer {
            case .value, .refused: return mismatch(inner) == nil ? mismatch(expectation.words(bindings)) : nil
            // An exception is not the absence of anything.
            default: return mismatch(expectation.words(bindings))
            }
        default:
            guard case .value(let value) = answer else { return mismatch(expectation.words(bindings)) }
            return mismatch(expectation, value)
        }
    }

    private func mismatch(_ expectation: Expectation, _ value: Value) -> Mismatch? {
        switch expectation {
        case .equals(let expression):
            let expected = expression.value(bindings)
            return value == expected ? nil : mismatch(expected.excerpt())
        case .atLeast(let limit):
            let limit = limit.value(bindings)
            return (value.number ?? -.infinity) >= (limit.number ?? .infinity)
                ? nil : mismatch("at least \(limit.excerpt())")
        case .atMost(let limit):
            let limit = limit.value(bindings)
            return (value.number ?? .infinity) <= (limit.number ?? -.infinity)
                ? nil : mismatch("at most \(limit.excerpt())")
        case .matches(let shape):
            let shape = shape.value(bindings).text ?? ""
            let isMatch = value.text.flatMap { text in TextShape(shape)?.matches(text) } ?? false
            return isMatch ? nil : mismatch("a text like \(shape)")
        case .contains(let expression):
            let sought = expression.value(bindings)
            let isThere =
                value.list?.contains(sought)
                ?? value.text.flatMap { text in sought.text.map { text.holds($0) } } ?? false
            return isThere ? nil : mismatch("something with \(sought.excerpt()) in it")
        case .isKind(let kind):
            return value.isOfKind(kind) ? nil : mismatch(kind == .null ? "null" : "a \(kind)")
        case .count(let inner):
            guard let count = value.count else { return mismatch("something to count") }
            guard let found = part(.integer(Int64(count)), "").mismatch(inner) else { return nil }
            return mismatch("\(found.expected) elements", "\(count) in \(value.excerpt())")
        case .fields(let parts):
            guard case .record = value else { return mismatch("a record") }
            for (path, inner) in parts {
                let member = part(value.part(at: path) ?? .null, ".\(path)")
                if let found = member.mismatch(inner) { return found }
            }
            return nil
        default:
            guard case .list(let elements) = value else { return mismatch("a list") }
            return mismatch(expectation, elements)
        }
    }

    private func mismatch(_ expectation: Expectation, _ elements: [Value]) -> Mismatch? {
        switch expectation {
        case .distinct:
            var seen = Set<Value>(minimumCapacity: elements.count)
            let twice = elements.first { !seen.insert($0).inserted }
            return twice.map { mismatch("no two of \(elements.count) alike", "\($0.excerpt()) twice") }
        case .increasing:
            for (left, right) in zip(elements, elements.dropFirst()) where !left.isBelow(right) {
                return mismatch(
                    "each greater than the one before", "\(right.excerpt(80)) after \(left.excerpt(80))")
            }
            return nil
        case .each(let inner):
            for (index, element) in elements.enumerated() {
                if let found = part(element, "[\(index)]").mismatch(inner) { return found }
            }
            return nil
        case .some(let inner):
            return elements.contains { part($0, "").mismatch(inner) == nil }
                ? nil : mismatch(expectation.words(bindings))
        case .none(let inner):
            for (index, element) in elements.enumerated() {
                let element = part(element, "[\(index)]")
                if element.mismatch(inner) == nil { return element.mismatch(expectation.words(bindings)) }
            }
            return nil
        case .elements(let expected):
            guard expected.count == elements.count else {
                return mismatch("\(expected.count) elements", "\(elements.count): \(answer)")
            }
            for index in expected.indices {
                if let found = part(elements[index], "[\(index)]").mismatch(expected[index]) { return found }
            }
            return nil
        case .columns(let parts):
            for (path, inner) in parts {
                let column = elements.map { $0.part(at: path) ?? .null }
                if let found = part(.list(column), "[].\(path)").mismatch(inner) { return found }
            }
            return nil
        default: return mismatch(expectation.words(bindings))
        }
    }
}

extension Value {
    fileprivate var count: Int? {
        switch self {
        case .list(let elements): elements.count
        case .record(let members): members.count
        case .text(let text): text.utf8.count
        default: nil
        }
    }

    fileprivate func isOfKind(_ kind: Expectation.Kind) -> Bool {
        switch (self, kind) {
        case (.null, .null), (.bool, .flag), (.integer, .number), (.number, .number), (.text, .text),
            (.list, .list), (.record, .record):
            true
        default: false
        }
    }

    fileprivate func isBelow(_ other: Value) -> Bool {
        if let left = text, let right = other.text { return left.utf8.lexicographicallyPrecedes(right.utf8) }
        guard let left = number, let right = other.number else { return false }
        return left < right
    }
}

extension String {
    /// Whether the other's bytes are among these.
    fileprivate func holds(_ other: String) -> Bool {
        let bytes = Array(utf8)
        let sought = Array(other.utf8)
        guard sought.count <= bytes.count else { return false }
        return (0...bytes.count - sought.count).contains { bytes[$0...].starts(with: sought) }
    }
}
