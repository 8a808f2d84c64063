import Lexing

/// Finds names and paths of one file by their text, so that each is held once. Reused from file to file.
struct Interner {
    private(set) var names = NameTable()
    private(set) var paths: [NamePath] = []
    /// Open addressing; 0 is empty, else the index plus one. Sizes are powers of two.
    private var nameSlots = [UInt32](repeating: 0, count: 1024)
    private var pathSlots = [UInt32](repeating: 0, count: 1024)

    mutating func removeAll() {
        names.removeAll()
        paths.removeAll(keepingCapacity: true)
        for index in nameSlots.indices { nameSlots[index] = 0 }
        for index in pathSlots.indices { pathSlots[index] = 0 }
    }

    /// The id of a name token's text.
    mutating func name(_ token: Token, in source: Span<UInt8>) -> NameTable.ID {
        let length = Int(token.length)
        let start = token.start
        var slot = spread(token.hash) & (nameSlots.count - 1)
        while nameSlots[slot] != 0 {
            let id = nameSlots[slot] - 1
            if names.hashes[Int(id)] == token.hash {
                let range = names.range(id)
                if range.count == length {
                    var index = 0
                    while index < length, names.bytes[range.lowerBound + index] == source[start + index] {
                        index += 1
                    }
                    if index == length { return id }
                }
            }
            slot = (slot + 1) & (nameSlots.count - 1)
        }
        return insert(names.append(source, start..<start + length, hash: token.hash), slot)
    }

    /// The id of any text.
    mutating func name(_ text: [UInt8]) -> NameTable.ID {
        let hash = NameTable.hash(text)
        var slot = spread(hash) & (nameSlots.count - 1)
        while nameSlots[slot] != 0 {
            let id = nameSlots[slot] - 1
            if names.hashes[Int(id)] == hash, names.bytes[names.range(id)].elementsEqual(text) { return id }
            slot = (slot + 1) & (nameSlots.count - 1)
        }
        return insert(names.append(text, hash: hash), slot)
    }

    /// Puts a new name into its slot.
    private mutating func insert(_ id: NameTable.ID, _ slot: Int) -> NameTable.ID {
        nameSlots[slot] = id + 1
        if names.count * 2 > nameSlots.count { growNames() }
        return id
    }

    private mutating func growNames() {
        nameSlots = [UInt32](repeating: 0, count: nameSlots.count * 2)
        for index in 0..<names.count {
            var slot = spread(names.hashes[index]) & (nameSlots.count - 1)
            while nameSlots[slot] != 0 { slot = (slot + 1) & (nameSlots.count - 1) }
            nameSlots[slot] = UInt32(index) + 1
        }
    }

    /// The id of the path that ends in `name` behind `parent`.
    mutating func path(_ parent: NamePath.ID, _ name: NameTable.ID) -> NamePath.ID {
        var slot = pathSlot(parent, name)
        while pathSlots[slot] != 0 {
            let id = pathSlots[slot] - 1
            if paths[Int(id)].parent == parent, paths[Int(id)].name == name { return id }
            slot = (slot + 1) & (pathSlots.count - 1)
        }
        paths.append(NamePath(parent: parent, name: name))
        let id = NamePath.ID(paths.count - 1)
        pathSlots[slot] = id + 1
        if paths.count * 2 > pathSlots.count { growPaths() }
        return id
    }

    private func pathSlot(_ parent: NamePath.ID, _ name: NameTable.ID) -> Int {
        spread((parent &+ 1) &* 0x9e37_79b1 ^ name) & (pathSlots.count - 1)
    }

    private mutating func growPaths() {
        pathSlots = [UInt32](repeating: 0, count: pathSlots.count * 2)
        for (index, path) in paths.enumerated() {
            var slot = pathSlot(path.parent, path.name)
            while pathSlots[slot] != 0 { slot = (slot + 1) & (pathSlots.count - 1) }
            pathSlots[slot] = UInt32(index) + 1
        }
    }

    /// FNV's low bits are weak for short texts: fold the high ones in.
    @inline(__always)
    private func spread(_ hash: UInt32) -> Int {
        let mixed = hash &* 0x85eb_ca6b
        return Int(mixed ^ (mixed >> 15))
    }
}
