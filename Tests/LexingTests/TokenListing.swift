import Lexing

/// The tokens of a source as text: one a line, trivia among them, `line:column kind detail text`.
func tokenListing(_ source: [UInt8], _ language: Language) -> String {
    var buffer = TokenBuffer()
    language.tokenize(source.span, &buffer)
    var text = ""
    for token in merged(buffer) {
        let line = buffer.line(at: token.start)
        let column = token.start - Int(buffer.lineStarts[line - 1]) + 1
        text += "\(line):\(column) \(token.kind)"
        if token.length > 0 { text += " " + escaped(source[token.start..<token.end]) }
        text += "\n"
    }
    return text + "errors: \(buffer.errorCount)\nlines: \(buffer.lineStarts.count)\n"
}

/// Tokens and trivia in order of the source. At one offset, the trivia come first: they stood there when the
/// zero-width tokens behind them were made.
func merged(_ buffer: TokenBuffer) -> [Token] {
    var all: [Token] = []
    var trivia = buffer.trivia[...]
    for token in buffer.tokens {
        while let next = trivia.first,
            next.start < token.start || next.start == token.start && next.length > 0
        {
            all.append(trivia.removeFirst())
        }
        all.append(token)
    }
    return all + trivia
}

private func escaped(_ bytes: ArraySlice<UInt8>) -> String {
    var text = ""
    for byte in bytes {
        switch byte {
        case 0x0a: text += "\\n"
        case 0x0d: text += "\\r"
        case UInt8(ascii: "\\"): text += "\\\\"
        case 0x20..<0x7f: text.unicodeScalars.append(Unicode.Scalar(byte))
        default: text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
    return text
}
