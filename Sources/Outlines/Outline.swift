/// What one file declares and uses: all that later stages know of it. They never read the source again.
///
/// Values speak of names, paths and definitions by index, so that an outline is a few flat arrays.
package struct Outline: Sendable, Hashable {
    /// Part of the cache key of stored outlines: raised whenever an outliner or this format changes.
    package static let version = 13

    package var names = NameTable()
    package var paths: [NamePath] = []
    /// In order of the source; a definition comes before those inside it.
    package var definitions: [Definition] = []
    package var bases: [Base] = []
    package var decorators: [Place] = []
    package var parameters: [Parameter] = []
    package var imports: [Import] = []
    package var values: [Value] = []
    /// In order of the source.
    package var uses: [Use] = []
    /// The names of an `__all__`.
    package var exports: [NameTable.ID] = []
    /// Where the source says of which class something is, in order of the source.
    package var typeHints: [TypeHint] = []
    /// Texts that may name a member, in order of the source.
    package var mentions: [Mention] = []
    /// Elements of tables that are set or begin at zero, in order of the source.
    package var elements: [Element] = []
    /// The names that comprehensions and lambdas bind, each once: what they stand for is not followed.
    package var ownNames: [NameTable.ID] = []
    /// What each definition is recognised by, in the order of `definitions`.
    package var prints: [BodyPrint] = []
    /// The statements of all definitions, in order of the source.
    package var statements: [Statement] = []
    /// Expressions that may make identifiers.
    package var makings: [Making] = []
    /// The nodes of all makings.
    package var makingNodes: [MakingNode] = []
    /// Comments that speak to the audit.
    package var marks: [Mark] = []
    /// The docstrings of the module and its classes, cut at `docstringLimit` bytes each, and the texts of marks.
    package var texts: [UInt8] = []
    package var docstring = TextRange()
    package var byteCount = 0
    package var lineCount = 0
    /// How many places could not be read as the language demands.
    package var errorCount = 0

    package static let docstringLimit = 1024

    package init() {}
}

extension Outline {
    /// A range of `texts`.
    package struct TextRange: Sendable, Hashable {
        package var offset: UInt32 = 0
        package var length: UInt32 = 0
    }

    /// A class or function.
    package struct Definition: Sendable, Hashable {
        package var kind: Kind
        package var body: BodyShape = .empty
        package var flags: Flags
        package var name: NameTable.ID
        /// The index of the enclosing definition; -1 at the top of the file.
        package var parent: Int32
        /// The line of the keyword, 1-based.
        package var line: UInt32
        /// The column of the keyword, 1-based, in bytes.
        package var column: UInt32
        /// The line of the last token, 1-based.
        package var endLine: UInt32
        /// The bytes from the keyword to the end of the last token.
        package var start: UInt32
        package var end: UInt32
        /// Statements of the body but docstring and `pass`, those in nested blocks included.
        package var statementCount: UInt32 = 0
        package var docstring = TextRange()
        package var decorators: Slice
        package var bases = Slice()
        package var parameters = Slice()
        /// The definitions inside it, at every depth.
        package var descendants = Slice()
        /// The uses and values that its header and body hold, nested definitions included.
        package var uses = Slice()
        package var values = Slice()
    }

    package enum Kind: UInt8, Sendable { case `class`, function }

    /// A run of another array.
    package struct Slice: Sendable, Hashable {
        package var first: UInt32 = 0
        package var count: UInt32 = 0
        package var range: Range<Int> { Int(first)..<Int(first) + Int(count) }

        package init() {}

        init(from first: Int, to end: Int) {
            self.first = UInt32(truncatingIfNeeded: first)
            count = UInt32(truncatingIfNeeded: end - first)
        }
    }

    package struct Flags: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let async = Flags(rawValue: 1)
        /// Stands in for an import that failed.
        package static let fallback = Flags(rawValue: 2)
        /// For type checkers only, never run.
        package static let typeChecking = Flags(rawValue: 4)
        /// Inside a conditional statement of its scope.
        package static let conditional = Flags(rawValue: 8)
        /// An import of all names of a module.
        package static let star = Flags(rawValue: 16)
        /// A declaration with a type.
        package static let annotated = Flags(rawValue: 32)
        /// Its value is a list, dictionary or set, written out.
        package static let collection = Flags(rawValue: 64)
        /// Its value is an element of what its path stands for: `f()[0]`.
        package static let element = Flags(rawValue: 128)
    }

    /// What a function's body comes to.
    package enum BodyShape: UInt8, Sendable {
        /// Nothing but a docstring, `pass` or `...`.
        case empty
        /// Only raises that it is not implemented.
        case raises
        /// One call on another object, returned, awaited or made.
        case delegates
        /// Only returns a literal.
        case returnsConstant
        case other
    }

    /// A dotted name at a line.
    package struct Place: Sendable, Hashable {
        package var path: NamePath.ID
        package var line: UInt32
    }

    package struct Base: Sendable, Hashable {
        package var path: NamePath.ID
        /// The keyword of `metaclass=M`; `none` for a base.
        package var keyword: NameTable.ID
        package var line: UInt32
    }

    package struct Parameter: Sendable, Hashable {
        package var name: NameTable.ID
        package var annotation: NamePath.ID
        package var hasDefault: Bool
        /// The text of a default that is one word or literal, `True`; else `none`.
        package var defaultText = NameTable.none
        /// Takes any number of arguments, none included.
        package var isVariadic = false
    }

    /// An imported name. `from .a import b as c`: module `a`, level 1, name `b`, bound `c`.
    package struct Import: Sendable, Hashable {
        /// The innermost definition that the statement stands in; -1 at the top of the file.
        package var scope: Int32
        package var module: NamePath.ID
        /// Leading dots.
        package var level: UInt32
        /// `none` where the module itself is imported, or all of its names.
        package var name: NameTable.ID
        /// The name that the statement binds here; `none` where it binds all names.
        package var bound: NameTable.ID
        package var line: UInt32
        package var flags: Flags
    }

    /// A value that is assigned, returned or bound.
    package struct Value: Sendable, Hashable {
        package var kind: Kind
        package var shape: Shape
        package var flags: Flags
        package var scope: Int32
        /// The dotted name that is assigned; `none` for a returned value or another target.
        package var target: NamePath.ID
        /// The value where it is a dotted name, its callee where it is a call; else `none`.
        package var path: NamePath.ID
        /// A string's text, the skeleton of one with fields, `run_{}_{}`, or numbers as written, `24 * 60`; else `none`.
        package var text: NameTable.ID
        package var line: UInt32
        /// The uses inside the value.
        package var uses: Slice

        package enum Kind: UInt8, Sendable {
            case assigned, returned, yielded
            /// Bound by a loop, a `with`, an `except` or an unpacking.
            case bound
        }

        package enum Shape: UInt8, Sendable { case none, name, call, text, formatted, other, number }
    }

    /// A dotted name in an expression.
    package struct Use: Sendable, Hashable {
        package var path: NamePath.ID
        package var scope: Int32
        package var line: UInt32
        package var kind: Kind

        package enum Kind: UInt8, Sendable {
            case read, call, base, decorator, annotation, raised
            /// An element of it is set: `table[key] = value`.
            case stored
            /// A loop goes through it.
            case iterated
            /// It is a member that something other than a plain assignment binds: `a.b += 1`, `a.b, c = d`.
            case written
        }
    }
}
