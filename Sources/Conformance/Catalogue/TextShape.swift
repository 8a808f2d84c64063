/// The shape of an ID's text: `conn_{user}_{digits:13}_{hex:8}`. Matches whole texts, in bytes of ASCII: no line end slips
/// by, and no digit of another script.
package struct TextShape: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        case literal([UInt8])
        case run(Class, ClosedRange<Int>)
    }

    /// What a `{…}` stands for.
    package enum Class: String, Sendable, CaseIterable {
        case digits, hex, variant, base32, lower, word, any

        fileprivate func contains(_ byte: UInt8) -> Bool {
            let isDigit = byte &- UInt8(ascii: "0") < 10
            let isLower = byte &- UInt8(ascii: "a") < 26
            return switch self {
            case .digits: isDigit
            case .hex: isDigit || byte &- UInt8(ascii: "a") < 6
            // The digit of a UUID that holds the variant 10 (RFC 9562 §4.1).
            case .variant: "89ab".utf8.contains(byte)
            // Crockford's alphabet, as TypeID has it.
            case .base32: isDigit || isLower && !"ilou".utf8.contains(byte)
            case .lower: isLower
            case .word:
                isDigit || isLower || byte &- UInt8(ascii: "A") < 26 || byte == UInt8(ascii: "_")
                    || byte == UInt8(ascii: "-")
            case .any: byte &- 0x21 < 0x5e
            }
        }
    }

    private let parts: [Part]

    /// Nil where a `{…}` is none of the known classes, with or without a length `:8` or `:1-5`.
    ///
    /// Other words, such as `{user}`, mean `{word}`.
    package init?(_ text: String) {
        var parts: [Part] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let literal = rest.prefix { $0 != UInt8(ascii: "{") }
            if !literal.isEmpty { parts.append(.literal(Array(literal))) }
            rest = rest.dropFirst(literal.count)
            guard !rest.isEmpty else { break }
            guard let end = rest.firstIndex(of: UInt8(ascii: "}")),
                let run = Self.run(rest[..<end].dropFirst())
            else { return nil }
            parts.append(run)
            rest = rest[(end + 1)...]
        }
        self.parts = parts
    }

    private static func run(_ bytes: ArraySlice<UInt8>) -> Part? {
        let pieces = String(decoding: bytes, as: UTF8.self).split(
            separator: ":", omittingEmptySubsequences: false)
        guard let name = pieces.first, !name.isEmpty, pieces.count <= 2 else { return nil }
        let kind = Class(rawValue: String(name)) ?? .word
        guard pieces.count == 2 else { return .run(kind, 1...255) }
        let bounds = pieces[1].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let low = bounds.first ?? nil, let high = bounds.last ?? nil, bounds.count <= 2, low <= high,
            low >= 0
        else { return nil }
        return .run(kind, low...high)
    }

    /// - Complexity: O(n) for shapes whose open parts follow each other at most twice.
    package func matches(_ text: String) -> Bool { Self.matches(Array(text.utf8)[...], parts[...]) }

    private static func matches(_ bytes: ArraySlice<UInt8>, _ parts: ArraySlice<Part>) -> Bool {
        guard let part = parts.first else { return bytes.isEmpty }
        switch part {
        case .literal(let literal):
            return bytes.starts(with: literal) && matches(bytes.dropFirst(literal.count), parts.dropFirst())
        case .run(let kind, let counts):
            let most = bytes.prefix(counts.upperBound).prefix(while: kind.contains).count
            guard most >= counts.lowerBound else { return false }
            return (counts.lowerBound...most).reversed().contains {
                matches(bytes.dropFirst($0), parts.dropFirst())
            }
        }
    }
}
