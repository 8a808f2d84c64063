import TestKit
import Testing

@testable import Auditing

struct SimilarityJoinTests {
    @Test("a join finds the pairs that comparing all with all finds", arguments: 0..<20 as Range<UInt64>)
    func allPairs(seed: UInt64) async {
        var generator = SplitMix(seed: seed)
        let sets = (0..<30).map { _ in
            WeightedSet(
                (0..<generator.number(below: 12)).map { _ in
                    (item: UInt32(generator.number(below: 25)), weight: UInt8(1 + generator.number(below: 9)))
                })
        }
        var expected: [SimilarityJoin.Match] = []
        for left in sets.indices {
            for right in sets.indices where left < right {
                let score = sets[left].similarity(to: sets[right])
                if score >= 0.5 {
                    expected.append(SimilarityJoin.Match(left: left, right: right, score: score))
                }
            }
        }
        for jobs in [1, 2] {
            #expect(await SimilarityJoin(threshold: 0.5).matches(sets, jobs: jobs) == expected)
        }
    }

    @Test("items are counted once a set, and those of one set alone not at all")
    func counts() async {
        let sets = [[1, 1, 2], [2, 3, 4], [2, 4]].map { items in
            WeightedSet(items.map { (item: UInt32($0), weight: 1) })
        }
        let counts = await ItemCounts(sets, jobs: 2)
        #expect([1, 2, 3, 4].map { counts.find($0)?.count } == [nil, 3, nil, 2])
        #expect(Set([2, 4].map { counts.find($0)?.number }) == [0, 1])
        #expect(counts.numberCount == 2)
    }
}
