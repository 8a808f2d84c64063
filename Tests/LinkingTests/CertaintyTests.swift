import Findings
import Lexing
import Linking
import Outlines
import Testing

/// What an import fails for has to be certain before it is reported.
struct CertaintyTests {
    private func dangling(_ text: String) async -> [String] {
        await SmallRepository(text).tree.danglingImports().map { "\($0.path):\($0.line) \($0.name)" }
    }

    @Test(
        "an import that may find its name by other means does not dangle",
        arguments: [
            "== a.py\ndef f():\n    global X\n    X = 1\n== main.py\nfrom a import X\n",
            "== a.py\nglobals()['X'] = 1\n== main.py\nfrom a import X\n",
            "== a.py\nimport sys\nsys.modules[__name__] = Lazy()\n== main.py\nfrom a import X\n",
            "== a.py\n__getattr__, __all__ = attach()\n== main.py\nfrom a import X\n",
            "== a.py\ntype X[T] = list[T]\n== main.py\nfrom a import X\n",
            "== a.py\n== main.py\nfrom a import __doc__, __file__\n",
            "== p/__init__.py\n__path__ = extend_path(__path__, __name__)\n== main.py\nfrom p.q import X\n",
            // The standard library keeps its names, whatever stands beside a file.
            "== tools/types.py\n== tools/main.py\nfrom types import MappingProxyType\n",
            // Stubs do not run.
            "== a.py\n== main.pyi\nfrom a import X\n",
        ])
    func otherMeans(repository: String) async { #expect(await dangling(repository) == []) }

    @Test("the same imports dangle where there are no other means")
    func noOtherMeans() async {
        let text = "== p/__init__.py\n== a.py\nx = 1\n== main.py\nfrom a import X\nfrom p.q import X\n"
        #expect(await dangling(text) == ["main.py:2 a.X", "main.py:3 p.q.X"])
    }

    @Test("a name that another module fails to import is that module's fault")
    func chain() async {
        let text = "== p/__init__.py\n== a.py\nfrom p.gone import X\n== main.py\nfrom a import X\n"
        #expect(await dangling(text) == ["a.py:2 p.gone.X"])
    }

    @Test("modules that hold no source may have any name")
    func extensionModules() async {
        let source = Array("from p._speedups import X\nfrom p.gone import Y\n".utf8)
        var outliner = Outliner()
        let empty: [UInt8] = []
        let units = [("main.py", source), ("p/__init__.py", empty)].map { path, bytes in
            SourceUnit(
                path: path, language: "python", isTestCode: false,
                outline: outliner.outline(bytes.span, language: .python))
        }
        let tree = await LinkedTree(units, opaque: ["p/_speedups.cpython-313-x86_64-linux-gnu.so"])
        #expect(tree.danglingImports().map(\.name) == ["p.gone.Y"])
    }

    @Test("what stands in for an import that fails is what the name means")
    func fallback() async {
        let repository = await SmallRepository(
            """
            == p/__init__.py
            == a.py
            try:
                from p.gone import Hub
            except ImportError:
                class Hub: pass
            == main.py
            from a import Hub
            Hub()  # -> a.Hub
            """)
        #expect(repository.surprises() == [])
    }

    @Test("a name that is assigned to itself stays what it was")
    func itself() async {
        let repository = await SmallRepository(
            "== a.py\nclass Hub: pass\n== main.py\nfrom a import Hub\nHub = Hub\nHub()  # -> a.Hub\n")
        #expect(repository.surprises() == [])
    }
}
