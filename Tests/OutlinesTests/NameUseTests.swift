import Outlines
import Testing

struct NameUseTests {
    @Test(
        "imports, with what they bind",
        arguments: [
            ("import a", ["a > a"]), ("import a.b.c", ["a.b.c > a"]),
            ("import a.b as c, d", ["a.b > c annotated", "d > d"]),
            ("from a import b", ["a:b > b"]), ("from a.b import c as d, e", ["a.b:c > d", "a.b:e > e"]),
            ("from . import a", [".:a > a"]), ("from .. a import b", ["..a:b > b"]),
            ("from ....a import b", ["....a:b > b"]),
            ("from a import (b,\n  c as d,  # why\n)", ["a:b > b", "a:c > d"]),
            ("from a import *", ["a >  star"]),
            ("from .a import *", [".a >  star"]),
            (
                "try:\n    import a\nexcept ImportError:\n    import b",
                ["a > a conditional", "b > b fallback conditional"]
            ),
            ("if TYPE_CHECKING:\n    from a import b", ["a:b > b typeChecking conditional"]),
            ("def f():\n    import a", ["a > a in f"]), ("class A:\n    from a import b", ["a:b > b in A"]),
            ("import a; import b", ["a > a", "b > b"]), ("if x: import a", ["a > a conditional"]),
            ("from a import", []), ("import", []), ("from", []), ("import a as", ["a > a"]),
            ("from a import b as", ["a:b > b"]),
            ("from a \\\n  import b", ["a:b > b"]),
            ("from __future__ import annotations", ["__future__:annotations > annotations"]),
        ] as [(String, [String])])
    func imports(source: String, expected: [String]) { #expect(outline(source).importLines == expected) }

    @Test(
        "values that are assigned, returned and bound",
        arguments: [
            ("A = B", ["A = name B"]), ("A = b.C", ["A = name b.C"]), ("a = f(x)", ["a = call f"]),
            ("a = await b.f()", ["a = call b.f"]), ("a = 'text'", ["a = text text"]),
            ("a = None", ["a = none"]),
            ("a = 1", ["a = number 1"]), ("a = 24 * 60", ["a = number 24 * 60"]),
            ("a = 1 + b", ["a = other"]),
            ("a: int = b", ["a = name b"]),
            ("a: int", ["a = other"]),
            ("a = b = c", ["a = name c", "b = name c"]), ("self.x = y.z()", ["self.x = call y.z"]),
            ("a, b = c", ["bound a = other", "bound b = other"]),
            ("a[b] = c", []), ("a[b][c], d = e", ["bound d = other"]), ("f(a).b = c", []),
            ("[a, b[c]] = d", ["bound a = other"]), ("for a[b] in c: pass", []),
            ("(a, [b, *c]) = d", ["bound a = other", "bound b = other", "bound c = other"]),
            ("a = f'run_{x}_{y!r}'", ["a = formatted run_{}_{}"]), ("a = 'x_%s' % y", ["a = formatted x_%s"]),
            ("a = 'x_' + y", ["a = formatted x_"]), ("a = y + '_x'", ["a = formatted"]),
            ("a = f(x)[0].g", ["a = name f.().g"]), ("a = f(x).g()", ["a = call f.().g"]),
            ("a = f(x) + 1", ["a = other"]), ("a = f(x)(y)", ["a = call f.()"]),
            ("for a in b: pass", ["bound a = other"]),
            ("for a, (b, c) in d: pass", ["bound a = other", "bound b = other", "bound c = other"]),
            ("with a as b, c as d: pass", ["bound b = other", "bound d = other"]),
            ("type A = B", ["A = name B"]),
            ("def f():\n    return x.y", ["returned = name x.y in f"]),
            ("def f():\n    yield x", ["yielded = name x in f"]),
            ("def f(): return", ["returned = none in f"]), ("a = (b)", ["a = other"]), ("a += b", []),
            ("class A:\n    x = B", ["x = name B in A"]), ("a[0] = b", []), ("a = lambda: b", ["a = other"]),
            ("if (a := b): pass", ["bound a = other"]),
        ] as [(String, [String])])
    func values(source: String, expected: [String]) { #expect(outline(source).valueLines == expected) }

    @Test(
        "dotted names, by what they are used for",
        arguments: [
            ("import a\na.b.c", ["read a.b.c"]), ("a.b()", ["call a.b"]),
            ("f(a.b, x=g())", ["call f", "read a.b", "call g"]),
            ("f().g()", ["call f", "call f.().g"]),
            ("import a\nx = a if a.b else a[a.c]", ["read a", "read a.b", "read a", "read a.c"]),
            ("@d\n@e.f(g())\ndef h(): pass", ["call e.f", "call g"]),
            ("from a import d\n@d\ndef h(): pass", ["decorator d"]),
            ("from a import B, C\nclass A(B[C]): pass", ["base B", "base C"]),
            ("from a import B\ndef f(x: B = B()) -> B: pass", ["annotation B", "call B", "annotation B"]),
            ("raise A('x') from b", ["raised A", "raised b"]),
            ("import a\nx = f'{a.b:>{a.c}}'", ["read a.b", "read a.c"]),
            ("f(a=1, b=c())", ["call f", "call c"]), ("import x\nx: x = x", ["annotation x", "read x"]),
            ("import x\ndel x\nassert x.y\nglobal x", ["read x", "read x.y"]),
            ("[f(x) for x in g() if h()]", ["call f", "call g", "call h"]),
            ("import a\nlambda a=a: a", ["read a", "read a", "read a"]),
            ("import e\ntry: pass\nexcept e.F as g: pass", ["read e.F"]),
            ("import w\nwith w.open() as f: pass", ["call w.open"]),
            ("import a\nprint(f'{a!r}')", ["call print", "read a"]),
            ("from a import b\nif (n := b) > 1: pass", ["read b"]),
        ] as [(String, [String])])
    func uses(source: String, expected: [String]) {
        let found = outline(source).useLines.filter {
            !$0.hasSuffix(" n") && !$0.hasSuffix(" f") || $0.hasPrefix("call")
        }
        #expect(found == expected)
    }

    @Test(
        "a plain read of a local name can reach no other file, and is left out; a member is kept once a function"
    )
    func localReads() {
        #expect(
            outline("def f(a):\n    b = 1\n    print(b)\n    g(a.c, a.c)\n").useLines
                == ["call print", "call g", "read a.c"])
        #expect(
            outline("class A:\n    def __init__(self, a):\n        g(a)\n").useLines == ["call g", "read a"])
    }

