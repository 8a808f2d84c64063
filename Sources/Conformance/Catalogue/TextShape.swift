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

    /// Nil where a `{…}` is none of the known classes, with or without a length `:8` or `:1-5`, and for shapes of more
    /// than a kilobyte.
    ///
    /// Other words, such as `{user}`, mean `{word}`.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.longestShape else { return nil }
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

    /// - Complexity: O(n · p) for n bytes and p parts, whatever the shape: it may come from a subject.
    package func matches(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.longestText else { return false }
        // The places that the parts so far can end at.
        var ends = [Bool](repeating: false, count: bytes.count + 1)
        ends[0] = true
        for part in parts {
            switch part {
            case .literal(let literal): ends = Self.ends(behind: literal, from: ends, in: bytes)
            case .run(let kind, let counts): ends = Self.ends(behind: kind, counts, from: ends, in: bytes)
            }
        }
        return ends[bytes.count]
    }

    private static let longestText = 4096
    private static let longestShape = 1024

    private static func ends(behind literal: [UInt8], from starts: [Bool], in bytes: [UInt8]) -> [Bool] {
        var ends = [Bool](repeating: false, count: starts.count)
        for start in starts.indices where starts[start] && bytes[start...].starts(with: literal) {
            ends[start + literal.count] = true
        }
        return ends
    }

    private static func ends(
        behind kind: Class, _ counts: ClosedRange<Int>, from starts: [Bool], in bytes: [UInt8]
    ) -> [Bool] {
        // How many bytes of the class follow each place.
        var lengths = [Int](repeating: 0, count: starts.count)
        for place in bytes.indices.reversed() where kind.contains(bytes[place]) {
            lengths[place] = lengths[place + 1] + 1
        }
        // How many more, or fewer, ranges of ends hold a place than the one before it.
        var changes = [Int](repeating: 0, count: starts.count + 1)
        for start in starts.indices where starts[start] && lengths[start] >= counts.lowerBound {
            changes[start + counts.lowerBound] += 1
            changes[start + min(lengths[start], counts.upperBound) + 1] -= 1
        }
        var open = 0
        return starts.indices.map { place in
            open += changes[place]
            return open > 0
        }
    }
}
