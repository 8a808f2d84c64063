/// A value that may depend on what earlier steps saved.
package indirect enum Expression: Sendable {
    case constant(Value)
    /// `$name`, or `$name.member.0`: what a step saved, or a part of it. Null where there is no such part.
    case reference(Reference)
    /// `user-${name}`: a text with others in it.
    case joined([Expression])
    case list([Expression])
    case record([(name: String, value: Expression)])
    /// `{$upper: $id}`.
    case function(Function, Expression)

    /// A saved name, and the way to a part of its value.
    package struct Reference: Sendable, Hashable, CustomStringConvertible {
        package let name: String
        package let path: [String]

        package init(_ text: String) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            name = parts[0]
            path = Array(parts.dropFirst())
        }

        package var description: String { "$" + ([name] + path).joined(separator: ".") }
    }

    package func value(_ bindings: Bindings) -> Value {
        switch self {
        case .constant(let value): value
        case .reference(let reference): bindings[reference]
        case .joined(let parts):
            .text(
                parts.map { part in
                    let value = part.value(bindings)
                    return value.text ?? value.json
                }.joined())
        case .list(let elements): .list(elements.map { $0.value(bindings) })
        case .record(let members):
            .record(Dictionary(members.map { ($0.name, $0.value.value(bindings)) }) { $1 })
        case .function(let function, let argument):
            function.apply(to: argument.value(bindings), bindings)
        }
    }
}

/// What is known while a scenario runs.
package struct Bindings: Sendable {
    package var values: [String: Value] = [:]
    /// The part of `{$many: n}` that is tried: 1, or less where a quick run is wanted.
    package var scale = 1.0
    /// What `{$random…}` follows from.
    package var seed: UInt64 = 0

    package subscript(reference: Expression.Reference) -> Value {
        var value = values[reference.name] ?? .null
        for name in reference.path { value = value.part(name) ?? .null }
        return value
    }
}

extension Value {
    /// The member of a record, or the element of a list by its number.
    package func part(_ name: String) -> Value? {
        if let list, let index = Int(name), list.indices.contains(index) { return list[index] }
        return self[name]
    }

    /// The part at the end of a dotted way.
    package func part(at path: String) -> Value? {
        var value: Value? = self
        for name in path.split(separator: ".") { value = value?.part(String(name)) }
        return value
    }
}
