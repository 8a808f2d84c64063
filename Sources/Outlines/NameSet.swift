import Lexing

/// Names that are found by their text, so that each is held once.
public struct NameSet: Sendable {
    public private(set) var table = NameTable()
    /// Per name: nearly always all that a search must compare.
    private var keys: [Key] = []
    private var slots = Slots()

    private struct Key: Equatable {
        /// The first eight bytes.
        var head: UInt64
        var hash: UInt32
        var length: UInt32
    }

    public init() {}

    /// Forgets the names and keeps their memory.
    mutating func removeAll() {
        table.removeAll()
        keys.removeAll(keepingCapacity: true)
        slots.removeAll()
    }

    /// The id of the text in a range of a source, added where it is new.
    ///
    /// - Parameter hash: its `NameTable.hash`.
    public mutating func id(_ range: Range<Int>, of source: Span<UInt8>, hash: UInt32) -> NameTable.ID {
        let key = Self.key(range, source, hash)
        let first = slots.first(place(range, source, hash))
        let slot = find(key, range, source, from: first)
        if let known = slots[slot] { return known }
        let id = table.append(source.extracting(range), hash: hash)
        keys.append(key)
        if slots.set(slot, id, from: first) {
            for id in 0...id {
                let hash = place(table.range(id), table.bytes.span, table.hashes[Int(id)])
                slots.add(id, hash)
            }
        }
        return id
    }

    /// The id of a text; nil for one that is not in the set.
    public func known(_ text: Span<UInt8>, hash: UInt32) -> NameTable.ID? {
        let range = 0..<text.count
        let first = slots.first(place(range, text, hash))
        return slots[find(Self.key(range, text, hash), range, text, from: first)]
    }

    func known(_ text: KnownName) -> NameTable.ID? { known(text.bytes.span, hash: text.hash) }

    /// The slot that holds a text, or else the one that it would be put in.
    @inline(__always)
    private func find(_ key: Key, _ range: Range<Int>, _ source: Span<UInt8>, from first: Int) -> Int {
        var slot = first
        while let id = slots[slot] {
            if keys[Int(id)] == key {
                if range.count <= ByteWord.size { return slot }
                if table.equals(id, source.extracting(range)) { return slot }
            }
            slot = slots.next(slot)
        }
        return slot
    }

    /// The hash that a name is placed by.
    @inline(__always)
    private func place(_ range: Range<Int>, _ source: Span<UInt8>, _ hash: UInt32) -> UInt32 {
        slots.isKeyed ? keyedHash(range, source) : hash
    }

    /// A hash by a key of the process. It places names, and no more: ids are the same in every process.
    private func keyedHash(_ range: Range<Int>, _ source: Span<UInt8>) -> UInt32 {
        var hasher = Hasher()
        var offset = range.lowerBound
        while offset < range.upperBound {
            hasher.combine(ByteWord(source, at: offset).prefix(range.upperBound - offset))
            offset += ByteWord.size
        }
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }

    @inline(__always)
    private static func key(_ range: Range<Int>, _ source: Span<UInt8>, _ hash: UInt32) -> Key {
        Key(
            head: ByteWord(source, at: range.lowerBound).prefix(range.count), hash: hash,
            length: UInt32(truncatingIfNeeded: range.count))
    }
}

/// An open-addressing table of ids, given in order from 0. What a large file made it grow to, small ones after it need
/// not clear.
struct Slots: Sendable {
    /// Whether ids are to be placed by a hash that nobody can foresee. The fast ones are known to everybody: a hostile
    /// file may hold a hundred thousand names that fall together, and each would be compared with all others.
    private(set) var isKeyed = false
    /// 0 is empty, else the id plus one.
    private var slots = [UInt32](repeating: 0, count: Self.least)
    /// One less than how many slots are in use, a power of two.
    private var mask = Self.least - 1
    private static let least = 1024

    mutating func removeAll() {
        mask = Self.least - 1
        isKeyed = false
        clear()
    }

    private mutating func clear() {
        for slot in 0...mask { slots[slot] = 0 }
    }

    func first(_ hash: UInt32) -> Int { Int(hash) & mask }
    func next(_ slot: Int) -> Int { (slot + 1) & mask }

    /// The id in a slot; nil for an empty one.
    subscript(_ slot: Int) -> UInt32? { slots[slot] == 0 ? nil : slots[slot] - 1 }

    /// Puts the next id into the empty slot that a search from `first` on ended at.
    ///
    /// - Returns: whether the table is larger and empty now, so that all ids are to be added again: searches became
    ///   long, since half of the slots are taken or hashes fall together.
    mutating func set(_ slot: Int, _ id: UInt32, from first: Int) -> Bool {
        slots[slot] = id + 1
        // Hashes of honest files make runs of about 70 in a half full table of a million.
        let isFar = !isKeyed && (slot - first) & mask > 256
        guard isFar || (Int(id) + 1) * 2 > mask + 1 else { return false }
        isKeyed = isKeyed || isFar
        mask = mask * 2 + 1
        if slots.count <= mask { slots = Array(repeating: 0, count: mask + 1) } else { clear() }
        return true
    }

    /// Puts an id that is not in the table into it.
    mutating func add(_ id: UInt32, _ hash: UInt32) {
        var slot = first(hash)
        while slots[slot] != 0 { slot = next(slot) }
        slots[slot] = id + 1
    }
}
