import Outlines

/// The distinct names of all files, so that names of different files compare as integers.
///
/// Ids follow the order in which files are added: equal trees give equal ids.
struct SharedNames: Sendable {
    private var table = NameTable()
    /// Open addressing; 0 is empty, else the id plus one. A power of two.
    private var slots = [UInt32](repeating: 0, count: 1 << 16)

    /// The id of a text, added where it is new.
    mutating func id(_ text: some Collection<UInt8>, hash: UInt32) -> UInt32 {
        var slot = find(text, hash)
        if slots[slot] != 0 { return slots[slot] - 1 }
        let id = table.append(text, hash: hash)
        if table.count * 2 > slots.count {
            grow()
            slot = find(text, hash)
        } else {
            slots[slot] = id + 1
        }
        return id
    }

    mutating func id(_ text: String) -> UInt32 {
        let bytes = Array(text.utf8)
        return id(bytes, hash: NameTable.hash(bytes))
    }

    /// The id of a text that some file holds; nil for any other.
    func known(_ text: String) -> UInt32? {
        let bytes = Array(text.utf8)
        let slot = find(bytes, NameTable.hash(bytes))
        return slots[slot] == 0 ? nil : slots[slot] - 1
    }

    subscript(_ id: UInt32) -> String { table[id] }

    var count: Int { table.count }

    func bytes(_ id: UInt32) -> ArraySlice<UInt8> { table.bytes[table.range(id)] }

    /// The ids of a file's own names, by their index there.
    mutating func merge(_ names: NameTable) -> [UInt32] {
        var ids: [UInt32] = []
        ids.reserveCapacity(names.count)
        for index in 0..<names.count {
            ids.append(id(names.bytes[names.range(UInt32(index))], hash: names.hashes[index]))
        }
        return ids
    }

    private func find(_ text: some Collection<UInt8>, _ hash: UInt32) -> Int {
        let mixed = hash &* 0x85eb_ca6b
        var slot = Int(mixed ^ (mixed >> 15)) & (slots.count - 1)
        while slots[slot] != 0 {
            let id = slots[slot] - 1
            if table.hashes[Int(id)] == hash, table.bytes[table.range(id)].elementsEqual(text) { return slot }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for id in 0..<table.count {
            let mixed = table.hashes[id] &* 0x85eb_ca6b
            var slot = Int(mixed ^ (mixed >> 15)) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(id) + 1
        }
    }
}
