/// SplitMix64 (Steele et al. 2014): the same for the same seed, on every machine.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(_ seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    /// A number below the limit.
    package mutating func next(below limit: Int) -> Int { limit > 0 ? Int(next() % UInt64(limit)) : 0 }

    mutating func hexadecimal(_ count: Int) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: (0..<max(0, count)).map { _ in digits[next(below: 16)] }, as: UTF8.self)
    }

    /// The text with a change or two: never itself.
    mutating func mutation(of text: String) -> String {
        let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyzAZ_-. \n\u{7f}".utf8)
        var bytes = Array(text.utf8)
        for _ in 0...next(below: 2) {
            let place = next(below: bytes.count)
            switch next(below: 4) {
            case 0 where !bytes.isEmpty: bytes[place] = alphabet[next(below: alphabet.count)]
            case 1 where !bytes.isEmpty: bytes.remove(at: place)
            case 2 where !bytes.isEmpty: bytes.swapAt(place, next(below: bytes.count))
            default: bytes.insert(alphabet[next(below: alphabet.count)], at: place)
            }
        }
        let mutant = String(decoding: bytes, as: UTF8.self)
        return mutant == text ? text + "x" : mutant
    }
}
