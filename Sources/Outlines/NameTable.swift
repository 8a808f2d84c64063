import Lexing

/// The distinct names of one file, each held once and spoken of by its index.
public struct NameTable: Sendable, Hashable {
    public typealias ID = UInt32
    public static let none: ID = .max

    /// The names' bytes, end to end.
    public private(set) var bytes: [UInt8] = []
    /// Where each name ends in `bytes`.
    public private(set) var ends: [UInt32] = []
    /// The `NameHash` of each name.
    public private(set) var hashes: [UInt32] = []

    public init() {}

    public var count: Int { ends.count }

    /// The bytes of a name, as a range of `bytes`.
    public func range(_ id: ID) -> Range<Int> {
        let index = Int(id)
        return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    /// The text of a name. Names that are not UTF-8 are read as Latin-1, as their encoding cookie may say.
    public subscript(_ id: ID) -> String {
        let own = bytes.span.extracting(range(id))
        if let text = try? UTF8Span(validating: own) { return String(copying: text) }
        return String(String.UnicodeScalarView(own.indices.map { Unicode.Scalar(own[$0]) }))
    }

    public mutating func append(_ text: Span<UInt8>, hash: UInt32) -> ID {
        // Sound: the bytes are copied while the span lends them. One by one they cost an outline 1 % more.
        unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
        hashes.append(hash)
        return ID(ends.count - 1)
    }

    /// Whether a name has these bytes.
    public func equals(_ id: ID, _ text: Span<UInt8>) -> Bool {
        let range = range(id)
        guard range.count == text.count else { return false }
        let own = bytes.span.extracting(range)
        var offset = 0
        while offset < text.count {
            guard ByteWord(own, at: offset).bits == ByteWord(text, at: offset).bits else { return false }
            offset += ByteWord.size
        }
        return true
    }

    /// Whether a name has the text.
    public func equals(_ id: ID, _ text: KnownName) -> Bool {
        hashes[Int(id)] == text.hash && bytes[range(id)].elementsEqual(text.bytes)
    }

    /// Whether a name has one of the texts.
    public func equals(_ id: ID, anyOf texts: [KnownName]) -> Bool { texts.contains { equals(id, $0) } }

    /// The hash that the lexer gives to a name.
    public static func hash(_ text: Span<UInt8>) -> UInt32 { NameHash.hash(text) }

    public static func hash(_ text: String) -> UInt32 {
        let bytes = Array(text.utf8)
        return hash(bytes.span)
    }

    /// An equal table whose memory is just what it needs.
    func compacted() -> NameTable {
        var table = NameTable()
        table.bytes = bytes.compacted()
        table.ends = ends.compacted()
        table.hashes = hashes.compacted()
        return table
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
    }
}

/// A text that names are compared with: by hash first, without making strings of them.
public struct KnownName: Sendable, ExpressibleByStringLiteral {
    let bytes: [UInt8]
    let hash: UInt32

    public init(stringLiteral text: String) {
        bytes = Array(text.utf8)
        hash = NameTable.hash(text)
    }
}

/// A dotted name as a chain: `a.b.c` is `c` under `a.b` under `a`. Shared prefixes are shared nodes.
public struct NamePath: Sendable, Hashable {
    public typealias ID = UInt32
    public static let none: ID = .max
    /// The part that stands for the result of calling what is left of it: `f().g` is `g` under `()` under `f`.
    public static let callMark = "()"

    /// The path to the left of the last dot; `none` for a name without dots.
    public var parent: ID
    public var name: NameTable.ID

    public init(parent: ID, name: NameTable.ID) {
        self.parent = parent
        self.name = name
    }
}

extension [NamePath] {
    /// The first name of a path: `a` of `a.b.c`.
    ///
    /// - Complexity: O(n) for n parts.
    @inlinable
    public func root(of path: NamePath.ID) -> NameTable.ID {
        var node = self[Int(path)]
        while node.parent != NamePath.none { node = self[Int(node.parent)] }
        return node.name
    }
}
