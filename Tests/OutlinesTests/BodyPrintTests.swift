import Lexing
import Outlines
import Testing

struct BodyPrintTests {
    private func print(_ source: String, _ name: String = "") -> Outline.BodyPrint {
        var outliner = Outliner()
        let outline = outliner.outline(Array(source.utf8).span, language: .python)
        let index = outline.definitions.firstIndex { name.isEmpty || outline.names[$0.name] == name }
        return index.map { outline.prints[$0] } ?? Outline.BodyPrint()
    }

    private func shapes(_ source: String) -> [UInt32] {
        var outliner = Outliner()
        let outline = outliner.outline(Array(source.utf8).span, language: .python)
        return outline.statements[outline.prints[0].statements.range].map(\.shape)
    }

    private static let original = """
        class A:
            def get(self, key, limit=3):
                entry = self.entries.get(key)
                if entry is None:
                    return "none" + f"{key}:{limit}"
                return [entry, key, limit]
            def put(self, key):
                self.entries[key] = other(key, size=limit)
        """

    @Test(
        "layout, comments, docstrings, names of the definition and the order of members leave no trace",
        arguments: [
            original.replacing("class A:", with: "class A:\n    '''Words.'''"),
            original.replacing("class A:", with: "class A():"),
            original.replacing("class A:", with: "class Other:"),
            original.replacing("limit=3):", with: "limit=3,):  # why\n        'Words.'\n"),
            original.replacing(
                "(self, key, limit=3)", with: "(\n        self,\n        key,\n        limit=3\n    )"),
            original.replacing("if entry is None:", with: "if (entry is None):"),
            original.replacing("\"none\" +", with: "'none' +"),
            original.replacing("\"none\" +", with: "('no' 'ne') +"),
            original.replacing("    ", with: "\t"), original.replacing("\n", with: "\r\n"),
            original.replacing("limit]", with: "limit,\n        ]"),
            original.replacing("entry = self", with: "pass; entry = self"),
            """
            class A:
                def put(self, key):
                    self.entries[key] = other(key, size=limit)
                def get(self, key, limit=3):
                    entry = self.entries.get(key)
                    if entry is None:
                        return "none" + f"{key}:{limit}"
                    return [entry, key, limit]
            """,
        ])
    func layout(source: String) {
        #expect(print(source).exact == print(Self.original).exact)
        #expect(print(source).shape == print(Self.original).shape)
    }

    @Test(
        "names of variables, members of the object and literals are no part of the shape",
        arguments: [
            original.replacing("key", with: "name"), original.replacing("entry", with: "found"),
            original.replacing("entries", with: "table"), original.replacing("def get", with: "def fetch"),
            original.replacing("=3", with: "=4"), original.replacing("none", with: "nothing"),
            original.replacing("limit", with: "most"),
        ])
    func renaming(source: String) {
        #expect(print(source).exact != print(Self.original).exact)
        #expect(print(source).shape == print(Self.original).shape)
    }

    @Test(
        "other code has another shape",
        arguments: [
            original.replacing("other(", with: "another("),
            original.replacing(".get(key)", with: ".pop(key)"),
            original.replacing("is None", with: "is not None"), original.replacing("size=", with: "width="),
            original.replacing("None", with: "True"), original.replacing("\"none\"", with: "3"),
            original.replacing("                return \"none\"", with: "        return \"none\""),
            original.replacing("def put", with: "async def put"), original.replacing(" + f", with: " % f"),
            original.replacing("    def put", with: "    @static\n    def put"),
        ])
    func difference(source: String) {
        #expect(print(source).shape != print(Self.original).shape)
    }

    @Test("what stands elsewhere in the file changes no print")
    func surroundings() {
        let before = "entry = limit = None\ndef other(key, entries):\n    entry = limit = size = key\n"
        #expect(
            print(before + Self.original, "A")
                == print2(Self.original, like: print(before + Self.original, "A")))
    }

    /// The print of the class, with its statements where they stand in another file.
    private func print2(_ source: String, like other: Outline.BodyPrint) -> Outline.BodyPrint {
        var print = print(source, "A")
        print.statements = other.statements
        return print
    }

    @Test("a statement keeps its shape wherever it stands")
    func statements() {
        let one = shapes("def f(a):\n    x = g(a)\n    if x:\n        return h(x)\n    return a\n")
        let two = shapes("def f(b, c):\n    while b:\n        y = g(c)\n    return b\n")
        // the header; `x = g(a)`; `if x:`; `return h(x)`; `return a`
        #expect(one.count == 5 && two.count == 4)
        #expect(one[1] == two[2] && one[4] == two[3])
        #expect(Set(one).count == 5)
    }
}
