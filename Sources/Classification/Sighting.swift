/// What a predicate saw.
package struct Sighting: Sendable, Hashable {
    /// In words: `base unittest.TestCase`.
    package var detail: String
    /// 1-based; 0 where it has none.
    package var line: Int

    package init(_ detail: String, line: Int = 0) {
        self.detail = detail
        self.line = line
    }

    func at(_ line: Int) -> Sighting { Sighting(detail, line: line) }
}
