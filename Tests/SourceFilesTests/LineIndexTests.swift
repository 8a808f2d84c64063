import Testing

@testable import SourceFiles

struct LineIndexTests {
    @Test("LF, CRLF and a lone CR end a line; a form feed does not")
    func lineEnds() {
        let bytes = Array("a\nb\r\nc\rd\u{0C}e\r\r\n\n".utf8)
        let index = LineIndex(bytes.span)
        let positions = bytes.indices.map { index.position(of: $0) }
        #expect(positions.map(\.line) == [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 4, 5, 5, 6])
        #expect(positions.map(\.column) == [1, 2, 1, 2, 3, 1, 2, 1, 2, 3, 4, 1, 2, 1])
        #expect(index.lineCount == 7)
        #expect(index.position(of: bytes.count) == index.position(of: 1_000))
        #expect(index.position(of: -1).line == 1)
    }

    @Test("an index is reused for the next file")
    func rebuild() {
        let first = Array("a\nb\nc".utf8)
        let second = Array("x\ny".utf8)
        var index = LineIndex(first.span)
        index.rebuild(for: second.span)
        #expect(index.lineCount == 2)
        #expect(index.position(of: 2).line == 2)
        index.rebuild(for: [UInt8]().span)
        #expect(index.lineCount == 1)
        #expect(index.position(of: 0).column == 1)
    }

    @Test("lines are those that a plain split gives, on random bytes")
    func random() {
        var random = SplitMix(state: 5)
        for _ in 0..<500 {
            let count = Int.random(in: 0...40, using: &random)
            let bytes = (0..<count).map { _ in random.pick([10, 13, 12, 65, 0xC3] as [UInt8]) }
            let index = LineIndex(bytes.span)
            var line = 1
            var column = 1
            for (offset, byte) in bytes.enumerated() {
                let position = index.position(of: offset)
                #expect(position.line == line && position.column == column)
                column += 1
                let isFollowedByLF = offset + 1 < bytes.count && bytes[offset + 1] == 10
                if byte == 10 || (byte == 13 && !isFollowedByLF) {
                    line += 1
                    column = 1
                }
            }
            #expect(index.lineCount == line)
        }
    }
}
