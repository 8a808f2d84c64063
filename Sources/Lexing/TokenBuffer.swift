/// The tokens of one file, kept by a worker and refilled for each file, so that no file allocates its own.
public struct TokenBuffer: Sendable {
    public internal(set) var tokens: [Token] = []
    /// Comments, and line ends that end no statement: in order, apart from the tokens, since grammar needs none.
    public internal(set) var trivia: [Token] = []
    /// The offset of each line's first byte; line n (1-based) starts at `lineStarts[n - 1]`.
    public internal(set) var lineStarts: [UInt32] = []
    /// How many places the lexer could not read as the language demands.
    public internal(set) var errorCount = 0

    public init() {}

    /// Empties the buffer and keeps its memory.
    public mutating func removeAll() {
        tokens.removeAll(keepingCapacity: true)
        trivia.removeAll(keepingCapacity: true)
        lineStarts.removeAll(keepingCapacity: true)
        lineStarts.append(0)
        errorCount = 0
    }

    /// The 1-based line that holds `offset`. O(log lines).
    public func line(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }
}
