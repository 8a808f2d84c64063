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
        var slot = pathSlots.first(Self.hash(parent, name))
        while let id = pathSlots[slot] {
            if paths[Int(id)].parent == parent, paths[Int(id)].name == name { return id }
            slot = pathSlots.next(slot)
        }
        paths.append(NamePath(parent: parent, name: name))
        let id = NamePath.ID(paths.count - 1)
        pathSlots.set(slot, id)
        if pathSlots.isCrowded(by: paths.count) {
            pathSlots.grow()
            for (index, path) in paths.enumerated() {
                pathSlots.add(NamePath.ID(index), Self.hash(path.parent, path.name))
            }
        }
        return id
    }

    private static func hash(_ parent: NamePath.ID, _ name: NameTable.ID) -> UInt32 {
        let mixed = ((parent &+ 1) &* 0x9e37_79b1 ^ name) &* 0x85eb_ca6b
        return mixed ^ mixed >> 15
    }
}
