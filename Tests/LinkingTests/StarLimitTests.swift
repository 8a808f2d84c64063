import Findings
import Outlines
import Testing

@testable import Linking

struct StarLimitTests {
    @Test("files that all import all names of one another are looked through as far as the limit goes")
    func circle() async {
        let count = 12
        let files = (0..<count).map { file in
            let stars = (0..<count).filter { $0 != file }.map { "from m\($0 + 10) import *\n" }.joined()
            return "== m\(file + 10).py\n\(stars)class C\(file): pass\nC\((file + 1) % count)()\nlen()\n"
        }.joined()
        func resolved(_ limit: Int) async -> Int {
            let tree = await SmallRepository(files, starLimit: limit).tree
            return tree.units.indices.reduce(0) { sum, file in
                sum
                    + tree.units[file].outline.uses.count { use in
                        if case .definition = tree.resolve(use.path, in: Int32(file), scope: -1) {
                            true
                        } else {
                            false
                        }
                    }
            }
        }
        #expect(await resolved(Resolver.starLimit) == count)
        var found: [Int] = []
        for limit in stride(from: 0, through: 6_000, by: 500) { found.append(await resolved(limit)) }
        #expect(found.first == 0 && found.last == count)
        #expect(found == found.sorted() && Set(found).count > 2)
    }

    @Test("what was not looked for does not dangle")
    func dangling() async {
        let files = "== a.py\nfrom b import *\n== b.py\nx = 1\n== main.py\nfrom a import X\n"
        let (all, none) = await (
            SmallRepository(files).tree, SmallRepository(files, starLimit: 0).tree
        )
        #expect(all.danglingImports().map(\.name) == ["a.X"])
        #expect(none.danglingImports().isEmpty)
    }
}
