/// Python's hard keywords (Python 3.14 reference §2.3.1). Soft keywords (`match`, `case`, `type`, `_`) are names.
public enum PythonKeyword: UInt8, Sendable, CaseIterable {
    case `false`, none, `true`, and, `as`, assert, async, await, `break`, `class`, `continue`, def, del, elif
    case `else`, except, finally, `for`, from, global, `if`, `import`, `in`, `is`, lambda, nonlocal, not, or
    case pass, raise, `return`, `try`, `while`, with, yield

    /// Whether the keyword starts a statement and can stand in no expression. Where one stands first on a line
    /// inside brackets, a bracket before it was left open.
    public var startsStatementOnly: Bool {
        switch self {
        case .class, .def, .return, .import, .try, .while, .raise, .del, .assert, .global, .nonlocal,
            .pass, .break, .continue, .except, .finally, .elif:
            true
        default: false
        }
    }

    /// The texts of all cases, in their order.
    static let texts = """
        False None True and as assert async await break class continue def del elif \
        else except finally for from global if import in is lambda nonlocal not or \
        pass raise return try while with yield
        """
}

/// Keywords by their bytes: an open-addressing table, so that a name costs one comparison and no keyword more than a
/// few.
struct KeywordTable: Sendable {
    /// The bytes of a keyword, the first one lowest; 0 for none.
    private var words = [UInt64](repeating: 0, count: Self.size)
    private var keywords = [PythonKeyword?](repeating: nil, count: Self.size)
    private static let size = 256

    static let python = KeywordTable()

    private init() {
        for (keyword, text) in zip(PythonKeyword.allCases, PythonKeyword.texts.split(separator: " ")) {
            let word = text.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
            var slot = Self.slot(word)
            while words[slot] != 0 { slot = (slot + 1) % Self.size }
            words[slot] = word
            keywords[slot] = keyword
        }
    }

    /// The keyword whose bytes, the first one lowest, are in `word`; nil for other names.
    @inline(__always)
    subscript(_ word: UInt64) -> PythonKeyword? {
        var slot = Self.slot(word)
        while words[slot] != 0 {
            if words[slot] == word { return keywords[slot] }
            slot = (slot + 1) % Self.size
        }
        return nil
    }

    @inline(__always)
    private static func slot(_ word: UInt64) -> Int {
        Int(truncatingIfNeeded: (word &* 0x9e37_79b9_7f4a_7c15) >> 56)
    }
}
