extension Outline {
    /// What the code of a definition is recognised by, wherever it stands and however it is laid out.
    ///
    /// Comments, docstrings, blank lines, line breaks, quotes, trailing commas and grouping parentheses leave no
    /// trace, nor do the definition's own name and, in a class, the order of its members.
    public struct BodyPrint: Sendable, Hashable {
        /// Equal for equal tokens: clones of type 1.
        public var exact: UInt64 = 0
        /// Equal for tokens that are equal but for names of variables, members of the object itself, and literals:
        /// clones of type 2. Members of other objects, functions and types keep their names, and so do the fields in
        /// the body of a class.
        public var shape: UInt64 = 0
        public var tokenCount: UInt32 = 0
        /// Its statements, nested ones included, in `Outline.statements`.
        public var statements = Slice()

        public init() {}
    }

    /// One statement of a definition, as clones of type 3 share them.
    public struct Statement: Sendable, Hashable {
        /// Equal for statements of one shape.
        public var shape: UInt32
        /// Tokens, 255 at most.
        public var weight: UInt8

        public init(shape: UInt32, weight: UInt8) {
            self.shape = shape
            self.weight = weight
        }
    }
}