    @Test(
        "the names of __all__",
        arguments: [
            ("__all__ = ['a', \"b\"]", ["a", "b"]), ("__all__ = ('a',)\n__all__ += ['b']", ["a", "b"]),
            ("__all__: list = ['a']", []), ("def f():\n    __all__ = ['a']", []), ("x = ['a']", []),
        ] as [(String, [String])])
    func exports(source: String, expected: [String]) {
        let found = outline(source)
        #expect(found.exports.map { found.names[$0] } == expected)
    }

    @Test("a chain of ten thousand names is kept short")
    func longPath() {
        let found = outline("a" + String(repeating: ".b", count: 10_000) + "()\n")
        #expect(found.uses.count == 1)
        #expect(found.paths.count <= 32)
    }

    @Test(
        "the size of a file, and its errors",
        arguments: [
            ("", 0, 0, 0), ("a", 1, 1, 0), ("a\n", 2, 1, 0), ("a\n\n", 3, 2, 0), ("a\r\nb", 4, 2, 0),
            ("(", 1, 1, 1),
        ] as [(String, Int, Int, Int)])
    func counts(source: String, bytes: Int, lines: Int, errors: Int) {
        let found = outline(source)
        #expect([found.byteCount, found.lineCount, found.errorCount] == [bytes, lines, errors])
    }
}
