import Lexing
import TestKit
import Testing

/// Input made to break a lexer. That these end at all shows that time grows with the input and not faster:
/// a lexer of quadratic time needs hours.
struct HostileTests {
    /// 400 kB here and 100 MB in a long run.
    private static let byteCount = effort > 1 ? 100_000_000 : 400_000

    @Test(
        "one thing over and over", .timeLimit(.minutes(5)),
        arguments: [
            "(", "[", "{", ")", "}", "\"", "'", "\\", "#", "@", ":", ".", "!", "f\"", "f\"{", "f'''{x:", "{{",
            "\n",
            "\r", "\r\n", " ", "\t", "\u{0C}", "a", "0", "0_", "\"\"\"a", "\\\n", ";", "\0", "é", "\u{FEFF}",
            "(\n", "class ", "def ", "(\nclass ", "f\"{\n", "\n x\n", "f'{x!r:", "a\\\n", "'\\\n", "1e",
            "\"\n",
        ])
    func repeated(piece: String) {
        let bytes = Array(piece.utf8)
        var source: [UInt8] = []
        source.reserveCapacity(Self.byteCount)
        while source.count < Self.byteCount { source += bytes }
        var buffer = TokenBuffer()
        Language.python.tokenize(source.span, &buffer)
        #expect(buffer.lineStarts.count <= source.count + 1)
        #expect(buffer.tokens.allSatisfy { $0.end <= source.count })
    }

    @Test("ten thousand brackets, and ten thousand strings with fields, one inside the other")
    func nesting() {
        var buffer = TokenBuffer()
        let brackets = String(repeating: "([{", count: 10_000) + String(repeating: "}])", count: 10_000)
        #expect(brokenLaws(Array(brackets.utf8), .python, &buffer) == [])
        #expect(buffer.errorCount == 0)
        #expect(buffer.tokens.count == 60_001)
        let strings = String(repeating: "f'{", count: 10_000) + "x" + String(repeating: "}'", count: 10_000)
        #expect(brokenLaws(Array(strings.utf8), .python, &buffer) == [])
        #expect(buffer.errorCount == 0)
        #expect(buffer.tokens.count == 40_002)
    }

    @Test("ten thousand open blocks")
    func indents() {
        // A form feed sets the column back; a tab goes on by eight: long indents of few bytes are not to be had.
        let depth = effort > 1 ? 10_000 : 1_000
        var source: [UInt8] = []
        for level in 0..<depth {
            source += [UInt8](repeating: 0x20, count: level)
            source += Array("if x:\n".utf8)
        }
        var buffer = TokenBuffer()
        #expect(brokenLaws(source, .python, &buffer) == [])
        #expect(buffer.tokens.count { $0.kind == .indent } == depth - 1)
    }

    @Test(
        "what never ends is read to the end of the file",
        arguments: [
            "x = (1,\n", "x = '''text\n", "x = f'''{a\n", "x = f\"{a!r:>{width\n", "x = \\", "x = '\\", "f'",
            "f'''", "x = f'{", "class A(", "\\", "'", "t'{x:", "async", "0x", "f'{x:\\N{", "f'\\N{",
        ])
    func unclosed(text: String) {
        var buffer = TokenBuffer()
        #expect(brokenLaws(Array(text.utf8), .python, &buffer) == [])
        #expect(buffer.tokens.last?.kind == .newline)
    }
}
