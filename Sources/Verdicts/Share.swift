/// A percentage with what it was taken of: both counted over the same set (DESIGN.md §4).
package struct Share: Sendable, Hashable {
    package var numerator: Int
    package var denominator: Int

    package init(_ numerator: Int, of denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// 0 to 100; 100 where there is nothing to count.
    package var percent: Double {
        denominator == 0 ? 100 : 100 * Double(numerator) / Double(denominator)
    }

    package static func + (left: Share, right: Share) -> Share {
        Share(left.numerator + right.numerator, of: left.denominator + right.denominator)
    }
}
