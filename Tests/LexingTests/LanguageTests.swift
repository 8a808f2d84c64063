import Lexing
import Testing

struct LanguageTests {
    @Test(
        "a language is known by its file's extension, in any case",
        arguments: [
            ("a.py", "python"), ("A.PY", "python"), ("stub.pyi", "python"), ("a.b.py", "python"),
            (".py", "python"),
            ("py", nil), ("a.pyc", nil), ("a.py.bak", nil), ("", nil), ("a.", nil),
        ] as [(String, String?)])
    func language(name: String, id: String?) { #expect(Language.of(fileName: name)?.id == id) }

    @Test("ids and extensions belong to one language each")
    func unique() {
        #expect(Set(Language.all.map(\.id)).count == Language.all.count)
        let extensions = Language.all.flatMap(\.fileExtensions)
        #expect(Set(extensions).count == extensions.count)
    }

    @Test("a buffer that is filled again forgets the file before")
    func reuse() {
        var buffer = TokenBuffer()
        for text in ["x = (\n'''\n", "y\n"] {
            let source = Array(text.utf8)
            Language.python.tokenize(source.span, &buffer)
        }
        #expect(buffer.tokens.map(\.kind) == [.name, .newline])
        #expect(buffer.trivia.isEmpty)
        #expect(buffer.lineStarts == [0, 2])
        #expect(buffer.errorCount == 0)
    }

    @Test("the line of an offset")
    func lines() {
        var buffer = TokenBuffer()
        let source = Array("a\nbb\r\n\r'''\n'''\nc".utf8)
        Language.python.tokenize(source.span, &buffer)
        #expect(
            [0, 1, 2, 4, 5, 6, 7, 10, 11, 14, 15].map { buffer.line(at: $0) } == [
                1, 1, 2, 2, 2, 3, 4, 4, 5, 5, 6,
            ])
    }
}
