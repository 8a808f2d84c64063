/// Refuses, before a YAML parser sees it, what a file of rules never needs and what makes parsers slow or overflow
/// their stacks: anchors and aliases ("billion laughs"), tags, directives, complex keys, deep nesting, huge files,
/// and line breaks that an editor does not show. A scan of tokens as in YAML 1.2.2 §6 and §7; what it lets through
/// may still be wrong, and the parser says so.
struct YAMLScreen {
    struct Fault: Error, Hashable {
        /// 1-based.
        let line: Int
        /// 1-based, in bytes.
        let column: Int
        let message: String
    }

    /// Far above any sensible file of rules.
    static let maxByteCount = 256 * 1024
    /// Brackets within brackets.
    static let maxFlowDepth = 16
    /// Each level of indented nesting starts at least a column further on.
    static let maxColumn = 64

    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var lineStart = 0
    private var flowDepth = 0
    /// The column of the key or dash whose block of literal text is being skipped; nil outside of one.
    private var textParent: Int?
    /// The column of the key or dash whose plain text the last line left open; nil if it left none.
    private var plainParent: Int?

    /// - Complexity: O(n).
    static func check(_ text: String) throws(Fault) {
        var screen = YAMLScreen(bytes: Array(text.utf8))
        try screen.scan()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func scan() throws(Fault) {
        guard bytes.count <= Self.maxByteCount else {
            throw Fault(
                line: 1, column: 1,
                message: "file of \(bytes.count) bytes; split it, the limit is \(Self.maxByteCount)")
        }
        try checkLineBreaks()
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        lineStart = index
        while index < bytes.count {
            try scanLine()
            endLine()
        }
    }

    /// Line breaks other than `\n` and `\r\n` would let lines be hidden from this scan.
    private func checkLineBreaks() throws(Fault) {
        var line = 1
        var lineStart = 0
        for (index, byte) in bytes.enumerated() {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            let third = index + 2 < bytes.count ? bytes[index + 2] : 0
            let isHidden =
                byte == 0 || byte == UInt8(ascii: "\r") && next != UInt8(ascii: "\n")
                || byte == 0xC2 && next == 0x85
                || byte == 0xE2 && next == 0x80 && third & 0xFE == 0xA8
                || byte == 0xEF && next == 0xBB && third == 0xBF && index > 0
            if isHidden {
                throw Fault(
                    line: line, column: index - lineStart + 1,
                    message: "invisible control character; remove it")
            }
            if byte == UInt8(ascii: "\n") {
                line += 1
                lineStart = index + 1
            }
        }
    }

    private mutating func endLine() {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        index += 1
        line += 1
        lineStart = index
    }

    private var column: Int { index - lineStart }
    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func isBlank(at index: Int) -> Bool {
        guard index < bytes.count else { return true }
        return bytes[index] <= 0x20
    }

    private func isFlowIndicator(at index: Int) -> Bool {
        guard index < bytes.count else { return false }
        return [
            UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
        ]
        .contains(bytes[index])
    }

    private var isAtLineEnd: Bool {
        guard let byte else { return true }
        return byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private mutating func skipBlanks() {
        while let byte, byte == 0x20 || byte == 0x09 { index += 1 }
    }

    private func fault(_ message: String) -> Fault { Fault(line: line, column: column + 1, message: message) }

    private mutating func scanLine() throws(Fault) {
        while byte == 0x20 { index += 1 }
        let indent = column
        skipBlanks()
        if isAtLineEnd { return }
        if let parent = textParent {
            if indent > parent { return }
            textParent = nil
        }
        if byte == UInt8(ascii: "#") {
            plainParent = nil
            return
        }
        if indent == 0, flowDepth == 0, try isMarker() { return }
        if let parent = plainParent, flowDepth > 0 || indent > parent {
            let keyColumn = column
            scanPlain()
            if isAtLineEnd { return }
            plainParent = nil
            try scanTokens(parent: parent, keyColumn: keyColumn)
        } else {
            plainParent = nil
            try scanTokens(parent: -1, keyColumn: column)
        }
    }

    /// `---` alone on its line is let through.
    private mutating func isMarker() throws(Fault) -> Bool {
        if byte == UInt8(ascii: "%") { throw fault("YAML directive; remove it") }
        let marker = bytes[index...].prefix(3)
        guard marker.elementsEqual("---".utf8) || marker.elementsEqual("...".utf8), isBlank(at: index + 3)
        else { return false }
        plainParent = nil
        index += 3
        skipBlanks()
        guard isAtLineEnd || byte == UInt8(ascii: "#") else {
            throw fault("text beside a document marker; begin it on the next line")
        }
        return true
    }

    /// Scans from where a token may begin to the end of the line, or of the quoted text that begins in it.
    /// - Parameters:
    ///   - parent: the column of the last key or dash before, -1 if there is none in the line.
    ///   - keyColumn: where the text before began, which is a key if a colon follows.
    private mutating func scanTokens(parent: Int, keyColumn: Int) throws(Fault) {
        var parent = parent
        var keyColumn = keyColumn
        var wasClosed = false
        while true {
            skipBlanks()
            guard let byte, !isAtLineEnd else { return }
            if byte == UInt8(ascii: "#"), column == 0 || isBlank(at: index - 1) { return }
            let endsToken = isBlank(at: index + 1) || flowDepth > 0 && isFlowIndicator(at: index + 1)
            switch byte {
            case UInt8(ascii: "&"), UInt8(ascii: "*"):
                throw fault(
                    "YAML anchor or alias; write the value out, or quote a text that begins with & or *")
            case UInt8(ascii: "!"):
                throw fault("YAML tag; remove it, or quote a text that begins with !")
            case UInt8(ascii: "?") where endsToken:
                throw fault("complex YAML key; write key: value")
            case UInt8(ascii: "-") where endsToken && flowDepth == 0:
                try checkColumn()
                parent = column
                index += 1
                wasClosed = false
            case UInt8(ascii: ":") where endsToken || wasClosed:
                if flowDepth == 0 { parent = keyColumn }
                index += 1
                wasClosed = false
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                flowDepth += 1
                guard flowDepth <= Self.maxFlowDepth else {
                    throw fault("more than \(Self.maxFlowDepth) levels of brackets; nest less")
                }
                keyColumn = column
                index += 1
                wasClosed = false
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                flowDepth = max(0, flowDepth - 1)
                index += 1
                wasClosed = true
            case UInt8(ascii: ",") where flowDepth > 0:
                index += 1
                wasClosed = false
            case UInt8(ascii: "|") where flowDepth == 0, UInt8(ascii: ">") where flowDepth == 0:
                textParent = parent
                return
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                try checkColumn()
                keyColumn = column
                scanQuoted(byte)
                wasClosed = true
            default:
                try checkColumn()
                keyColumn = column
                scanPlain()
                if isAtLineEnd {
                    plainParent = parent
                    return
                }
                wasClosed = false
            }
        }
    }

    private func checkColumn() throws(Fault) {
        // Values may stand further right than any key: only what begins a line of its own nests.
        guard flowDepth == 0, column > Self.maxColumn,
            bytes[lineStart..<index].allSatisfy({ $0 == 0x20 || $0 == 0x2D })
        else { return }
        throw fault("indented by more than \(Self.maxColumn) columns; nest less")
    }

    /// To the colon, bracket, comma or comment that ends plain text, or to the end of the line.
    private mutating func scanPlain() {
        while let byte, !isAtLineEnd {
            if byte == UInt8(ascii: ":") {
                if isBlank(at: index + 1) || flowDepth > 0 && isFlowIndicator(at: index + 1) { return }
            } else if byte == UInt8(ascii: "#") {
                if index > lineStart, isBlank(at: index - 1) { return }
            } else if flowDepth > 0, isFlowIndicator(at: index) {
                return
            }
            index += 1
        }
    }

    /// To behind the closing quote, over lines if need be.
    private mutating func scanQuoted(_ quote: UInt8) {
        index += 1
        while let byte {
            index += 1
            if byte == UInt8(ascii: "\n") {
                line += 1
                lineStart = index
            } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                // An escaped line break is counted by the next turn.
                if self.byte != UInt8(ascii: "\n") { index += 1 }
            } else if byte == quote {
                guard quote == UInt8(ascii: "'"), self.byte == quote else { return }
                index += 1
            }
        }
    }
}
