import Linking

/// In how many sets each item is. Items of several sets are told apart by their numbers, 0 to `numberCount`.
struct ItemCounts: Sendable {
    /// Each has the items of a range, so that workers count without waiting for one another.
    private let tables: [Table]
    /// The number of each table's first item.
    private let firsts: [Int]
    let numberCount: Int

    private static let tableBits = 1

    init(_ sets: [WeightedSet], jobs: Int) async {
        let tables = await concurrentMap(Array(0..<1 << Self.tableBits), jobs: jobs) { table in
            Table(sets, share: Self.share(table))
        }
        var firsts: [Int] = []
        var next = 0
        for table in tables {
            firsts.append(next)
            next += table.entryCount
        }
        self.tables = tables
        self.firsts = firsts
        numberCount = next
    }

    /// In how many sets an item is, and its number; nil where it is in one.
    func find(_ item: UInt32) -> (number: Int, count: UInt32)? {
        let table = Int(item >> UInt32(UInt32.bitWidth - Self.tableBits))
        guard let found = tables[table].find(item), found.count > 1 else { return nil }
        return (firsts[table] + Int(found.number), found.count)
    }

    /// The items that fall to a table: sets hold theirs in order, and hashes spread evenly.
    private static func share(_ table: Int) -> ClosedRange<UInt32> {
        let width = UInt32(UInt32.bitWidth - tableBits)
        return UInt32(table) << width...UInt32(table) << width | (1 << width - 1)
    }

    /// Open addressing, at most half full, of the items that may be in more than one set: most are in one, and would
    /// make the table too large for the processor's caches.
    private struct Table: Sendable {
        private struct Entry: Sendable {
            var item: UInt32 = 0
            var number: UInt32 = 0
            /// 0 in an empty slot.
            var count: UInt32 = 0
        }

        private var slots = [Entry](repeating: Entry(), count: 1 << 12)
        private(set) var entryCount = 0
        private var recurring: Recurring
        /// Another one for every table: nobody can choose items that fall together.
        private let multiplier = UInt32.random(in: .min ... .max) | 1

        init(_ sets: [WeightedSet], share: ClosedRange<UInt32>) {
            var recurring = Recurring(expecting: sets.reduce(0) { $0 + $1.count })
            for set in sets { set.forEachItem(in: share) { recurring.note($0) } }
            self.recurring = recurring
            for set in sets {
                set.forEachItem(in: share) { if recurring.mayRecur($0) { count($0) } }
            }
        }

        private mutating func count(_ item: UInt32) {
            let slot = slot(of: item)
            if slots[slot].count == 0 {
                slots[slot] = Entry(item: item, number: UInt32(truncatingIfNeeded: entryCount), count: 1)
                entryCount += 1
                if entryCount * 2 > slots.count { grow() }
            } else {
                slots[slot].count += 1
            }
        }

        /// - Precondition: the item is in some set.
        func find(_ item: UInt32) -> (number: UInt32, count: UInt32)? {
            guard recurring.mayRecur(item) else { return nil }
            let entry = slots[slot(of: item)]
            return (entry.number, entry.count)
        }

        private func slot(of item: UInt32) -> Int {
            // The high bits of the product, which depend on all of the item.
            var slot = Int((UInt64(item &* multiplier) &* UInt64(slots.count)) >> 32)
            while slots[slot].count != 0, slots[slot].item != item { slot = (slot + 1) & (slots.count - 1) }
            return slot
        }

        private mutating func grow() {
            let old = slots
            slots = [Entry](repeating: Entry(), count: old.count * 4)
            for entry in old where entry.count != 0 { slots[slot(of: entry.item)] = entry }
        }
    }

    /// Which items came more than once, by a bit that few of them share: it errs to the side of more.
    private struct Recurring: Sendable {
        private var once: [UInt64]
        private var again: [UInt64]
        private let shift: UInt32

        init(expecting count: Int) {
            var bits: UInt32 = 12
            while bits < 24, 1 << bits < count * 4 { bits += 1 }
            once = [UInt64](repeating: 0, count: 1 << Int(bits - 6))
            again = once
            shift = 32 - bits
        }

        mutating func note(_ item: UInt32) {
            let (word, bit) = place(item)
            again[word] |= once[word] & bit
            once[word] |= bit
        }

        func mayRecur(_ item: UInt32) -> Bool {
            let (word, bit) = place(item)
            return again[word] & bit != 0
        }

        private func place(_ item: UInt32) -> (word: Int, bit: UInt64) {
            let mixed = (item &* 0x9e37_79b1) >> shift
            return (Int(mixed >> 6), 1 << UInt64(mixed & 63))
        }
    }
}
