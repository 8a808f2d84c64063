/// What GitHub code scanning tells alerts of one rule in one file apart by, `primaryLocationLineHash`: a rolling hash
/// over the 100 characters from the beginning of a line, spaces and tabs left out
/// (github/codeql-action, src/fingerprints.ts).
enum GitHubLineHash {
    private static let window = 100
    private static let factor: UInt64 = 37
    private static let endOfFile: UInt64 = 65_535

    /// One hash a line, in order: `271789c17abda88f:1`, where the number tells equal lines apart.
    ///
    /// - Complexity: O(n) in UTF-16 code units.
    static func hashes(of text: String) -> [String] {
        var state = State()
        var follows13 = false
        for unit in text.utf16 {
            defer { follows13 = unit == 13 }
            if unit == 32 || unit == 9 || follows13 && unit == 10 { continue }
            state.take(unit == 13 ? 10 : UInt64(unit))
        }
        state.take(endOfFile)
        for _ in 0..<window { state.pad() }
        return state.hashes
    }

    private struct State {
        private var characters = [UInt64](repeating: 0, count: window)
        /// Whether a line begins with the character at that place of the window.
        private var begins = [Bool](repeating: false, count: window)
        private var place = 0
        private var hash: UInt64 = 0
        private var isStart = true
        private var seen: [UInt64: Int] = [:]
        private let first = (0..<window).reduce(1 as UInt64) { power, _ in power &* factor }
        private(set) var hashes: [String] = []

        mutating func take(_ character: UInt64) {
            emit()
            begins[place] = isStart
            isStart = character == 10
            push(character)
        }

        mutating func pad() {
            emit()
            push(0)
        }

        /// The window is full of what follows the beginning of a line.
        private mutating func emit() {
            guard begins[place] else { return }
            begins[place] = false
            seen[hash, default: 0] += 1
            hashes.append("\(String(hash, radix: 16)):\(seen[hash, default: 1])")
        }

        private mutating func push(_ character: UInt64) {
            hash = factor &* hash &+ character &- first &* characters[place]
            characters[place] = character
            place = (place + 1) % window
        }
    }
}
