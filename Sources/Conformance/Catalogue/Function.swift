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
    /// Whether a value is anything but null, false and empty.
    case `is`
    /// Whether it is null, false or empty.
    case not

    // Of texts.
    /// ASCII letters as capitals.
    case upper
    /// So many characters at the end as capitals, `{$upper-end: [8, $id]}`; null where that changes nothing.
    case upperEnd = "upper-end"
    /// Without its last character.
    case dropLast = "drop-last"
    /// The last so many characters of a text, or of each of a list: `{$end: [14, $ids]}`.
    case end
    /// Digits as those that Arabic writes; null where there are none.
    case arabicDigits = "arabic-digits"
    /// Letters as those of the Cyrillic alphabet that look the same; null where there are none.
    case cyrillic

    // From the seed of the run.
    /// So many texts of so many hexadecimal digits: `{$random-hex: [32, 1000]}`.
    case randomHex = "random-hex"
    /// Each text so often, with a few bytes changed, added or taken away: `{$mutations: [$ids, 20]}`.
    case mutations

    // Of many texts.
    /// How many bits the texts can hold at most: for every place, the logarithm of how many characters were seen there.
    case varyingBits = "varying-bits"
    /// How far the most one-sided bit of hexadecimal texts is from even, in standard deviations.
    case bitBias = "bit-bias"
    /// How far from even it is that the next text is greater, in standard deviations.
    case orderBias = "order-bias"

    package func apply(to value: Value, _ bindings: Bindings) -> Value {
        switch self {
        case .many: return .integer(max(1, Int64((value.number ?? 0) * bindings.scale)))
        case .repeat:
            guard let text = value.part("0")?.text, let count = value.part("1")?.integer else { return .null }
            return .text(String(repeating: text, count: Int(max(0, min(count, 1 << 24)))))
        case .flat: return .list(value.leaves)
        case .minus:
            guard let left = value.part("0")?.number, let right = value.part("1")?.number else {
                return .null
            }
            return .whole(left - right)
        case .is: return .bool(value.isTruthy)
        case .not: return .bool(!value.isTruthy)
        case .upper: return value.text.map { .text($0.withCapitals(fromEnd: .max)) } ?? .null
        case .upperEnd:
            guard let text = value.part("1")?.text else { return .null }
            let upper = text.withCapitals(fromEnd: Int(value.part("0")?.integer ?? 0))
            return upper == text ? .null : .text(upper)
        case .dropLast: return value.text.map { .text(String($0.dropLast())) } ?? .null
        case .end:
            let count = Int(value.part("0")?.integer ?? 0)
            guard let texts = value.part("1")?.list else {
                return value.part("1")?.text.map { .text(String($0.suffix(count))) } ?? .null
            }
            return .list(texts.map { .text(String(($0.text ?? "").suffix(count))) })
        case .arabicDigits: return value.text?.replacing(LookAlikes.arabicDigits) ?? .null
        case .cyrillic: return value.text?.replacing(LookAlikes.cyrillic) ?? .null
        case .randomHex:
            var random = SeededRandom(bindings.seed)
            return .list(
                (0..<(value.part("1")?.integer ?? 0)).map { _ in
                    .text(random.hexadecimal(Int(value.part("0")?.integer ?? 0)))
                })
        case .mutations:
            var random = SeededRandom(bindings.seed)
            let count = value.part("1")?.integer ?? 0
            return .list(
                (value.part("0")?.list ?? []).flatMap { text in
                    (0..<count).map { _ in .text(random.mutation(of: text.text ?? "")) }
                })
        case .varyingBits: return .whole(TextStatistics(value).varyingBits)
        case .bitBias: return .whole(TextStatistics(value).bitBias)
        case .orderBias: return .whole(TextStatistics(value).orderBias)
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

    /// A number, as an integer where it is whole.
    fileprivate static func whole(_ number: Double) -> Value {
        Int64(exactly: number).map(Value.integer) ?? .number(number)
    }
}

extension String {
    fileprivate func withCapitals(fromEnd count: Int) -> String {
        let bytes = Array(utf8)
        let start = max(0, bytes.count - min(count, bytes.count))
        return String(
            decoding: bytes[..<start]
                + bytes[start...].map { $0 &- UInt8(ascii: "a") < 26 ? $0 & ~0x20 : $0 },
            as: UTF8.self)
    }

    /// Nil where there is nothing to replace.
    fileprivate func replacing(_ others: [Character: Character]) -> Value? {
        contains { others[$0] != nil } ? .text(String(map { others[$0] ?? $0 })) : nil
    }
}

/// Characters that people take for others.
private enum LookAlikes {
    static let arabicDigits = Dictionary(uniqueKeysWithValues: zip("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    static let cyrillic = Dictionary(uniqueKeysWithValues: zip("aceopxy", "асеорху"))
}
