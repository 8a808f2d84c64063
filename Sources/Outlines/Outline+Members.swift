extension Outline {
    /// A class that the source declares for a name or for the result of a function.
    package struct TypeHint: Sendable, Hashable {
        /// The definition whose name it is, or whose result; -1 at the top of the file.
        package var scope: Int32
        /// The dotted name; `none` for the result of the function.
        package var target: NamePath.ID
        /// The class: `C` of `C`, `"C"`, `Optional[C]` and `C | None`. Other types give no hint.
        package var type: NamePath.ID
    }

    /// A text that reads as a name, as an argument or in a list: `getattr(a, "b")` may reach the member `b`.
    package struct Mention: Sendable, Hashable {
        package var name: NameTable.ID
        package var line: UInt32
    }

    /// An element of a table.
    package struct Element: Sendable, Hashable {
        package var kind: Kind
        /// The table; `none` where it is no dotted name.
        package var table: NamePath.ID
        /// The text of the key; `none` where it is no plain text.
        package var key: NameTable.ID
        package var scope: Int32
        package var line: UInt32

        package enum Kind: UInt8, Sendable {
            /// `table[key] = …`, `table[key] += …`.
            case set
            /// `table = {key: 0, …}`.
            case zero
        }
    }
}
