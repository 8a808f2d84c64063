import Linking

/// In how many sets each item is. Items are told apart by their numbers, 0 to `numberCount`.
struct ItemCounts: Sendable {
    /// Each has the items whose hashes fall to it, so that workers count without waiting for one another.
    private let tables: [Table]
    /// The number of each table's first item.
    private let firsts: [Int]
    let numberCount: Int

    private static let tableBits: UInt32 = 2

    init(_ sets: [WeightedSet], jobs: Int) async {
        let tables = await concurrentMap(Array(0..<UInt32(1) << Self.tableBits), jobs: jobs) { share in
            var table = Table()
            for set in sets {
                var last: UInt32?
                for index in 0..<set.count {
                    let item = set.item(index)
                    guard item != last else { continue }
                    last = item
                    if Self.share(item) == share { table.count(item) }
                }
            }
            return table
        }
        var firsts: [Int] = []
        var next = 0
        for table in tables {
            firsts.append(next)
            next += table.counts.count
        }
        self.tables = tables
        self.firsts = firsts
        numberCount = next
    }

    /// The number of an item that is in some set, and in how many it is.
    func find(_ item: UInt32) -> (number: Int, count: UInt32) {
        let share = Int(Self.share(item))
        let number = tables[share].number(item)
        return (firsts[share] + number, tables[share].counts[number])
    }

    private static func share(_ item: UInt32) -> UInt32 {
        (item &* 0x9e37_79b1) >> (UInt32.bitWidth - Int(tableBits))
    }

    /// Open addressing, at most half full.
    private struct Table: Sendable {
        /// 0 is empty, else the number plus one above the item.
        private var slots = [UInt64](repeating: 0, count: 1 << 12)
        /// By number.
        private(set) var counts: [UInt32] = []

        mutating func count(_ item: UInt32) {
            let slot = find(item)
            if slots[slot] != 0 {
                counts[Int(slots[slot] >> 32) - 1] += 1
                return
            }
            counts.append(1)
            slots[slot] = UInt64(counts.count) << 32 | UInt64(item)
            if counts.count * 2 > slots.count { grow() }
        }

        /// - Precondition: the item was counted.
        func number(_ item: UInt32) -> Int { Int(slots[find(item)] >> 32) - 1 }

        private func find(_ item: UInt32) -> Int {
            let mixed = item &* 0x85eb_ca6b
            var slot = Int(mixed ^ mixed >> 15) & (slots.count - 1)
            while slots[slot] != 0, UInt32(truncatingIfNeeded: slots[slot]) != item {
                slot = (slot + 1) & (slots.count - 1)
            }
            return slot
        }

        private mutating func grow() {
            let old = slots
            slots = [UInt64](repeating: 0, count: old.count * 4)
            for entry in old where entry != 0 { slots[find(UInt32(truncatingIfNeeded: entry))] = entry }
        }
    }
}
