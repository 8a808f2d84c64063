import Outlines
import Testing

struct MemberNoteTests {
    @Test(
        "an annotation that comes to one class is a hint; others are none",
        arguments: [
            ("def f(a: B): pass", ["f a: B"]), ("def f(a: b.C): pass", ["f a: b.C"]),
            ("def f(a: 'B', c: \"d.E\", g: 'H | None'): pass", ["f a: B", "f c: d.E", "f g: H"]),
            ("def f(a: Optional[B] = None): pass", ["f a: B"]),
            ("def f(a: t.Optional['B']): pass", ["f a: B"]),
            ("def f(a: B | None, c: None | D): pass", ["f a: B", "f c: D"]),
            ("def f() -> B: pass", ["f -> B"]), ("async def f() -> 'B': pass", ["f -> B"]),
            ("a: B = c", ["a: B"]), ("class A:\n    b: _C", ["A b: _C"]),
            ("class A:\n    def f(self):\n        self.b: C = d", ["A.f self.b: C"]),
            ("def f(a: B | C, d: List[E], g: int, *h: Union[I, J]): pass", []),
            ("def f(a: B[C], d: 'E[F]', g: '', h: 'i j', k: lambda: L): pass", []),
            ("def f(a: B()): pass", []), ("a: 'b'", []), ("def f(a: 'B.', c: '.D', e: '1F'): pass", []),
        ] as [(String, [String])])
    func typeHints(source: String, expected: [String]) {
        let found = outline(source)
        #expect(
            found.typeHints.map { hint in
                let scope = hint.scope < 0 ? "" : found.qualifiedName(Int(hint.scope)) + " "
                let target = hint.target == NamePath.none ? "->" : found.text(hint.target) + ":"
                return "\(scope)\(target) \(found.text(hint.type))"
            } == expected)
    }

    @Test(
        "texts that may name a member",
        arguments: [
            ("getattr(a, 'b')", ["b"]), ("setattr(a, \"b\", c)", ["b"]),
            ("for a in ('b', 'c'): pass", ["b", "c"]),
            ("f(a='b')", ["b"]), ("x = ['a', 'b']", ["a", "b"]), ("x = {'a', 'b'}", ["a", "b"]),
            ("x['a']", []), ("x.get('a')", []), ("x = {'a': 1}", []), ("f('a b', '1', '', 'a-b')", []),
            ("f(b'a', 'b' 'c')", []), ("x = 'a'", []),
        ] as [(String, [String])])
    func mentions(source: String, expected: [String]) {
        let found = outline(source)
        #expect(found.mentions.map { found.names[$0.name] } == expected)
    }

    @Test(
        "names that only an expression binds",
        arguments: [
            ("[a for a, (b, c) in d]", ["a", "b", "c"]), ("f(lambda x, *y: x.z)", ["x", "y"]),
            ("{k: v async for k, v in a}", ["k", "v"]), ("for a in b: pass", []), ("lambda: a", []),
            ("[a for a in b for c in a]", ["a", "c"]),
        ] as [(String, [String])])
    func ownNames(source: String, expected: [String]) {
        let found = outline(source)
        #expect(found.ownNames.map { found.names[$0] }.sorted() == expected)
    }

    @Test("members of results are read")
    func readsOfResults() {
        let found = outline("x = a[b].c\ny = f(x).d\nprint((a or b).e)\n")
        let members = found.uses.filter { $0.kind == .read }.map {
            found.names[found.paths[Int($0.path)].name]
        }
        #expect(["c", "d", "e"].allSatisfy(members.contains))
    }

    @Test(
        "elements that are set, and those that begin at zero",
        arguments: [
            ("a['b'] = 1", ["set a b"]), ("a.b['c'] += 1", ["set a.b c"]), ("a[b] = 1", ["set a"]),
            ("a['b']['c'] = 1", ["set a b", "set  c"]), ("f()['a'] = 1", ["set  a"]),
            ("a['b'], c.d['e'] = f", ["set a b", "set c.d e"]),
            ("a[b:c] = d", ["set a"]), ("a.b = 1", []), ("print(a['b'])", []),
            (
                "def f(self):\n    self.a = {'b': 0, 'c': 0.0, 'd': 1, 'e': {'f': 0}}",
                ["zero self.a b", "zero self.a c"]
            ),
            (
                "def f(self):\n    self.a: Dict[str, int] = {\n        'b': 0,  # why\n    }",
                ["zero self.a b"]
            ),
            ("def f():\n    a = {'b': 0}", []), ("a = {'b': 0}", []),
        ] as [(String, [String])])
    func elements(source: String, expected: [String]) {
        let found = outline(source)
        #expect(
            found.elements.map { element in
                let words = ["\(element.kind)", found.text(element.table), found.name(element.key)]
                return String(words.joined(separator: " ").reversed().drop { $0 == " " }.reversed())
            } == expected)
    }

    @Test(
        "members that other statements than plain assignments bind",
        arguments: [
            ("self.a += b", ["self.a"]), ("self.a -= 1", ["self.a"]), ("self.a, b.c = d", ["self.a", "b.c"]),
            ("for self.a in b: pass", ["self.a"]),
            ("with a as self.b: pass", ["self.b"]), ("f().a = 1", ["().a"]),
            ("b[0].a += 1", ["().a"]), ("(b.a) = 1", ["b.a"]), ("a += 1", []), ("self.a[0] += 1", []),
            ("self.a = 1", []),
        ] as [(String, [String])])
    func written(source: String, expected: [String]) {
        let found = outline("def f(self):\n    " + source)
        #expect(found.uses.filter { $0.kind == .written }.map { found.text($0.path) } == expected)
    }

    @Test(
        "members and outer variables that a function adds a number to",
        arguments: [
            ("self.a += 1", ["self.a"]), ("a.b.c += 2", ["a.b.c"]), ("global a\n    a += 1", ["a"]),
            ("nonlocal a, b\n    b += 1", ["b"]), ("global a\n    class C: pass\n    a += 1", ["a"]),
            ("a += 1", []), ("self.a += b", []), ("self.a -= 1", []), ("self.a += 1 + b", []),
            ("self.a[0] += 1", []), ("f().a += 1", []), ("self.a = self.a + 1", []),
            ("class C:\n        a.b += 1", []), ("global a\n    def g():\n        a += 1", []),
        ] as [(String, [String])])
    func counted(source: String, expected: [String]) {
        let found = outline("def f(self):\n    " + source + "\n")
        #expect(found.uses.filter { $0.kind == .counted }.map { found.text($0.path) } == expected)
        #expect(
            found.counters(in: found.uses.indices)
                == (expected.isEmpty ? [:] : [0: Set(found.uses.filter { $0.kind == .counted }.map(\.path))]))
    }

    @Test("slots are fields of their class")
    func slots() {
        #expect(
            outline("class A:\n    __slots__ = ('a', \"b\")").valueLines
                == ["__slots__ = other in A", "bound a = other in A", "bound b = other in A"])
        #expect(outline("__slots__ = ('a',)").valueLines == ["__slots__ = other"])
    }

    @Test(
        "the text of a default that is one word",
        arguments: [
            ("def f(a=True, b=None, c=1, d='e'): pass", ["True", "None", "1", "'e'"]),
            ("def f(a, b=c(), d=[], e=g): pass", ["", "", "", "g"]),
        ] as [(String, [String])])
    func defaults(source: String, expected: [String]) {
        let found = outline(source)
        #expect(found.parameters.map { found.name($0.defaultText) } == expected)
    }
}
