import Lexing

/// The tokens of a source as text: one a line, trivia among them, `line:column kind detail text`.
func tokenListing(_ source: [UInt8], _ language: Language) -> String {
    var buffer = TokenBuffer()
    language.tokenize(source.span, &buffer)
    var text = ""
    let lexed = Lexed(buffer)
    for token in lexed.merged {
        let line = buffer.line(at: token.start)
        let column = token.start - Int(lexed.lineStarts[line - 1]) + 1
        text += "\(line):\(column) \(token.kind)"
        if token.length > 0 { text += " " + escaped(source[token.start..<token.end]) }
        text += "\n"
    }
    return text + "errors: \(lexed.errorCount)\nlines: \(lexed.lineStarts.count)\n"
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
