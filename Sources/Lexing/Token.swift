/// One lexeme: what it is and where it stands. Its text is the source's bytes `offset ..< offset + length`.
public struct Token: Sendable, Hashable {
    /// The kinds of lexeme that every language shares.
    public enum Kind: UInt8, Sendable {
        case name
        /// A reserved word; `detail` holds the language's own code for it.
        case keyword
        case number
        case string
        /// The prefix and opening quotes of a string with replacement fields.
        case formatStart
        /// Literal text between replacement fields.
        case formatMiddle
        /// The closing quotes of a string with replacement fields.
        case formatEnd
        /// Punctuation; `detail` is the byte of a one-byte operator, else an `Operator` code.
        case op
        /// The end of a statement line.
        case newline
        /// A line end that ends no statement.
        case blankNewline
        case comment
        case indent
        case dedent
        /// A byte that starts no lexeme, or a string that does not end.
        case unknown

        /// Written out, since the synthesised comparison is a call for each token in other modules: 4 % of an
        /// outline. Sound: an enum of fewer than 256 cases without payloads is one byte.
        @inlinable
        @inline(__always)
        public static func == (left: Kind, right: Kind) -> Bool {
            unsafe unsafeBitCast(left, to: UInt8.self) == unsafeBitCast(right, to: UInt8.self)
        }
    }

    /// In bytes from the start of the source.
    public var offset: UInt32
    /// In bytes; 0 for indents, dedents and a line end that the file's end implies.
    public var length: UInt32
    /// The `NameHash` of a name; 0 for all other kinds.
    public var hash: UInt32
    public var kind: Kind
    public var detail: UInt8

    public init(_ kind: Kind, at offset: Int, length: Int, detail: UInt8 = 0, hash: UInt32 = 0) {
        self.offset = UInt32(truncatingIfNeeded: offset)
        self.length = UInt32(truncatingIfNeeded: length)
        self.hash = hash
        self.kind = kind
        self.detail = detail
    }

    @inlinable public var start: Int { @inline(__always) get { Int(offset) } }
    @inlinable public var end: Int { @inline(__always) get { Int(offset) + Int(length) } }

    /// Whether this is the one-byte operator `byte`.
    @inlinable
    @inline(__always)
    public func isOperator(_ byte: UInt8) -> Bool { kind == .op && detail == byte }
}

extension Span where Element == Token {
    /// Whether the one-byte operator `byte` stands at an index; nothing stands outside the span.
    @inlinable
    @inline(__always)
    public func isOperator(_ byte: UInt8, at index: Int) -> Bool {
        guard index >= 0, index < count else { return false }
        return self[index].isOperator(byte)
    }

    /// What stands at an index; nil outside the span.
    @inlinable
    @inline(__always)
    public func kind(at index: Int) -> Token.Kind? {
        guard index >= 0, index < count else { return nil }
        return self[index].kind
    }
}

/// Codes for operators of more than one byte, below every printable byte.
public enum Operator {
    public static let arrow: UInt8 = 1
    public static let walrus: UInt8 = 2
    public static let power: UInt8 = 3
    public static let floorDivision: UInt8 = 4
    public static let comparison: UInt8 = 5
    public static let augmentedAssignment: UInt8 = 6
    public static let ellipsis: UInt8 = 7
    public static let shift: UInt8 = 8
}
