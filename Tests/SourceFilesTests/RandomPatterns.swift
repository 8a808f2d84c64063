/// Lines for ignore files, made of the pieces that are hard to get right.
extension SplitMix {
    private static let pieces = [
        "a", "b", "ab", "a", "b", "c", ".", "x", "*", "*", "**", "***", "?", "[ab]", "[!a]", "[^b]", "[a-c]",
        "[]-a]", "[[:alpha:]]", "[[:digit:]x]", "\\*", "\\a", "\\", "[", "]", "[[:bad:]]", "é", " ", "!", "#",
        "[\\]a]", "[a-]", "[--/]", "[[:]", "[[::]]", "[a\\-c]",
    ]

    mutating func part() -> String {
        var text = ""
        for _ in 0..<Int.random(in: 1...3, using: &self) { text += pick(Self.pieces) }
        return text
    }

    mutating func pattern() -> String {
        var text = chance(25) ? "!" : ""
        if chance(25) { text += "/" }
        let count = pick([1, 1, 1, 2, 2, 3])
        for index in 0..<count {
            if index > 0 { text += pick(["/", "/", "/**/", "**/", "/**", "\\/"]) }
            text += chance(15) ? "**" : chance(30) ? pick(["a", "b", "ab", "c"]) : part()
        }
        if chance(25) { text += "/" }
        if chance(10) { text += pick([" ", "  ", "\\ ", "\t", "\\"]) }
        return text
    }

    mutating func ignoreFile() -> [UInt8] {
        var bytes: [UInt8] = chance(10) ? [0xEF, 0xBB, 0xBF] : []
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            bytes += Array((chance(8) ? "# comment" : pattern()).utf8)
            bytes += chance(15) ? [13, 10] : [10]
        }
        if chance(20) { bytes.removeLast() }
        return bytes
    }
}
