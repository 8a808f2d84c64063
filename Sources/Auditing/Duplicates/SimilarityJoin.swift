import Linking

/// Finds the pairs of sets that are similar enough, without comparing all with all.
///
/// Sets that share `threshold` of the heavier one share at least one of the rarest items that make up the rest
/// (prefix filtering: Chaudhuri, Ganti, Kaushik, "A Primitive Operator for Similarity Joins", ICDE 2006): only
/// sets that meet there are compared.
struct SimilarityJoin {
    let threshold: Double

    /// Items that more sets than this have say too little to bring sets together: it bounds the work on hostile
    /// input, and costs pairs that share nothing rarer.
    static let commonest = 48

    struct Match: Sendable, Hashable {
        var left: Int
        var right: Int
        var score: Double
    }

    /// - Returns: pairs of indices with `left < right`, in order.
    /// - Complexity: O(n · `commonest`) comparisons for n items in all.
    func matches(_ sets: [WeightedSet], jobs: Int) async -> [Match] {
        let counts = await ItemCounts(sets, jobs: jobs)
        let prefixes = await concurrentMap(sets, jobs: jobs) { prefix($0, counts) }
        let meetings = Meetings(prefixes, numberCount: counts.numberCount)
        return await concurrentMap(Array(sets.indices), jobs: jobs) { left -> [Match] in
            var rights: [Int32] = []
            for number in prefixes[left] {
                let bucket = meetings.sets(at: number)
                guard bucket.count <= Self.commonest else { continue }
                for right in bucket.reversed() {
                    guard right > left else { break }
                    if isNear(sets[left], sets[Int(right)]) { rights.append(right) }
                }
            }
            rights.sort()
            var matches: [Match] = []
            var last: Int32?
            for right in rights where right != last {
                last = right
                let score = sets[left].similarity(to: sets[Int(right)], atLeast: threshold)
                if score >= threshold { matches.append(Match(left: left, right: Int(right), score: score)) }
            }
            return matches
        }.flatMap { $0 }
    }

    /// Whether the weights leave room for the threshold.
    private func isNear(_ left: WeightedSet, _ right: WeightedSet) -> Bool {
        Double(min(left.total, right.total)) >= threshold * Double(max(left.total, right.total))
    }

    /// The numbers of the rarest items, up to the first that leaves less than the threshold behind it; without
    /// those that no other set has.
    private func prefix(_ set: WeightedSet, _ counts: ItemCounts) -> [UInt32] {
        // Count, number and weight in one word each, so that they are sorted as plain numbers.
        var order: [UInt64] = []
        order.reserveCapacity(set.count)
        var rest = Double(set.total)
        for index in 0..<set.count {
            let weight = set.weight(index)
            if let (number, count) = counts.find(set.item(index)) {
                let rarity = UInt64(min(count, Self.countLimit))
                order.append(rarity << 40 | UInt64(number) << 8 | UInt64(weight))
            } else {
                // What one set has alone is rarest, and brings none together.
                rest -= Double(weight)
            }
        }
        guard rest >= threshold * Double(set.total) else { return [] }
        order.sort()
        var numbers: [UInt32] = []
        for place in order {
            guard rest >= threshold * Double(set.total) else { break }
            rest -= Double(UInt8(truncatingIfNeeded: place))
            let number = UInt32(truncatingIfNeeded: place >> 8)
            if numbers.last != number { numbers.append(number) }
        }
        return numbers
    }

    /// Items of more sets than this count as equally common: their counts have 24 bits.
    private static let countLimit: UInt32 = 1 << 24 - 1
}

/// Which sets have each item among their rarest.
private struct Meetings: Sendable {
    /// Where the sets of each item start in `sets`, and where the last ones end.
    private var starts: [Int32]
    private var sets: [Int32]

    init(_ prefixes: [[UInt32]], numberCount: Int) {
        var ends = [Int32](repeating: 0, count: numberCount + 1)
        for prefix in prefixes { for number in prefix { ends[Int(number) + 1] += 1 } }
        for index in 1..<ends.count { ends[index] += ends[index - 1] }
        starts = ends
        sets = [Int32](repeating: 0, count: Int(ends[numberCount]))
        for (index, prefix) in prefixes.enumerated() {
            for number in prefix {
                sets[Int(ends[Int(number)])] = Int32(truncatingIfNeeded: index)
                ends[Int(number)] += 1
            }
        }
    }

    /// Ascending.
    func sets(at number: UInt32) -> ArraySlice<Int32> {
        sets[Int(starts[Int(number)])..<Int(starts[Int(number) + 1])]
    }
}
