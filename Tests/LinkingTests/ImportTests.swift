import Linking
import Testing

/// Each line that ends in `# -> name` says what its first name stands for.
struct ImportTests {
    @Test(
        "names are followed through imports",
        arguments: [
            """
            == app/__init__.py
            == app/ws.py
            class Hub:
                def send(self): pass
            def make(): pass
            == app/main.py
            from app.ws import Hub, make as build
            import app.ws
            import app.ws as w
            from . import ws
            from .ws import Hub as H
            from .. import elsewhere
            Hub()  # -> app.ws.Hub
            build()  # -> app.ws.make
            app.ws.Hub()  # -> app.ws.Hub
            app.ws.Hub.send()  # -> app.ws.Hub.send
            w.make()  # -> app.ws.make
            ws.Hub()  # -> app.ws.Hub
            H()  # -> app.ws.Hub
            H.send()  # -> app.ws.Hub.send
            H.other()  # -> unknown
            make()  # -> unknown
            uuid.uuid4()  # -> unknown
            """,
            """
            == main.py
            import uuid, os.path as p
            from uuid import uuid4 as u, UUID
            import xml.dom
            uuid.uuid4()  # -> external uuid.uuid4
            u()  # -> external uuid.uuid4
            UUID.hex()  # -> external uuid.UUID.hex
            p.join()  # -> external os.path.join
            xml.dom.parse()  # -> external xml.dom.parse
            print()  # -> unknown
            """,
            """
            == a/__init__.py
            from .b import B
            from .c import *
            == a/b.py
            class B: pass
            == a/c/__init__.py
            from ..d import D as E
            __all__ = ['E']
            == a/d.py
            class D: pass
            == main.py
            import a
            from a import B, E
            B()  # -> a.b.B
            E()  # -> a.d.D
            a.B()  # -> a.b.B
            a.E()  # -> a.d.D
            a.d.D()  # -> a.d.D
            """,
            """
            == apps/__init__.py
            == apps/manage.py
            def main():
                from django.core.management import execute_from_command_line
            == apps/orgs/__init__.py
            == apps/orgs/models.py
            class OrgManager: pass
            == apps/users/__init__.py
            == apps/users/models.py
            from orgs.models import OrgManager
            from common.db import fields
            OrgManager()  # -> apps.orgs.models.OrgManager
            fields()  # -> external common.db.fields
            == cli/__init__.py
            == cli/manage.py
            def main(): pass
            == cli/click.py
            class Manager: pass
            == cli/run.py
            from click import Manager
            Manager()  # -> external click.Manager
            """,
            """
            == deep/one/two/three/m.py
            from ..... import top
            from ...x import X
            from . import n
            top.T()  # -> top.T
            X()  # -> deep.one.x.X
            n.N()  # -> deep.one.two.three.n.N
            == deep/one/x.py
            class X: pass
            == deep/one/two/three/n.py
            class N: pass
            == top.py
            class T: pass
            """,
            """
            == one.pyi
            class A: ...
            == two.py
            class B: pass
            == two.pyi
            class B: ...
            class OnlyInStub: ...
            == main.py
            import one, two
            one.A()  # -> one.A
            two.B()  # -> two.B
            """,
        ])
    func imports(repository: String) async { #expect(await SmallRepository(repository).surprises() == []) }

    @Test(
        "aliases by assignment are followed, chains of them too",
        arguments: [
            """
            == a.py
            class A:
                def m(self): pass
            x = A()
            == b.py
            from a import x
            x.m()  # -> a.A.m
            x.n()  # -> unknown
            """,
            """
            == a.py
            class A: pass
            B = A
            C = B
            D: type = C
            B()  # -> a.A
            D()  # -> a.A
            == b.py
            import a
            from a import C as X
            Y = X
            Z = a.D
            E = a
            Y()  # -> a.A
            Z()  # -> a.A
            E.B()  # -> a.A
            == c.py
            from b import Z as W, Y
            W()  # -> a.A
            class Sub(Y): pass  # -> a.A
            """,
            """
            == a.py
            class A: pass
            class B: pass
            X = A
            X = B
            X()  # -> a.B
            Y = A()
            Y()  # -> instance of a.A
            try:
                import fast
                Z = A
            except ImportError:
                Z = None
            Z()  # -> a.A
            W = W2 = A
            W2()  # -> a.A
            P, Q = A, B
            Q()  # -> unknown
            R = R
            R()  # -> unknown
            """,
        ])
    func aliases(repository: String) async { #expect(await SmallRepository(repository).surprises() == []) }

    @Test(
        "circles end",
        arguments: [
            """
            == a.py
            from b import X
            X()  # -> unknown
            == b.py
            from a import X
            """,
            """
            == a.py
            from b import *
            class A: pass
            B()  # -> b.B
            Nothing()  # -> unknown
            == b.py
            from a import *
            class B: pass
            A()  # -> a.A
            """,
            """
            == a.py
            A = B
            B = C
            C = A
            A()  # -> unknown
            """,
            """
            == p/__init__.py
            from .x import *
            from p import *
            from . import *
            == p/x.py
            from . import *
            from p import Y
            class X: pass
            X()  # -> p.x.X
            == main.py
            from p import X
            X()  # -> p.x.X
            """,
            """
            == a.py
            import a
            class A(a.A): pass  # -> a.A
            """,
        ])
    func circles(repository: String) async { #expect(await SmallRepository(repository).surprises() == []) }

    @Test("a chain of a thousand re-exports ends, known or not")
    func longChain() async {
        var text = "== m0.py\nclass A: pass\n"
        for index in 1...1_000 { text += "== m\(index).py\nfrom m\(index - 1) import A\n" }
        text += "== main.py\nfrom m1000 import A\nfrom m20 import A as B\nB()  # -> m0.A\n"
        #expect(await SmallRepository(text).surprises() == [])
        var stars = "== s0.py\nclass A: pass\n"
        for index in 1...1_000 { stars += "== s\(index).py\nfrom s\(index - 1) import *\n" }
        stars += "== main.py\nfrom s1000 import *\nfrom s20 import *\n"
        #expect(await SmallRepository(stars).tree.danglingImports() == [])
    }

    @Test(
        "a repository of several programs: each sees its own packages first",
        arguments: [
            """
            == one/app/__init__.py
            == one/app/hub.py
            class Hub: pass
            == one/app/main.py
            from app.hub import Hub
            Hub()  # -> one.app.hub.Hub
            == two/app/__init__.py
            == two/app/hub.py
            class Hub: pass
            == two/app/main.py
            from app.hub import Hub
            import app.hub
            Hub()  # -> two.app.hub.Hub
            app.hub.Hub()  # -> two.app.hub.Hub
            == shared/common/__init__.py
            == shared/common/log.py
            class Log: pass
            == two/app/other.py
            from common.log import Log
            from one.app.hub import Hub
            Log()  # -> shared.common.log.Log
            Hub()  # -> one.app.hub.Hub
            """,
            """
            == src/lib/__init__.py
            == src/lib/m.py
            class M: pass
            == tests/test_m.py
            from lib.m import M
            from src.lib.m import M as N
            M()  # -> src.lib.m.M
            N()  # -> src.lib.m.M
            """,
            """
            == requests/readme.py
            class NotTheLibrary: pass
            == app/main.py
            import requests
            from requests import Session
            Session()  # -> external requests.Session
            """,
        ])
    func programs(repository: String) async { #expect(await SmallRepository(repository).surprises() == []) }

    @Test(
        "local names hide those of the module",
        arguments: [
            """
            == ws.py
            class Hub: pass
            class Other: pass
            == main.py
            from ws import Hub
            def f(Hub):
                Hub()  # -> unknown
            def g():
                Hub = 1
                Hub()  # -> unknown
            def h():
                from ws import Other as Hub
                Hub()  # -> ws.Other
            def i():
                Hub()  # -> ws.Hub
            def j():
                for Hub in x:
                    Hub()  # -> unknown
            def k(Hub):
                def inner():
                    Hub()  # -> unknown
            class C:
                Hub = 1
                def m(self):
                    Hub()  # -> ws.Hub
            def l():
                class Hub: pass
                Hub()  # -> main.l.Hub
            def n():
                with x as Hub:
                    Hub()  # -> unknown
            lambda: Hub()  # -> ws.Hub
            """
        ])
    func hiding(repository: String) async { #expect(await SmallRepository(repository).surprises() == []) }

    @Test(
        "what runs only for want of something better counts less",
        arguments: [
            """
            == ws.py
            class Hub: pass
            == main.py
            try:
                from ws import Hub
            except ImportError:
                class Hub: pass
            Hub()  # -> ws.Hub
            == other.py
            if TYPE_CHECKING:
                from ws import Hub
            else:
                from elsewhere import Hub
            Hub()  # -> external elsewhere.Hub
            == typed.py
            if TYPE_CHECKING:
                from ws import Hub
            Hub()  # -> ws.Hub
            """
        ])
    func fallbacks(repository: String) async { #expect(await SmallRepository(repository).surprises() == []) }

    @Test("inheritance across files, through re-exports")
    func inheritance() async {
        let repository = await SmallRepository(
            """
            == base/__init__.py
            from .core import _Base as Base
            == base/core.py
            class _Base:
                class Inner: pass
            == app.py
            import base
            from base import Base
            class A(Base): pass  # -> base.core._Base
            class B(base.Base): pass  # -> base.core._Base
            class C(A): pass  # -> app.A
            class D(Base.Inner): pass  # -> base.core._Base.Inner
            class E(Generic[A]): pass  # -> unknown
            """)
        #expect(repository.surprises() == [])
    }
}
