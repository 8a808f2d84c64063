import Classification
import Findings

/// How much managers of two audits are alike, by what they are called, where they stand and what they offer.
///
/// Words and members that many managers share say little, rare ones much: each weighs 1 ÷ (1 + log₂ of how many
/// managers have it).
struct Likeness {
    private struct Features {
        var name: [Int]
        var path: [Int]
        var members: [Int]
    }

    private let before: [Features]
    private let after: [Features]
    private let weights: [Double]

    /// - Complexity: O(n) in the names, paths and members of both lists.
    init(_ before: [ManagerFact], _ after: [ManagerFact]) {
        var vocabulary = Vocabulary()
        self.before = before.map { vocabulary.features(of: $0) }
        self.after = after.map { vocabulary.features(of: $0) }
        weights = vocabulary.counts.map { 1 / (1 + Self.log2($0)) }
    }

    /// 0 to 1 for the managers at two indices: half of it for common members, a third for common words of the names, the
    /// rest for those of the paths. 0 where both have members, and none in common. Where neither has members, names
    /// and paths have to do.
    func score(_ old: Int, _ new: Int) -> Double {
        let (left, right) = (before[old], after[new])
        let name = overlap(left.name, right.name)
        let path = overlap(left.path, right.path)
        if left.members.isEmpty, right.members.isEmpty { return name * 0.6 + path * 0.3 }
        let members = overlap(left.members, right.members)
        return members == 0 ? 0 : members * 0.5 + name / 3 + path / 6
    }

    /// The mean of how much of the smaller set the other has, and of how much of both is common.
    private func overlap(_ left: [Int], _ right: [Int]) -> Double {
        let (first, second, common) = (weight(left), weight(right), weight(shared(left, right)))
        guard common > 0 else { return 0 }
        return (common / min(first, second) + common / (first + second - common)) / 2
    }

    private func weight(_ items: [Int]) -> Double { items.reduce(0) { $0 + weights[$1] } }

    /// What two sorted lists have in common.
    private func shared(_ left: [Int], _ right: [Int]) -> [Int] {
        var (first, second) = (0, 0)
        var common: [Int] = []
        while first < left.count, second < right.count {
            if left[first] == right[second] {
                common.append(left[first])
                first += 1
                second += 1
            } else if left[first] < right[second] {
                first += 1
            } else {
                second += 1
            }
        }
        return common
    }

    /// The logarithm of a number from 1, without a mathematics library: whole part and a straight line between powers.
    private static func log2(_ number: Int) -> Double {
        let whole = Int.bitWidth - 1 - max(1, number).leadingZeroBitCount
        return Double(whole) + Double(number) / Double(1 << whole) - 1
    }

    /// Numbers for words and members, and how many managers have each.
    private struct Vocabulary {
        private var ids: [String: Int] = [:]
        private(set) var counts: [Int] = []

        mutating func features(of manager: ManagerFact) -> Features {
            let folders = manager.path.split(separator: "/").flatMap { IdentifierWords.split($0) }
            let own = manager.members.filter { !$0.isInherited }.map { "." + $0.name }
            return Features(
                name: ids(of: IdentifierWords.split(manager.name)), path: ids(of: folders.map { "/" + $0 }),
                members: ids(of: own))
        }

        /// Sorted, each once.
        private mutating func ids(of texts: [String]) -> [Int] {
            let found = Set(texts).map { text -> Int in
                if let known = ids[text] { return known }
                ids[text] = counts.count
                counts.append(0)
                return counts.count - 1
            }.sorted()
            for id in found { counts[id] += 1 }
            return found
        }
    }
}
