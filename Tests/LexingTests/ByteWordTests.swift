import Testing

@testable import Lexing

struct ByteWordTests {
    private static let bytes: [UInt8] = (0...255).map { $0 }

    /// The words in which one byte differs from seven others, wherever it stands.
    private func words(_ odd: UInt8, among other: UInt8) -> [(word: ByteWord, index: Int)] {
        (0..<ByteWord.size).map { index in
            var bytes = [UInt8](repeating: other, count: ByteWord.size)
            bytes[index] = odd
            return (ByteWord(bytes.span, at: 0), index)
        }
    }

    private func tokens(_ source: [UInt8]) -> [Token] {
        var buffer = TokenBuffer()
        Language.python.tokenize(source.span, &buffer)
        return buffer.tokens
    }

    @Test("a name ends at the first byte that is no part of one", arguments: bytes)
    func names(byte: UInt8) {
        let isPart = PythonByteClass.table[Int(byte)] & PythonByteClass.namePart != 0
        for other in [UInt8(ascii: "a"), UInt8(ascii: "_"), UInt8(ascii: "0"), UInt8(ascii: "Z"), 0xff] {
            for (word, index) in words(byte, among: other) {
                #expect(word.nameLength == (isPart ? ByteWord.size : index))
            }
        }
    }

    @Test("a run of text ends at the first byte that stops it", arguments: bytes)
    func texts(byte: UInt8) {
        let isLineEnd = byte == 0x0a || byte == 0x0d
        let isQuote = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\")
        let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
        for other in [UInt8(ascii: "a"), 0, 0xff, 0x0b, 0x0c, UInt8(ascii: "#")] {
            for (word, index) in words(byte, among: other) {
                #expect(word.lineLength == (isLineEnd ? index : ByteWord.size))
                #expect(word.textLength == (isLineEnd || isQuote ? index : ByteWord.size))
                #expect(word.formatTextLength == (isLineEnd || isQuote || isBrace ? index : ByteWord.size))
            }
        }
        for (word, index) in words(byte, among: 0x20) {
            #expect(word.spaceCount == (byte == 0x20 ? ByteWord.size : index))
        }
    }

    @Test("behind the end of a source stand zeros")
    func ends() {
        let source = Array("abcdefghij".utf8)
        for offset in 0...12 {
            let expected = source.dropFirst(offset).prefix(ByteWord.size).reversed().reduce(0) {
                $0 << 8 | UInt64($1)
            }
            #expect(ByteWord(source.span, at: offset).bits == expected)
            #expect(ByteWord(source.span, at: offset).prefix(2) == expected & 0xffff)
        }
    }

    @Test("a token has the hash of its text, however long, wherever it stands")
    func hashes() {
        for length in 1...40 {
            let name = Array(String(repeating: "ab_9Ñ", count: length).utf8.prefix(length))
            for (before, behind) in [("", ""), ("x = ", " + 1\n"), ("(", ".b.c.d.e.f.g")] {
                let source = Array(before.utf8) + name + Array(behind.utf8)
                let token = tokens(source).first { $0.start == before.utf8.count && $0.kind == .name }
                #expect(token?.length == UInt32(length))
                #expect(token?.hash == NameHash.hash(name.span))
            }
        }
    }

    @Test("keywords are found, and nothing that begins or ends like one", arguments: PythonKeyword.allCases)
    func keywords(keyword: PythonKeyword) throws {
        let index = try #require(PythonKeyword.allCases.firstIndex(of: keyword))
        let text = String(PythonKeyword.texts.split(separator: " ")[index])
        #expect(text.lowercased() == "\(keyword)")
        #expect(tokens(Array(text.utf8)).first?.detail == keyword.rawValue)
        for other in [text + "_", "_" + text, text + "s", text.uppercased()] {
            #expect(tokens(Array(other.utf8)).first?.kind == .name)
        }
    }
}
