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
            // A service's own package, whatever others are called.
            """
            == one/app/__init__.py
            == one/app/hub.py
            class Hub: pass
            == one/main.py
            from app.hub import Hub
            Hub()  # -> one.app.hub.Hub
            == two/app/__init__.py
            == two/app/hub.py
            class Hub: pass
            == two/main.py
            from app.hub import Hub
            Hub()  # -> two.app.hub.Hub
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

    @Test("a stub may leave out names of the compiled module that it stands for")
    func stubs() async {
        let stubbed = await SmallRepository("== fast.pyi\nclass A: ...\n== main.py\nfrom fast import A, B\n")
        #expect(stubbed.tree.danglingImports() == [])
        let both = await SmallRepository(
            "== fast.pyi\nclass A: ...\n== fast.py\nclass A: pass\n== main.py\nfrom fast import A, B\n")
        #expect(both.tree.danglingImports().map(\.name) == ["fast.B"])
    }
}
