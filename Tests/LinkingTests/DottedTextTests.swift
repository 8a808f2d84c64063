import Findings
import Outlines
import Testing

@testable import Linking

struct DottedTextTests {
    private func joined(_ names: [String], behind outside: String = "") -> String? {
        var joined = DottedText(behind: outside)
        for name in names { joined.append(Array(name.utf8)[...]) }
        return joined.text
    }

    @Test(
        "names stand behind dots, calls behind their names",
        arguments: [
            (["a"], "", "a"), (["a", "b"], "", "a.b"), (["a", "()", "b"], "", "a().b"),
            (["()", "b"], "m.f", "m.f().b"), ([], "m", "m"), ([], "", ""), (["ä", "本"], "m", "m.ä.本"),
        ])
    func parts(names: [String], outside: String, expected: String) {
        #expect(joined(names, behind: outside) == expected)
    }

    @Test(
        "a name that is too long keeps its ends, and its characters whole", arguments: ["x", "ä", "本", "x本"])
    func long(character: String) throws {
        let long = String(repeating: character, count: 5_000)
        for names in [
            [long], [long, long, "end"], Array(repeating: "part" + character, count: 2_000) + ["end"],
        ] {
            let text = try #require(joined(names, behind: "app.module"))
            #expect(text.utf8.count <= DottedText.limit + 3)
            #expect(text.hasPrefix("app.module") && text.contains("…"))
            #expect(names.count == 1 || text.hasSuffix(".end"))
            #expect(!text.contains("\u{FFFD}"))
        }
        #expect(DottedText.cut("short") == "short")
        #expect(DottedText.cut(long).utf8.count <= DottedText.limit + 3)
    }

    @Test("what a long name is used for grows with its uses, and not with its length")
    func uses() async throws {
        let long = String(repeating: "A", count: 50_000)
        let repository = await SmallRepository(
            """
            == n.py
            class \(long):
                class Inner: pass
            == m.py
            from n import \(long) as L
            from elsewhere import \(long) as M
            x = L.Inner
            y = M.inner

            """)
        let tree = repository.tree
        let file = try #require(tree.units.firstIndex { $0.path == "m.py" })
        let outline = tree.units[file].outline
        for path in outline.paths.indices {
            let name = tree.name(NamePath.ID(path), in: Int32(file), scope: -1)
            #expect(name.utf8.count <= DottedText.limit + 3)
        }
        #expect(tree.dottedName(DefinitionID(file: Int32(file) + 1, index: 1)).hasSuffix("A.Inner"))
    }
}
