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
        let sets = [[1, 1, 2], [2, 3], [2]].map { items in
            WeightedSet(items.map { (item: UInt32($0), weight: 1) })
        }
        let counts = await ItemCounts(sets, jobs: 2)
        #expect([1, 2, 3].map { counts.find($0)?.count } == [nil, 3, nil])
        #expect([1, 2, 3].compactMap { counts.find($0)?.number }.allSatisfy { $0 < counts.numberCount })
    }
}
