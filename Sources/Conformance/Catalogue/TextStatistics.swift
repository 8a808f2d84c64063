internal import Glibc

/// What many texts have in common.
struct TextStatistics {
    private let texts: [[UInt8]]

    init(_ value: Value) { texts = (value.list ?? []).map { Array(($0.text ?? "").utf8) } }

    /// The number of places that every text has.
    private var width: Int { texts.map(\.count).min() ?? 0 }

    var varyingBits: Double {
        let bits = (0..<width).reduce(0.0) { sum, place in
            var seen = Set<UInt8>()
            for text in texts { seen.insert(text[place]) }
            return sum + log2(Double(seen.count))
        }
        return (bits * 1000).rounded() / 1000
    }

    var bitBias: Double {
        let count = Double(texts.count)
        var most = 0.0
        for place in 0..<width {
            var ones = [0, 0, 0, 0]
            for text in texts {
                let digit = text[place]
                let value = digit <= UInt8(ascii: "9") ? digit &- UInt8(ascii: "0") : (digit | 0x20) &- 0x57
                for bit in 0..<4 where value >> UInt8(bit) & 1 == 1 { ones[bit] += 1 }
            }
            for bit in ones { most = max(most, abs(2 * Double(bit) - count) / count.squareRoot()) }
        }
        return (most * 100).rounded() / 100
    }

    /// Ascents of a random order: half of the pairs, with a variance of (n + 1) / 12.
    var orderBias: Double {
        guard texts.count > 1 else { return 0 }
        let ascents = zip(texts, texts.dropFirst()).count { $0.lexicographicallyPrecedes($1) }
        let pairs = Double(texts.count - 1)
        let bias = abs(Double(ascents) - pairs / 2) / ((pairs + 2) / 12).squareRoot()
        return (bias * 100).rounded() / 100
    }
}
