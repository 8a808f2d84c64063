/// A generator of random numbers that is small, fast and the same on every machine (Steele et al. 2014).
package struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func number(below bound: Int) -> Int { Int(next() >> 1) % max(1, bound) }

    package mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[number(below: choices.count)]
    }
}

/// Random damage to source text: bytes and pieces of syntax inserted, removed, replaced, repeated.
package struct Mutation: Sendable {
    private static let pieces: [[UInt8]] = [
        "(", ")", "[", "]", "{", "}", "\"", "'", "\"\"\"", "'''", "f\"", "f'''", "t\"{", "rb'", "\\", "\\\n",
        "\n", "\r", "\r\n", "\t", "        ", "\u{0C}", ":", ":=", "=", ",", ";", ".", "...", "@", "#", "!",
        "->", "**", "class ", "class A(B):", "def f(a, b=1):", "async ", "import a.b as c", "from . import *",
        "return ", "lambda: ", "if x:", "else:", "try:", "except ImportError:", "pass", "yield ",
        "with a as b:",
        "type X = ", "match x:", "case _:", "0x", "1e", "0_", "\u{FEFF}", "é", "\0",
    ].map { Array($0.utf8) }

    private var generator: SplitMix

    package init(seed: UInt64) { generator = SplitMix(seed: seed) }

    /// A damaged copy, at most a few hundred bytes longer.
    package mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0...generator.number(below: 4) {
            let index = generator.number(below: result.count + 1)
            switch generator.number(below: 6) {
            case 0: result.insert(contentsOf: generator.pick(Self.pieces), at: index)
            case 1:
                let end = min(result.count, index + 1 + generator.number(below: 12))
                if index < end { result.removeSubrange(index..<end) }
            case 2: if index < result.count { result[index] = UInt8(truncatingIfNeeded: generator.next()) }
            case 3:
                let run = Array(result[index..<min(result.count, index + generator.number(below: 80))])
                result.insert(contentsOf: run, at: generator.number(below: result.count + 1))
            case 4: if index < result.count { result[index] ^= 1 << UInt8(generator.number(below: 8)) }
            default:
                // Half of the file goes: whatever was open stays open.
                if generator.number(below: 4) == 0 { result.removeSubrange(index...) }
            }
        }
        return result
    }
}
