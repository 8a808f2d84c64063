import Findings
import Linking
import Testing

/// Modules that share a name with what imports mean, and are not it.
struct HomonymTests {
    @Test(
        "an import means what has the names that it asks for",
        arguments: [
            // A library, beside a folder of its name.
            """
            == ext/__init__.py
            == ext/tools/mcp/__init__.py
            == ext/tools/mcp/_session.py
            import mcp
            from mcp import ClientSession
            from mcp.types import Tool
            ClientSession()  # -> external mcp.ClientSession
            Tool()  # -> external mcp.types.Tool
            mcp.ClientSession()  # -> external mcp.ClientSession
            """,
            // What is tested, not the folder of its tests.
            """
            == app/__init__.py
            == app/db/__init__.py
            class Base: pass
            == app/hub.py
            class Hub: pass
            == tests/app/__init__.py
            == tests/app/db/__init__.py
            == tests/app/db/test_base.py
            import app.db
            from app.db import Base
            from app.hub import Hub
            Base()  # -> app.db.Base
            Hub()  # -> app.hub.Hub
            """,
            // A service's own package; to others it is a library's name.
            """
            == one/mcp/__init__.py
            == one/mcp/hub.py
            class Hub: pass
            == one/main.py
            from mcp.hub import Hub
            import mcp.hub
            Hub()  # -> one.mcp.hub.Hub
            == two/app/__init__.py
            == two/main.py
            from mcp.types import Hub
            Hub()  # -> external mcp.types.Hub
            """,
            // One package in several folders.
            """
            == core/acme/__init__.py
            __path__ = extend_path(__path__, __name__)
            == core/acme/hub.py
            from acme.disk import Disk
            Disk()  # -> storage.acme.disk.Disk
            == storage/acme/__init__.py
            __path__ = extend_path(__path__, __name__)
            == storage/acme/disk.py
            class Disk: pass
            """,
            // A folder of packages that all programs share.
            """
            == a/common/__init__.py
            == a/common/m1.py
            == b/common/__init__.py
            == b/common/m2.py
            class Store: pass
            == run/main.py
            from common.m2 import Store
            Store()  # -> b.common.m2.Store
            """,
            // A name that may come from elsewhere tells nothing.
            """
            == one/fast/__init__.py
            def __getattr__(name): pass
            class Own: pass
            == one/main.py
            from fast import Made, Other
            from fast import Own
            Own()  # -> one.fast.Own
            """,
            // Nothing is asked for that tells.
            """
            == scripts/helpers.py
            class Helper: pass
            == scripts/main.py
            import helpers
            helpers.Helper()  # -> scripts.helpers.Helper
            """,
        ])
    func meaning(repository: String) async {
        let repository = await SmallRepository(repository)
        #expect(repository.surprises() == [])
        #expect(repository.tree.danglingImports() == [])
    }

    @Test("what most imports find something in is what they mean: the others dangle")
    func majority() async {
        let repository = await SmallRepository(
            """
            == one/app/__init__.py
            == one/app/hub.py
            class Hub: pass
            == one/main.py
            from app.hub import Hub
            import app.hub
            from app.gone import Old
            """)
        #expect(repository.tree.danglingImports().map(\.name) == ["app.gone.Old"])
    }

    @Test("one import that fails is no sign, where those of other programs find what they ask for")
    func single() async {
        let repository = await SmallRepository(
            """
            == svc/app/__init__.py
            == svc/app/hub.py
            class Hub: pass
            == svc/main.py
            from app.hub import Hub
            == svc/tests/test_hub.py
            from app.gone import Old
            """)
        #expect(repository.tree.danglingImports().map(\.name) == ["app.gone.Old"])
    }

    @Test(
        "many names of one module, many programs and many folders of one name take no longer than few",
        .timeLimit(.minutes(1)))
    func size() async {
        let names = (0..<60_000).map { "n\($0)" }
        var text = "== svc/consts.py\n" + names.map { "\($0) = 1\n" }.joined()
        text += "== svc/main.py\n" + names.map { "from consts import \($0)\n" }.joined()
        for index in 0..<500 {
            text +=
                "== s\(index)/app/__init__.py\n== s\(index)/main.py\nfrom app.gone import X\nfrom mcp import Y\n"
            text += "== t\(index)/mcp/__init__.py\n"
        }
        let repository = await SmallRepository(text)
        #expect(repository.tree.danglingImports().count == 0)
    }

    @Test("a stub may leave out names of the compiled module that it stands for")
    func stubs() async {
        let stubbed = await SmallRepository("== fast.pyi\nclass A: ...\n== main.py\nfrom fast import A, B\n")
        #expect(stubbed.tree.danglingImports() == [])
        let both = await SmallRepository(
            "== fast.pyi\nclass A: ...\n== fast.py\nclass A: pass\n== main.py\nfrom fast import A, B\n")
        #expect(both.tree.danglingImports().map(\.name) == ["fast.B"])
    }
}
