/// What one file declares and uses: all that later stages know of it. They never read the source again.
///
/// Values speak of names, paths and definitions by index, so that an outline is a few flat arrays.
public struct Outline: Sendable, Hashable {
    /// Part of the cache key of stored outlines: raised whenever an outliner or this format changes.
    public static let version = 18

    public var names = NameTable()
    public var paths: [NamePath] = []
    /// In order of the source; a definition comes before those inside it.
    public var definitions: [Definition] = []
    public var bases: [Base] = []
    public var decorators: [Place] = []
    public var parameters: [Parameter] = []
    public var imports: [Import] = []
    public var values: [Value] = []
    /// In order of the source.
    public var uses: [Use] = []
    /// The names of an `__all__`.
    public var exports: [NameTable.ID] = []
    /// Where the source says of which class something is, in order of the source.
    public var typeHints: [TypeHint] = []
    /// Texts that may name a member, in order of the source.
    public var mentions: [Mention] = []
    /// Elements of tables that are set or begin at zero, in order of the source.
    public var elements: [Element] = []
    /// The names that comprehensions and lambdas bind, each once: what they stand for is not followed.
    public var ownNames: [NameTable.ID] = []
    /// What each definition is recognised by, in the order of `definitions`.
    public var prints: [BodyPrint] = []
    /// The statements of all definitions, in order of the source.
    public var statements: [Statement] = []
    /// Expressions that may make identifiers.
    public var makings: [Making] = []
    /// The nodes of all makings.
    public var makingNodes: [MakingNode] = []
    /// Comments that speak to the audit.
    public var marks: [Mark] = []
    /// The docstrings of the module and its classes, cut at `docstringLimit` bytes each, and the texts of marks.
    public var texts: [UInt8] = []
    public var docstring = TextRange()
    public var byteCount = 0
    public var lineCount = 0
    /// How many places could not be read as the language demands.
    public var errorCount = 0

    public static let docstringLimit = 1024

    public init() {}
}

extension Outline {
    /// A range of `texts`.
    public struct TextRange: Sendable, Hashable {
        public var offset: UInt32 = 0
        public var length: UInt32 = 0
    }

    /// A class or function.
    public struct Definition: Sendable, Hashable {
        public var kind: Kind
        public var body: BodyShape = .empty
        public var flags: Flags
        public var name: NameTable.ID
        /// The index of the enclosing definition; -1 at the top of the file.
        public var parent: Int32
        /// The line of the keyword, 1-based.
        public var line: UInt32
        /// The column of the keyword, 1-based, in bytes.
        public var column: UInt32
        /// The line of the last token, 1-based.
        public var endLine: UInt32
        /// The bytes from the keyword to the end of the last token.
        public var start: UInt32
        public var end: UInt32
        /// Statements of the body but docstring and `pass`, those in nested blocks included.
        public var statementCount: UInt32 = 0
        public var docstring = TextRange()
        public var decorators: Slice
        public var bases = Slice()
        public var parameters = Slice()
        /// The definitions inside it, at every depth.
        public var descendants = Slice()
        /// The uses and values that its header and body hold, nested definitions included.
        public var uses = Slice()
        public var values = Slice()
    }

    public enum Kind: UInt8, Sendable { case `class`, function }

    /// A run of another array.
    public struct Slice: Sendable, Hashable {
        public var first: UInt32 = 0
        public var count: UInt32 = 0
        public var range: Range<Int> { Int(first)..<Int(first) + Int(count) }

        public init() {}

        init(from first: Int, to end: Int) {
            self.first = UInt32(truncatingIfNeeded: first)
            count = UInt32(truncatingIfNeeded: end - first)
        }
    }

