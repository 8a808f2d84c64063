/// Things that a definition consists of, each with a weight: statements by their shapes, members by their names.
struct WeightedSet: Sendable {
    /// Each thing above its weight, ascending; one thing may stand there several times. One word each, so that sets
    /// are sorted and merged as plain numbers.
    private let parts: [UInt64]
    let total: Int

    init(_ parts: some Sequence<(item: UInt32, weight: UInt8)>) {
        var packed: [UInt64] = []
        packed.reserveCapacity(parts.underestimatedCount)
        var total = 0
        for part in parts {
            packed.append(UInt64(part.item) << 8 | UInt64(part.weight))
            total += Int(part.weight)
        }
        packed.sort()
        self.parts = packed
        self.total = total
    }

    var count: Int { parts.count }

    /// The distinct items of a range, ascending.
    @inline(__always)
    func forEachItem(in range: ClosedRange<UInt32>, _ body: (UInt32) -> Void) {
        var (low, high) = (0, parts.count)
        while low < high {
            let middle = (low + high) / 2
            if item(middle) < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        var last: UInt32?
        while low < parts.count, item(low) <= range.upperBound {
            if item(low) != last { body(item(low)) }
            last = item(low)
            low += 1
        }
    }

    func item(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: parts[index] >> 8) }

    func weight(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: parts[index]) }

    /// The weight that both have, as a share of the heavier one: 0 to 1.
    ///
    /// - Parameter least: any lower share may be given as 0.
    /// - Complexity: O(n + m).
    func similarity(to other: WeightedSet, atLeast least: Double = 0) -> Double {
        let most = max(total, other.total)
        guard most > 0 else { return 0 }
        // What of each may still be shared; most pairs fall short long before their ends.
        var (leftRest, rightRest) = (total, other.total)
        let needed = Int((least * Double(most)).rounded(.down))
        var (left, right, shared) = (0, 0, 0)
        while left < parts.count, right < other.parts.count {
            let (first, second) = (parts[left] >> 8, other.parts[right] >> 8)
            if first == second {
                shared += Int(min(weight(left), other.weight(right)))
                leftRest -= Int(weight(left))
                rightRest -= Int(other.weight(right))
                left += 1
                right += 1
            } else if first < second {
                leftRest -= Int(weight(left))
                left += 1
                if shared + leftRest < needed { return 0 }
            } else {
                rightRest -= Int(other.weight(right))
                right += 1
                if shared + rightRest < needed { return 0 }
            }
        }
        return Double(shared) / Double(most)
    }

    /// How many distinct things both have.
    func shared(with other: WeightedSet) -> Int {
        Set(parts.map { $0 >> 8 }).intersection(other.parts.map { $0 >> 8 }).count
    }
}
