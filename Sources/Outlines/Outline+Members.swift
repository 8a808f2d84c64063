extension Outline {
    /// A class that the source declares for a name or for the result of a function.
    public struct TypeHint: Sendable, Hashable {
        /// The definition whose name it is, or whose result; -1 at the top of the file.
        public var scope: Int32
        /// The dotted name; `none` for the result of the function.
        public var target: NamePath.ID
        /// The class: `C` of `C`, `"C"`, `Optional[C]` and `C | None`. Other types give no hint.
        public var type: NamePath.ID
    }

    /// A text that reads as a name, as an argument or in a list: `getattr(a, "b")` may reach the member `b`.
    public struct Mention: Sendable, Hashable {
        public var name: NameTable.ID
        public var line: UInt32
    }

    /// An element of a table.
    public struct Element: Sendable, Hashable {
        public var kind: Kind
        /// The table; `none` where it is no dotted name.
        public var table: NamePath.ID
        /// The text of the key; `none` where it is no plain text.
        public var key: NameTable.ID
        public var scope: Int32
        public var line: UInt32

        public enum Kind: UInt8, Sendable {
            /// `table[key] = …`, `table[key] += …`.
            case set
            /// `table = {key: 0, …}`.
            case zero
        }
    }
}