    public struct Flags: OptionSet, Sendable, Hashable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let async = Flags(rawValue: 1)
        /// Stands in for an import that failed.
        public static let fallback = Flags(rawValue: 2)
        /// For type checkers only, never run.
        public static let typeChecking = Flags(rawValue: 4)
        /// Inside a conditional statement of its scope.
        public static let conditional = Flags(rawValue: 8)
        /// An import of all names of a module.
        public static let star = Flags(rawValue: 16)
        /// A declaration with a type.
        public static let annotated = Flags(rawValue: 32)
        /// Its value is a list, dictionary or set, written out.
        public static let collection = Flags(rawValue: 64)
        /// Its value is an element of what its path stands for: `f()[0]`.
        public static let element = Flags(rawValue: 128)
    }

    /// What a function's body comes to.
    public enum BodyShape: UInt8, Sendable {
        /// Nothing but a docstring, `pass` or `...`.
        case empty
        /// Only raises or returns that it is not implemented.
        case raises
        /// One call on another object, returned, awaited or made.
        case delegates
        /// Only returns a literal.
        case returnsConstant
        case other
    }

    /// A dotted name at a line.
    public struct Place: Sendable, Hashable {
        public var path: NamePath.ID
        public var line: UInt32
    }

    public struct Base: Sendable, Hashable {
        public var path: NamePath.ID
        /// The keyword of `metaclass=M`; `none` for a base.
        public var keyword: NameTable.ID
        public var line: UInt32
    }

    public struct Parameter: Sendable, Hashable {
        public var name: NameTable.ID
        public var annotation: NamePath.ID
        public var hasDefault: Bool
        /// The text of a default that is one word or literal, `True`; else `none`.
        public var defaultText = NameTable.none
        /// Takes any number of arguments, none included.
        public var isVariadic = false
    }

    /// An imported name. `from .a import b as c`: module `a`, level 1, name `b`, bound `c`.
    public struct Import: Sendable, Hashable {
        /// The innermost definition that the statement stands in; -1 at the top of the file.
        public var scope: Int32
        public var module: NamePath.ID
        /// Leading dots.
        public var level: UInt32
        /// `none` where the module itself is imported, or all of its names.
        public var name: NameTable.ID
        /// The name that the statement binds here; `none` where it binds all names.
        public var bound: NameTable.ID
        public var line: UInt32
        public var flags: Flags
    }

    /// A value that is assigned, returned or bound.
    public struct Value: Sendable, Hashable {
        public var kind: Kind
        public var shape: Shape
        public var flags: Flags
        public var scope: Int32
        /// The dotted name that is assigned; `none` for a returned value or another target.
        public var target: NamePath.ID
        /// The value where it is a dotted name, its callee where it is a call; else `none`.
        public var path: NamePath.ID
        /// A string's text, the skeleton of one with fields, `run_{}_{}`, or numbers as written, `24 * 60`; else `none`.
        public var text: NameTable.ID
        public var line: UInt32
        /// The uses inside the value.
        public var uses: Slice

        public enum Kind: UInt8, Sendable {
            case assigned, returned, yielded
            /// Bound by a loop, a `with`, an `except` or an unpacking.
            case bound
        }

        public enum Shape: UInt8, Sendable { case none, name, call, text, formatted, other, number }
    }

    /// A dotted name in an expression.
    public struct Use: Sendable, Hashable {
        public var path: NamePath.ID
        public var scope: Int32
        public var line: UInt32
        public var kind: Kind

        public enum Kind: UInt8, Sendable {
            case read, call, base, decorator, annotation, raised
            /// An element of it is set: `table[key] = value`.
            case stored
            /// A loop goes through it.
            case iterated
            /// It is a member that something other than a plain assignment binds: `a.b += 1`, `a.b, c = d`.
            case written
            /// It is a member, or a variable from outside of the function, that a number is added to: `a.b += 1`.
            case counted

            /// Whether something other than a plain assignment binds it.
            public var binds: Bool { self == .written || self == .counted }
        }
    }
}

extension Outline {
    /// What functions count up, by the function: `self.last` beside `self.last += 1`.
    ///
    /// - Parameter uses: the uses to look through.
    public func counters(in uses: Range<Int>) -> [Int32: Set<NamePath.ID>] {
        var counters: [Int32: Set<NamePath.ID>] = [:]
        for use in self.uses[uses] where use.kind == .counted {
            counters[use.scope, default: []].insert(use.path)
        }
        return counters
    }
}
