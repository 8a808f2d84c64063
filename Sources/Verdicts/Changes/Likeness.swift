import Classification
import Findings

/// How much managers of two audits are alike, by what they are called, where they stand and what they offer.
///
/// Words and members that many managers share say little, rare ones much: each weighs 1 ÷ (1 + log₂ of how many
/// managers have it).
struct Likeness {
    private struct Features {
        var name: Items
        var path: Items
        var members: Items
    }

    /// Numbers of words or members, ascending.
    private struct Items {
        var ids: [Int]
        /// What all of them weigh.
        var weight = 0.0
    }

    private let before: [Features]
    private let after: [Features]
    private let weights: [Double]

    /// - Complexity: O(n) in the names, paths and members of both lists.
    init(_ before: [ManagerFact], _ after: [ManagerFact]) {
        var vocabulary = Vocabulary()
        let features = [before, after].map { $0.map { vocabulary.features(of: $0) } }
        let weights = vocabulary.counts.map { 1 / (1 + Self.log2($0)) }
        func weigh(_ items: inout Items) { items.weight = items.ids.reduce(0) { $0 + weights[$1] } }
        func weighed(_ features: Features) -> Features {
            var features = features
            weigh(&features.name)
            weigh(&features.path)
            weigh(&features.members)
            return features
        }
        self.before = features[0].map(weighed)
        self.after = features[1].map(weighed)
        self.weights = weights
    }

    /// 0 to 1 for the managers at two indices: half of it for common members, a third for common words of the names, the
    /// rest for those of the paths. 0 where both have members, and none in common. Where neither has members, names
    /// and paths have to do.
    func score(_ old: Int, _ new: Int) -> Double {
        let hasMembers = before[old].members.weight > 0 || after[new].members.weight > 0
        let members = overlap(before[old].members, after[new].members)
        guard members > 0 || !hasMembers else { return 0 }
        let name = overlap(before[old].name, after[new].name)
        let path = overlap(before[old].path, after[new].path)
        return hasMembers ? members * 0.5 + name / 3 + path / 6 : name * 0.6 + path * 0.3
    }

    /// The mean of how much of the smaller set the other has, and of how much of both is common.
    private func overlap(_ left: Items, _ right: Items) -> Double {
        let common = common(left.ids, right.ids)
        guard common > 0 else { return 0 }
        return (common / min(left.weight, right.weight) + common / (left.weight + right.weight - common)) / 2
    }

    /// What two ascending lists have in common, by weight.
    private func common(_ left: [Int], _ right: [Int]) -> Double {
        var (first, second) = (0, 0)
        var common = 0.0
        while first < left.count, second < right.count {
            if left[first] == right[second] {
                common += weights[left[first]]
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
                name: items(IdentifierWords.split(manager.name)), path: items(folders.map { "/" + $0 }),
                members: items(own))
        }

        /// Each once.
        private mutating func items(_ texts: [String]) -> Items {
            let found = Set(texts).map { text -> Int in
                if let known = ids[text] { return known }
                ids[text] = counts.count
                counts.append(0)
                return counts.count - 1
            }.sorted()
            for id in found { counts[id] += 1 }
            return Items(ids: found)
        }
    }
}
