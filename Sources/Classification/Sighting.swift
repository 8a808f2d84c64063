/// What a predicate saw.
public struct Sighting: Sendable, Hashable {
    /// In words: `base unittest.TestCase`.
    public var detail: String
    /// 1-based; 0 where it has none.
    public var line: Int

    public init(_ detail: String, line: Int = 0) {
        self.detail = detail
        self.line = line
    }

    func at(_ line: Int) -> Sighting { Sighting(detail, line: line) }
}
