import Lexing
import Testing

struct RecoveryTests {
    /// The kinds and texts of the tokens behind the last line end but one.
    private func lastLine(_ text: String) -> [String] {
        let source = Array(text.utf8)
        var buffer = TokenBuffer()
        Language.python.tokenize(source.span, &buffer)
        let tokens = buffer.tokens.filter { $0.kind != .indent && $0.kind != .dedent }
        let lines = tokens.split { $0.kind == .newline }
        return (lines.last ?? []).map { String(decoding: source[$0.start..<$0.end], as: UTF8.self) }
    }

    @Test(
        "a statement behind something unclosed starts a line of its own",
        arguments: [
            "x = (1, 2\n", "x = [1, {2\n", "x = f\"{a\n", "x = f\"{a:>\n", "x = 'no end\n", "x = f'{(a\n",
            "foo(bar(\n", "x = \"\\\n\n", "x = f'a\n", "x = 1)\n", "x = }\n", "x = ?\n", "x = $y\n",
        ])
    func nextStatement(before: String) {
        #expect(lastLine(before + "class A:\n") == ["class", "A", ":"])
        #expect(lastLine(before + "async def f():\n") == ["async", "def", "f", "(", ")", ":"])
        #expect(lastLine(before + "    return y\n") == ["return", "y"])
    }

    @Test("a keyword that an expression can hold does not end an open bracket")
    func expressions() {
        #expect(lastLine("x = [y\nfor y in z\nif y\nelse w]\n").count == 13)
        #expect(lastLine("x = (lambda\n: not\nNone)\n").count == 8)
        #expect(lastLine("x = (await\nasync_name)\n").count == 6)
    }

    @Test("words in text do not end it")
    func text() {
        #expect(lastLine("x = '''\nclass A:\n'''\n").count == 3)
        #expect(lastLine("x = f'''\nclass A:\n'''\n").count == 5)
    }
}
