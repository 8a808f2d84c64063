import Outlines
import TestKit
import Testing

@testable import Linking

struct SharedNamesTests {
    @Test("equal names of files have one id, others do not, whatever the number of workers")
    func merging() async {
        var generator = SplitMix(seed: 7)
        let texts = (0..<5_000).map { "name\($0)" } + ["", "é", "a"]
        let tables = (0..<40).map { _ in
            var table = NameTable()
            for _ in 0..<generator.number(below: 900) {
                let text = generator.pick(texts)
                _ = table.append(Array(text.utf8).span, hash: NameTable.hash(text))
            }
            return table
        }
        let (names, ids) = await SharedNames.merging(tables, jobs: 1)
        #expect(await SharedNames.merging(tables, jobs: 2).ids == ids)
        for (table, ids) in zip(tables, ids) {
            #expect(ids.count == table.count)
            for (index, id) in ids.enumerated() { #expect(names[id] == table[NameTable.ID(index)]) }
        }
        #expect(Set(ids.joined()).count == Set(ids.joined().map { names[$0] }).count)
        #expect(ids.joined().allSatisfy { $0 < names.idLimit })
        #expect(names.known("name") == nil)
    }

    @Test("a name that is added later has an id of its own, and the same one again")
    func adding() async {
        var names = await SharedNames.merging([], jobs: 1).names
        let first = names.id("a")
        #expect(names.id("b") != first)
        #expect(names.id("a") == first)
        #expect(names.known("a") == first)
        #expect(names[first] == "a")
    }
}
