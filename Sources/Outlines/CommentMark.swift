import Lexing

extension Outline {
    /// A comment that speaks to the audit: `# ssot: allow RULE reason`.
    public struct Mark: Sendable, Hashable {
        /// The line of the comment, 1-based.
        public var line: UInt32
        /// What stands behind `ssot:`, trimmed, in `texts`.
        public var text: TextRange

        public init(line: UInt32, text: TextRange) {
            self.line = line
            self.text = text
        }
    }

    /// How much of a comment is kept, in bytes.
    private static let markLimit = 300

    /// Notes the comments that begin with `ssot:`.
    mutating func addMarks(_ source: Span<UInt8>, _ buffer: TokenBuffer) {
        for comment in buffer.trivia where comment.kind == .comment {
            var start = comment.start
            while start < comment.end, !Self.isLetter(source[start]) {
                // Comment signs and spaces stand before the word.
                guard
                    source[start] == 0x20 || source[start] == 0x23 || source[start] == 0x2F
                        || source[start] == 0x2A
                else { break }
                start += 1
            }
            guard comment.end - start > 5, Self.isSign(source, start) else { continue }
            start += 5
            var end = min(comment.end, start + Self.markLimit)
            while start < end, source[start] <= 0x20 { start += 1 }
            while end > start, source[end - 1] <= 0x20 { end -= 1 }
            var range = TextRange()
            range.offset = UInt32(truncatingIfNeeded: texts.count)
            range.length = UInt32(truncatingIfNeeded: end - start)
            for offset in start..<end { texts.append(source[offset]) }
            marks.append(Mark(line: UInt32(truncatingIfNeeded: buffer.line(at: comment.start)), text: range))
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

    /// Whether `ssot:` stands at an offset.
    private static func isSign(_ source: Span<UInt8>, _ start: Int) -> Bool {
        source[start] == 0x73 && source[start + 1] == 0x73 && source[start + 2] == 0x6F
            && source[start + 3] == 0x74 && source[start + 4] == 0x3A
    }
}
