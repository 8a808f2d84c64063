import Outlines
import Testing

struct DefinitionTests {
    @Test(
        "definitions are found wherever they stand",
        arguments: [
            ("class A: pass", ["1 class A"]),
            (
                "class A:\n    def f(self): pass\n    class B:\n        x = 1\ndef g(): ...",
                ["1 class A", "2 function A.f", "3 class A.B", "5 function g"]
            ),
            (
                "try:\n    class A: pass\nexcept ImportError:\n    class A: pass\nelse:\n    def f(): pass\nfinally:\n    def g(): pass",
                ["2 class A", "4 class A", "6 function f", "8 function g"]
            ),
            (
                "if x:\n    def f(): pass\nelif y:\n    def f(): pass\nelse:\n    def f(): pass",
                ["2 function f", "4 function f", "6 function f"]
            ),
            (
                "def f():\n    def g():\n        class A:\n            def h(self):\n                pass\n    return g",
                ["1 function f", "2 function f.g", "3 class f.g.A", "4 function f.g.A.h"]
            ),
            (
                "match x:\n    case 1:\n        class A: pass\n    case [a, *b] if a:\n        def f(): pass",
                ["3 class A", "5 function f"]
            ),
            (
                "with a as b, c:\n    class A: pass\nfor x in y:\n    class B: pass\nwhile x:\n    class C: pass",
                ["2 class A", "4 class B", "6 class C"]
            ),
            (
                "async def f():\n    async with a:\n        async def g(): pass",
                ["1 function f", "3 function f.g"]
            ),
            (
                "class A[T: (int, str), **P](B[T]): pass\ndef f[T](x: T) -> T: pass",
                ["1 class A", "2 function f"]
            ),
            (
                "@a\n@b(\n  1)\nclass A:\n    @c\n    # why\n\n    def f(self): pass",
                ["4 class A", "8 function A.f"]
            ),
            (
                "x = 1; class_ = 2\nif x: pass\nclass A: x = 1; y = 2\nclass B: pass",
                ["3 class A", "4 class B"]
            ),
            (
                "class A(\n    B,\n):\n    def f(\n        self,\n    ) -> int:\n        pass",
                ["1 class A", "4 function A.f"]
            ),
            ("class A: \\\n  x = 1\ndef \\\n  f(): pass", ["1 class A", "3 function f"]),
            ("if x: y = lambda: 0\ndef f(): return lambda x: x", ["2 function f"]),
            (
                "if 1:\n\tclass A:\n\t\tdef f(self): pass\n        def g(): pass",
                ["2 class A", "3 function A.f", "4 function g"]
            ),
            ("class Ü:\n    def 名(self): pass", ["1 class Ü", "2 function Ü.名"]),
            (
                "type = 1\nclass match: pass\ndef case(): pass\ndef type(): pass",
                ["2 class match", "3 function case", "4 function type"]
            ),
        ] as [(String, [String])])
    func places(source: String, expected: [String]) {
        for text in variants(source) { #expect(outline(text).definitionLines == expected) }
    }

    /// The same lines, with other line ends and with a byte order mark.
    private func variants(_ source: String) -> [String] {
        let windows = source.split(separator: "\n", omittingEmptySubsequences: false).joined(
            separator: "\r\n")
        let mac = source.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r")
        return [source, source + "\n", windows, mac, "\u{FEFF}" + source]
    }

    @Test(
        "text that looks like a definition is text",
        arguments: [
            "x = '''\nclass A:\n    pass\n'''", "# class A: pass",
            "x = f'''\nclass A:\n    def f(self): {y}\n'''",
            "'class A: pass'", "x = 'a\\\nclass A: pass'", "x.class_ = 1", "x = (yield_,\nclass_)",
            "print('def f():')",
            "b'''\ndef f(): pass\n'''", "x = t'''\nclass A: pass\n'''", "\"\"\"\nclass A:\n\"\"\"",
        ])
    func text(source: String) { #expect(outline(source).definitions.isEmpty) }

    @Test(
        "what stands before and behind an error is outlined",
        arguments: [
            "x = (1,\n", "x = [1, {\n", "x = 'no end\n", "x = f'{a\n", "def f(:\n", "def f(a, b\n", "x = )\n",
            "class :\n",
            "def (a): pass\n", "if x\n", "for in:\n", "? $ !\n", "  indented\n", "import\n",
            "from import x\n",
            "x = = 1\n", "@\n", "@x.\n", "print 'a' % (b\n", "exec 'x' in y\n", "raise A, b\n", "except:\n",
            "else:\n",
            "\0\0\n", "return return\n", "lambda\n", "class A(\n",
        ])
    func recovery(error: String) {
        let before = "class Before:\n    def f(self): pass\n"
        let behind = "class Behind:\n    def g(self): pass\n"
        let names = outline(before + error + behind).definitionLines.map { $0.split(separator: " ")[2] }
        #expect(names.prefix(2) == ["Before", "Before.f"])
        #expect(names.suffix(2).map { $0.hasSuffix("Behind") || $0.hasSuffix("Behind.g") } == [true, true])
    }

    @Test(
        "flags say under what condition a definition stands",
        arguments: [
            ("class A: pass", ""), ("async def f(): pass", "async"),
            ("try:\n    import a\nexcept ImportError:\n    class A: pass", "fallback conditional"),
            (
                "try:\n    x()\nexcept (KeyError, ModuleNotFoundError):\n    class A: pass",
                "fallback conditional"
            ),
            ("try:\n    import a\nexcept Exception:\n    class A: pass", "fallback conditional"),
            ("try:\n    x()\nexcept KeyError:\n    class A: pass", "conditional"),
            ("if TYPE_CHECKING:\n    class A: pass", "typeChecking conditional"),
            ("if typing.TYPE_CHECKING:\n    class A: pass", "typeChecking conditional"),
            ("if x:\n    class A: pass", "conditional"),
            ("try:\n    class A: pass\nfinally:\n    pass", "conditional"),
        ] as [(String, String)])
    func flags(source: String, words: String) {
        #expect(outline(source).definitions.last?.flags.words == words)
    }

    @Test("a definition inside another does not inherit its condition")
    func nestedFlags() {
        let flags = outline("if x:\n    class A:\n        def f(self): pass").definitions.map(\.flags.words)
        #expect(flags == ["conditional", ""])
    }

    @Test(
        "the shape of a body",
        arguments: [
            ("pass", .empty), ("...", .empty), ("'''doc'''", .empty), ("'''doc'''\n    pass", .empty),
            ("raise NotImplementedError", .raises), ("'''d'''\n    raise NotImplementedError('x')", .raises),
            ("return NotImplemented", .raises), ("return self.NotImplemented", .other),
            ("raise ValueError", .other), ("return None", .returnsConstant), ("return 1", .returnsConstant),
            ("return 'a'", .returnsConstant), ("return [1, 2]", .returnsConstant),
            ("return True", .returnsConstant),
            ("return {}", .returnsConstant), ("return x", .other), ("return self.inner.send(x)", .delegates),
            ("return client.send(x)", .delegates), ("client.send(x)", .delegates),
            ("await self.inner.send(x)", .delegates), ("return await client.send(x)", .delegates),
            ("return self.send(x)", .other), ("logger.info(x)", .other), ("x = 1\n    return x", .other),
            ("return f(x)", .other), ("return x + 1", .other),
        ] as [(String, Outline.BodyShape)])
    func bodies(body: String, shape: Outline.BodyShape) {
        let found = outline("async def f(self):\n    \(body)\n").definitions.first?.body
        #expect(found == shape, "\(body)")
    }

    @Test("statements are counted without docstring and pass, nested ones included")
    func statements() {
        let source = "def f():\n    'd'\n    pass\n    x = 1\n    if x:\n        y()\n    return 2\n"
        #expect(outline(source).definitions.map(\.statementCount) == [4])
    }

    @Test("the range of a definition goes from its keyword to its last token")
    func ranges() {
        let source =
            "@d\nclass A:\n    def f(self):\n        x = '''\n'''\n    # tail\n\nasync def g(): return 1  # c\n"
        let found = outline(source).definitions.map { definition in
            let text = Array(source.utf8)[Int(definition.start)..<Int(definition.end)]
            return "\(definition.line)-\(definition.endLine):\(definition.column) "
                + String(decoding: text, as: UTF8.self).split(separator: "\n")[0]
        }
        #expect(found == ["2-5:1 class A:", "3-5:5 def f(self):", "8-8:1 async def g(): return 1"])
    }

    @Test(
        "bases, with keywords and subscripts",
        arguments: [
            ("class A: pass", []), ("class A(): pass", []), ("class A(B, c.D): pass", ["B", "c.D"]),
            ("class A(B[T], Generic[K, V]): pass", ["B", "Generic"]),
            ("class A(B, metaclass=M, x=1): pass", ["B", "metaclass=M"]),
            ("class A(*mixins, **kw): pass", ["mixins", "kw"]),
            ("class A(namedtuple('A', 'x')): pass", ["namedtuple"]),
            ("class A(\n  B,  # why\n  C,\n): pass", ["B", "C"]), ("class A(B if x else C): pass", ["B"]),
            ("class A(lambda: 0, (B)): pass", ["B"]), ("class A(((b.C[T])), D): pass", ["b.C", "D"]),
            ("class A((B, C)): pass", []), ("class A((B or C)): pass", []), ("class A((B).C): pass", []),
            ("class A((B)(3)): pass", []), ("class A((B: pass", []),
            ("class A[T: Bound](B[T]): pass", ["B"]),
            ("class A(B,, C): pass", ["B", "C"]), ("class A(B\nclass C(D): pass", ["B"]),
        ] as [(String, [String])])
    func bases(source: String, expected: [String]) { #expect(outline(source).baseLines(0) == expected) }

    @Test(
        "parameters, with annotations and defaults",
        arguments: [
            ("def f(): pass", []), ("def f(a, b): pass", ["a", "b"]),
            (
                "def f(self, a: int = 1, /, b=(1, 2), *args: c.D, k: 'T', **kw) -> X: pass",
                ["self", "a: int =", "b =", "*args: c.D", "k", "*kw"]
            ),
            ("def f(a, *, b): pass", ["a", "b"]), ("def f(a=lambda x, y: x, b=1): pass", ["a =", "b ="]),
            ("def f(a: Dict[str, int], b: X | None = None): pass", ["a: Dict", "b: X ="]),
            ("def f(a={'x': 1, 'y': 2}, b=x[1:2]): pass", ["a =", "b ="]),
            ("def f[T: int](x: T): pass", ["x: T"]),
        ] as [(String, [String])])
    func parameters(source: String, expected: [String]) {
        #expect(outline(source).parameterLines(0) == expected)
    }

    @Test("decorators belong to the definition that follows them")
    func decorators() {
        let found = outline(
            "@a\n@b.c(d)\nclass A:\n    @property\n    def f(self): pass\n    def g(self): pass\n")
        let names = found.definitions.map {
            found.decorators[$0.decorators.range].map { found.text($0.path) }
        }
        #expect(names == [["a", "b.c"], ["property"], []])
    }

    @Test(
        "docstrings of modules and classes",
        arguments: [
            ("'module'\nclass A:\n    '''class\n    doc'''\n", "module", "class\n    doc"),
            ("# c\n\nr'm'\nclass A:\n    # c\n    'd'; x = 1\n", "m", "d"),
            ("import a\n'not one'\nclass A:\n    x = 1\n    'nor this'\n", "", ""),
            ("class A:\n    f'not {x}'\n", "", ""), ("class A: 'inline'\n", "", "inline"),
            ("'m' 'n'\nclass A:\n    'd' + 'e'\n", "m", ""), ("''\nclass A:\n    ''''''\n", "", ""),
        ] as [(String, String, String)])
    func docstrings(source: String, module: String, inClass: String) {
        let found = outline(source)
        #expect(found.docstring(found.docstring) == module)
        #expect(found.definitions.first.map { found.docstring($0.docstring) } == inClass)
    }

    @Test("a long docstring is cut")
    func longDocstring() {
        let found = outline("'''" + String(repeating: "x", count: 5_000) + "'''\n")
        #expect(found.texts.count == Outline.docstringLimit)
    }
}
