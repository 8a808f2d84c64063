/// What scenarios make of values: `{$upper: $id}`.
package enum Function: String, Sendable, CaseIterable {
    /// So many, or fewer in a quick run: `{$many: 100000}`.
    case many
    /// A text so often: `{$repeat: [a, 1000000]}`.
    case `repeat`
    /// Lists joined to one, at every depth.
    case flat
    /// The first less the second.
    case minus
    /// ASCII letters as capitals.
    case upper
    /// Without its last character.
    case dropLast = "drop-last"

    package func apply(to value: Value, _ bindings: Bindings) -> Value {
        switch self {
        case .many:
            return .integer(max(1, Int64((value.number ?? 0) * bindings.scale)))
        case .repeat:
            guard let text = value.part("0")?.text, let count = value.part("1")?.integer else { return .null }
            return .text(String(repeating: text, count: Int(max(0, min(count, 1 << 24)))))
        case .flat: return .list(value.leaves)
        case .minus:
            guard let left = value.part("0")?.number, let right = value.part("1")?.number else {
                return .null
            }
            return Int64(exactly: left - right).map(Value.integer) ?? .number(left - right)
        case .upper: return value.mapText { $0.isASCIILower ? $0 & ~0x20 : $0 }
        case .dropLast: return value.text.map { .text(String($0.dropLast())) } ?? .null
        }
    }
}

extension Value {
    /// Everything in a list that is no list, in order.
    var leaves: [Value] {
        guard let list else { return [self] }
        // Most lists hold no others, and are long.
        return list.contains { $0.list != nil } ? list.flatMap(\.leaves) : list
    }

    fileprivate func mapText(_ change: (UInt8) -> UInt8) -> Value {
        text.map { .text(String(decoding: $0.utf8.map(change), as: UTF8.self)) } ?? .null
    }
}

extension UInt8 {
    fileprivate var isASCIILower: Bool { self &- UInt8(ascii: "a") < 26 }
}
