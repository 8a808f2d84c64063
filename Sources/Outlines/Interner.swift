import Lexing

/// Finds names and paths of one file by their text, so that each is held once. Reused from file to file.
struct Interner {
    private(set) var names = NameSet()
    private(set) var paths: [NamePath] = []
    private var pathSlots = Slots()

    mutating func removeAll() {
        names.removeAll()
        paths.removeAll(keepingCapacity: true)
        pathSlots.removeAll()
    }

    /// The id of a name token's text.
    mutating func name(_ token: Token, in source: Span<UInt8>) -> NameTable.ID {
        names.id(token.start..<token.end, of: source, hash: token.hash)
    }

    /// The id of any text of the source.
    mutating func name(_ range: Range<Int>, in source: Span<UInt8>) -> NameTable.ID {
        names.id(range, of: source, hash: NameTable.hash(source.extracting(range)))
    }

    /// The id of any text.
    mutating func name(_ text: [UInt8]) -> NameTable.ID {
        name(0..<text.count, in: text.span)
    }

    /// The id of the path that ends in `name` behind `parent`.
    mutating func path(_ parent: NamePath.ID, _ name: NameTable.ID) -> NamePath.ID {
        let path = NamePath(parent: parent, name: name)
        let first = pathSlots.first(place(path))
        var slot = first
        while let id = pathSlots[slot] {
            if paths[Int(id)] == path { return id }
            slot = pathSlots.next(slot)
        }
        paths.append(path)
        let id = NamePath.ID(paths.count - 1)
        if pathSlots.set(slot, id, from: first) {
            for (index, path) in paths.enumerated() { pathSlots.add(NamePath.ID(index), place(path)) }
        }
        return id
    }

    @inline(__always)
    private func place(_ path: NamePath) -> UInt32 {
        if pathSlots.isKeyed { return UInt32(truncatingIfNeeded: path.hashValue) }
        let mixed = ((path.parent &+ 1) &* 0x9e37_79b1 ^ path.name) &* 0x85eb_ca6b
        return mixed ^ mixed >> 15
    }
}
