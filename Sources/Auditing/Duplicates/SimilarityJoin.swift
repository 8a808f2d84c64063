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
        let frequencies = Self.frequencies(sets)
        var buckets: [UInt32: [Int32]] = [:]
        for (index, set) in sets.enumerated() {
            for item in prefix(set, frequencies) { buckets[item, default: []].append(Int32(index)) }
        }
        var partners: [[Int32]] = Array(repeating: [], count: sets.count)
        for bucket in buckets.values where bucket.count > 1 && bucket.count <= Self.commonest {
            for (position, left) in bucket.enumerated() {
                for right in bucket[(position + 1)...] where isNear(sets[Int(left)], sets[Int(right)]) {
                    partners[Int(left)].append(right)
                }
            }
        }
        let found = partners
        return await concurrentMap(Array(sets.indices), jobs: jobs) { left -> [Match] in
            Set(found[left]).sorted().compactMap { right in
                let score = sets[left].similarity(to: sets[Int(right)])
                return score >= threshold ? Match(left: left, right: Int(right), score: score) : nil
            }
        }.flatMap { $0 }
    }

    /// Whether the weights leave room for the threshold.
    private func isNear(_ left: WeightedSet, _ right: WeightedSet) -> Bool {
        Double(min(left.total, right.total)) >= threshold * Double(max(left.total, right.total))
    }

    /// In how many sets each item is.
    private static func frequencies(_ sets: [WeightedSet]) -> [UInt32: Int32] {
        var counts: [UInt32: Int32] = [:]
        for set in sets {
            var last: UInt32?
            for item in set.items where item != last {
                counts[item, default: 0] += 1
                last = item
            }
        }
        return counts
    }

    /// The rarest items, up to the first that leaves less than the threshold behind it.
    private func prefix(_ set: WeightedSet, _ frequencies: [UInt32: Int32]) -> [UInt32] {
        let order = set.items.indices.sorted {
            (frequencies[set.items[$0]] ?? 0, set.items[$0]) < (
                frequencies[set.items[$1]] ?? 0, set.items[$1]
            )
        }
        var rest = Double(set.total)
        var items: [UInt32] = []
        for index in order {
            guard rest >= threshold * Double(set.total) else { break }
            rest -= Double(set.weights[index])
            if items.last != set.items[index], frequencies[set.items[index], default: 0] > 1 {
                items.append(set.items[index])
            }
        }
        return items
    }
}
