import Findings
import Outlines
import Testing

@testable import Linking

struct TextLimitTests {
    @Test(
        "a text that is too long keeps its ends, and its characters whole", arguments: ["x", "ä", "本", "x本"])
    func long(character: String) {
        for count in [400, 1_500, 5_000] {
            let text = "app." + String(repeating: character, count: count) + ".end"
            let cut = TextLimit.cut(text)
            #expect(cut.utf8.count <= TextLimit.most)
            #expect(cut.hasPrefix("app.") && cut.hasSuffix(".end"))
            #expect((cut == text) == (text.utf8.count <= TextLimit.most))
            #expect(cut.contains("…") == (cut != text) && !cut.contains("\u{FFFD}"))
        }
    }

    @Test("what a long name is used for grows with its uses, and not with its length")
    func uses() async throws {
        let long = String(repeating: "A", count: 50_000)
        let repository = await SmallRepository(
            """
            == m.py
            from n import \(long) as L
            from elsewhere import \(long) as M
            x = L.Inner
            y = M.inner()
            z = \(long).inner.\(long)
            == n.py
            class \(long):
                class Inner: pass

            """)
        let tree = repository.tree
        for path in tree.units[0].outline.paths.indices {
            let name = tree.name(NamePath.ID(path), in: 0, scope: -1)
            #expect(name.utf8.count <= TextLimit.most)
        }
        let inner = DefinitionID(file: 1, index: 1)
        #expect(tree.qualifiedName(inner).utf8.count <= TextLimit.most)
        #expect(tree.dottedName(inner).hasPrefix("n.AAA") && tree.dottedName(inner).hasSuffix("A.Inner"))
    }
}
