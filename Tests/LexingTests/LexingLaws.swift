import Lexing

/// What holds for the tokens of any bytes whatever. Each law that is broken gives a sentence.
func brokenLaws(_ source: [UInt8], _ language: Language, _ buffer: inout TokenBuffer) -> [String] {
    language.tokenize(source.span, &buffer)
    var broken: [String] = []
    func require(_ holds: Bool, _ law: @autoclosure () -> String) {
        if !holds, broken.count < 4 { broken.append(law()) }
    }
    require(buffer.lineStarts == lineStarts(source), "line starts are those behind each line end")
    var depth = 0
    for token in buffer.tokens {
        switch token.kind {
        case .indent: depth += 1
        case .dedent: depth -= 1
        case .comment, .blankNewline: require(false, "\(token.kind) at \(token.offset) is no trivia")
        case .name, .keyword, .number, .string, .op, .unknown, .formatStart, .formatEnd, .formatMiddle:
            require(token.length > 0, "\(token.kind) at \(token.offset) is empty")
        case .newline: break
        }
        require(depth >= 0, "dedent without indent at \(token.offset)")
    }
    require(depth == 0, "\(depth) indents are not closed")
    require(
        buffer.trivia.allSatisfy { $0.kind == .comment || $0.kind == .blankNewline },
        "trivia are comments or line ends")
    requireTiling(source, buffer, require)
    return broken
}

/// Tokens and trivia stand in order, none overlaps, and what lies between them is white space.
private func requireTiling(
    _ source: [UInt8], _ buffer: TokenBuffer, _ require: (Bool, @autoclosure () -> String) -> Void
) {
    var end = source.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    for token in merged(buffer) {
        require(token.start >= end, "\(token.kind) at \(token.offset) overlaps what ends at \(end)")
        require(token.end <= source.count, "\(token.kind) at \(token.offset) ends behind the source")
        guard token.start >= end, token.end <= source.count else { return }
        require(isBlank(source[end..<token.start]), "text before \(token.offset) is in no token")
        end = token.end
    }
    require(isBlank(source[end...]), "text behind \(end) is in no token")
}

/// White space, and line ends that a backslash joins.
private func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex {
        switch bytes[index] {
        case 0x20, 0x09, 0x0c: index += 1
        case UInt8(ascii: "\\"):
            index += 1
            guard index < bytes.endIndex, bytes[index] == 0x0a || bytes[index] == 0x0d else { return false }
            index += bytes[index] == 0x0d && index + 1 < bytes.endIndex && bytes[index + 1] == 0x0a ? 2 : 1
        default: return false
        }
    }
    return true
}

private func lineStarts(_ source: [UInt8]) -> [UInt32] {
    var starts: [UInt32] = [0]
    for (index, byte) in source.enumerated() {
        let isLineEnd =
            byte == 0x0a || byte == 0x0d && !(index + 1 < source.count && source[index + 1] == 0x0a)
        if isLineEnd { starts.append(UInt32(index + 1)) }
    }
    return starts
}
