extension Outline {
    /// An expression that may make an identifier, as a tree cut down to what can decide about that.
    ///
    /// Kept where the expression calls a generator of random values by name, or calls a clock, a hash or the like
    /// within a text or for a target whose name says identifier, or joins a text for such a target; and where a
    /// local name that such a value was given to is used again.
    public struct Making: Sendable, Hashable {
        public var kind: Kind
        /// The innermost definition that the statement stands in, for a parameter that whose parameter it is; -1 at
        /// the top of the file.
        public var scope: Int32
        /// What the value is given to: a dotted name, or the text of a key; `none` where there is no such name.
        public var target: NamePath.ID
        /// The first line of the expression, 1-based.
        public var line: UInt32
        /// Its nodes in `makingNodes`: each behind its children, the root last.
        public var nodes: Slice

        public enum Kind: UInt8, Sendable {
            case assigned
            /// To an element of a table: `row["run_id"] = value`.
            case stored
            case returned, yielded
            /// The default of a parameter.
            case parameter
            /// Any other statement, or the header of a block.
            case statement
            /// A column that a schema in a text lets the database fill; the target is `table.column`.
            case column
        }

        public init(kind: Kind, scope: Int32, target: NamePath.ID, line: UInt32, nodes: Slice) {
            self.kind = kind
            self.scope = scope
            self.target = target
            self.line = line
            self.nodes = nodes
        }
    }

    /// One node of the tree of a making.
    public struct MakingNode: Sendable, Hashable {
        public var kind: Kind
        public var value: UInt32
        public var other: UInt32
        /// 1-based.
        public var line: UInt32
        /// How many nodes the subtree holds, itself included; its children end right before it.
        public var size: UInt32

        public enum Kind: UInt8, Sendable {
            /// `value` is a path.
            case name
            /// `value` is a name: the literal's text, cut at 80 bytes.
            case text
            /// `value` is a whole number; `MakingNode.unknown` for any other.
            case number
            /// `value` is the path of the callee; the children are arguments.
            case call
            /// A call of the method `value`, a name, of the first child's result; the others are arguments.
            case method
            /// The attribute `value`, a name, of the child's result.
            case attribute
            /// An argument: `value` is its keyword's name or `none`, `other` its place among those without.
            case argument
            /// Part of the child: from `value` to `other`, both signed, `MakingNode.absent` where left out.
            case slice
            /// One element of the child: `value` is its signed place, or `MakingNode.unknown`.
            case element
            /// Texts and fields, one behind the other.
            case format
            /// A `+` of the children.
            case joined
            /// The text of the first child with the others in the places of its marks: `%`.
            case filled
            /// What is left of the first child divided by the second.
            case remainder
            case arithmetic
            /// One of the children: `or`, `and`, a conditional.
            case choice
            /// A function without a name that returns the child.
            case callable
            /// A list, tuple, set or dictionary; where `other` is 1, its one element is made over and over, `value`
            /// times where that is known.
            case display
            /// An entry of a dictionary: `value` is the name of its key's text, or `none`.
            case entry
            case other
        }

        public static let unknown = UInt32.max
        public static let absent = UInt32(bitPattern: Int32.min)

        public init(_ kind: Kind, value: UInt32, other: UInt32, line: UInt32, size: UInt32) {
            self.kind = kind
            self.value = value
            self.other = other
            self.line = line
            self.size = size
        }
    }

    /// The children of a node, in order.
    ///
    /// - Parameter index: in `makingNodes`.
    public func children(of index: Int) -> [Int] {
        let first = index - Int(makingNodes[index].size) + 1
        var children: [Int] = []
        var child = index - 1
        while child >= first {
            children.append(child)
            child -= Int(makingNodes[child].size)
        }
        children.reverse()
        return children
    }

    /// Whether the nodes of every making are one tree, and speak of names and paths that there are.
    var hasSoundMakings: Bool {
        makings.allSatisfy { making in
            let range = making.nodes.range
            guard range.upperBound <= makingNodes.count, let root = range.last,
                Int(makingNodes[root].size) == range.count
            else { return false }
            return range.allSatisfy { index in
                let node = makingNodes[index]
                let first = index - Int(node.size) + 1
                guard node.size >= 1, first >= range.lowerBound, speaksOfKnownNames(node) else {
                    return false
                }
                var child = index - 1
                while child >= first {
                    guard makingNodes[child].size >= 1 else { return false }
                    child -= Int(makingNodes[child].size)
                }
                return child == first - 1
            }
        }
    }

    private func speaksOfKnownNames(_ node: MakingNode) -> Bool {
        switch node.kind {
        case .name, .call: Int(node.value) < paths.count
        case .text, .method, .attribute: Int(node.value) < names.count
        case .argument, .entry: node.value == NameTable.none || Int(node.value) < names.count
        case .number, .slice, .element, .format, .joined, .filled, .remainder, .arithmetic, .choice,
            .callable,
            .display, .other:
            true
        }
    }
}
