/// One lexeme: what it is and where it stands. Its text is the source's bytes `offset ..< offset + length`.
package struct Token: Sendable, Hashable {
    /// The kinds of lexeme that every language shares.
    package enum Kind: UInt8, Sendable {
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
        package static func == (left: Kind, right: Kind) -> Bool {
            unsafe unsafeBitCast(left, to: UInt8.self) == unsafeBitCast(right, to: UInt8.self)
        }
    }

    /// In bytes from the start of the source.
    package var offset: UInt32
    /// In bytes; 0 for indents, dedents and a line end that the file's end implies.
    package var length: UInt32
    /// A hash of a name's bytes (FNV-1a, 32 bits); 0 for all other kinds.
    package var hash: UInt32
    package var kind: Kind
    package var detail: UInt8

    package init(_ kind: Kind, at offset: Int, length: Int, detail: UInt8 = 0, hash: UInt32 = 0) {
        self.offset = UInt32(truncatingIfNeeded: offset)
        self.length = UInt32(truncatingIfNeeded: length)
        self.hash = hash
        self.kind = kind
        self.detail = detail
    }

    @inlinable package var start: Int { @inline(__always) get { Int(offset) } }
    @inlinable package var end: Int { @inline(__always) get { Int(offset) + Int(length) } }

    /// Whether this is the one-byte operator `byte`.
    @inlinable
    @inline(__always)
    package func isOperator(_ byte: UInt8) -> Bool { kind == .op && detail == byte }
}

/// Codes for operators of more than one byte, below every printable byte.
package enum Operator {
    package static let arrow: UInt8 = 1
    package static let walrus: UInt8 = 2
    package static let power: UInt8 = 3
    package static let floorDivision: UInt8 = 4
    package static let comparison: UInt8 = 5
    package static let augmentedAssignment: UInt8 = 6
    package static let ellipsis: UInt8 = 7
    package static let shift: UInt8 = 8
}
