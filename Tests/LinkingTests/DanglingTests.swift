import Findings
import Linking
import Testing

struct DanglingTests {
    private func dangling(_ text: String) async -> [String] {
        await SmallRepository(text).tree.danglingImports().map { "\($0.path):\($0.line) \($0.name)" }
    }

    @Test(
        "imports of what the repository should hold, and does not, are dangling",
        arguments: [
            (
                "== p/__init__.py\n== p/a.py\nclass A: pass\n== main.py\nfrom p.a import B\nfrom p.b import C\nimport p.c\nfrom p import d\n",
                ["main.py:2 p.a.B", "main.py:3 p.b.C", "main.py:4 p.c", "main.py:5 p.d"]
            ),
            (
                "== p/__init__.py\n== p/a.py\nfrom .b import C\nfrom . import d\nfrom .. import e\n",
                ["p/a.py:2 .b.C", "p/a.py:3 .d"]
            ),
            ("== main.py\nimport numpy\nfrom numpy import array\nfrom numpy.linalg import norm\n", []),
            // A module that may make names up can have any.
            ("== a.py\ndef __getattr__(name): pass\n== main.py\nfrom a import X\n", []),
            ("== a.py\nfrom numpy import *\n== main.py\nfrom a import X\n", []),
            (
                "== b.py\nclass B: pass\n== a.py\nfrom b import *\n== main.py\nfrom a import B, X\n",
                ["main.py:2 a.X"]
            ),
            // An import that is allowed to fail.
            ("== a.py\n== main.py\ntry:\n    from a import X\nexcept ImportError:\n    X = None\n", []),
            ("== a.py\n== main.py\nif TYPE_CHECKING:\n    from a import X\n", []),
            // Values are names too.
            (
                "== a.py\nx = 1\ny, z = 2, 3\nfor w in x: pass\nwith x as v: pass\n== main.py\nfrom a import x, y, z, w, v\n",
                []
            ),
            (
                "== a.py\nif x:\n    y = 1\ntry:\n    import json as j\nexcept E as e:\n    pass\n== main.py\nfrom a import y, j\n",
                []
            ),
            ("== p/__init__.py\nx = 1\n== p/m.py\n== main.py\nfrom p import x, m\nimport p.m\n", []),
            (
                "== a.py\nclass A: pass\n== main.py\nfrom a import A, B; from a import C\n",
                ["main.py:2 a.B", "main.py:2 a.C"]
            ),
        ] as [(String, [String])])
    func imports(repository: String, expected: [String]) async {
        #expect(await dangling(repository) == expected)
    }

    @Test("names that a walrus, an import or a declaration makes do not dangle")
    func rareBindings() async {
        let text = """
            == a.py
            if (n := 1): pass
            [y for y in (z := [1])]
            import a.b as q, c
            type T = int
            def h(): pass
            class K: pass
            == main.py
            from a import n, z, q, c, T, h, K
            """
        #expect(await dangling(text).filter { $0.hasPrefix("main.py") } == [])
    }

    @Test("a package keeps a module of its name from being imported")
    func shadowed() async {
        let repository = await SmallRepository(
            """
            == p/ws.py
            class Old: pass
            == p/ws/__init__.py
            class New: pass
            == p/__init__.py
            == main.py
            from p.ws import New
            from p.ws import Old
            New()  # -> p.ws.New
            Old()  # -> dangling
            """)
        #expect(repository.surprises() == [])
        #expect(
            repository.tree.shadowedModules().map { "\($0.path) \($0.shadowedBy)" } == [
                "p/ws.py p/ws/__init__.py"
            ])
        #expect(repository.tree.danglingImports().map(\.name) == ["p.ws.Old"])
    }

    @Test("a folder without __init__ beside a module does not shadow it")
    func notShadowed() async {
        let repository = await SmallRepository(
            "== ws.py\nclass A: pass\n== ws/b.py\n== main.py\nfrom ws import A\nA()  # -> ws.A\n")
        #expect(repository.surprises() == [])
        #expect(repository.tree.shadowedModules() == [])
    }
}
