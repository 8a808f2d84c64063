import Findings
import Lexing
import Outlines
import Testing

@testable import Linking

struct StarLimitTests {
    private func tree(_ files: [(path: String, source: String)], starLimit: Int) async -> LinkedTree {
        var outliner = Outliner()
        let units = files.map { path, source in
            SourceUnit(
                path: path, language: "python", isTestCode: false,
                outline: outliner.outline(Array(source.utf8).span, language: .python))
        }
        return await LinkedTree(units, opaque: [], jobs: 1, starLimit: starLimit)
    }

    @Test("files that all import all names of one another are looked through as far as the limit goes")
    func circle() async {
        let count = 12
        let files = (0..<count).map { file in
            let stars = (0..<count).filter { $0 != file }.map { "from m\($0 + 10) import *\n" }.joined()
            return (
                path: "m\(file + 10).py",
                source: stars + "class C\(file): pass\nC\((file + 1) % count)()\nlen()\n"
            )
        }
        func resolved(_ limit: Int) async -> Int {
            let tree = await tree(files, starLimit: limit)
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
        let files = [
            (path: "a.py", source: "from b import *\n"), (path: "b.py", source: "x = 1\n"),
            (path: "main.py", source: "from a import X\n"),
        ]
        #expect(await tree(files, starLimit: Resolver.starLimit).danglingImports().map(\.name) == ["a.X"])
        #expect(await tree(files, starLimit: 0).danglingImports().isEmpty)
    }
}
