import BasicContainers
import Lexing

/// What a lexer made of a text, as arrays.
struct Lexed {
    var tokens: [Token]
    var trivia: [Token]
    var lineStarts: [UInt32]
    var errorCount: Int

    init(_ buffer: borrowing TokenBuffer) {
        tokens = buffer.tokens.span.copied()
        trivia = buffer.trivia.span.copied()
        lineStarts = buffer.lineStarts.span.copied()
        errorCount = buffer.errorCount
    }

    init(_ source: [UInt8], _ language: Language = .python) {
        var buffer = TokenBuffer()
        language.tokenize(source.span, &buffer)
        self.init(buffer)
    }

    /// Tokens and trivia in order of the source. At one offset, the trivia come first: they stood there when the
    /// zero-width tokens behind them were made.
    var merged: [Token] {
        var all: [Token] = []
        var trivia = trivia[...]
        for token in tokens {
            while let next = trivia.first,
                next.start < token.start || next.start == token.start && next.length > 0
            {
                all.append(trivia.removeFirst())
            }
            all.append(token)
        }
        return all + trivia
    }
}
