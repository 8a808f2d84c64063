/// A set of names by their 32-bit hashes, made for a file and emptied without touching its memory.
struct HashedNames {
    /// A hash, and the round in which it was put in.
    private var slots: [UInt64] = Array(repeating: 0, count: 256)
    private var round: UInt32 = 0
    /// Another one in every process: nobody can choose names that fall together.
    private let multiplier = UInt32.random(in: .min ... .max) | 1

    /// - Parameter expecting: how many names may come; the table is kept at most half full.
    mutating func removeAll(expecting count: Int) {
        round &+= 1
        guard round > 0, count * 2 <= slots.count else {
            var size = slots.count
            while size < count * 2 { size *= 2 }
            slots = Array(repeating: 0, count: size)
            round = 1
            return
        }
    }

    mutating func insert(_ hash: UInt32) {
        let entry = UInt64(round) << 32 | UInt64(hash)
        var slot = position(hash)
        while slots[slot] >> 32 == UInt64(round) {
            if slots[slot] == entry { return }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = entry
    }

    func contains(_ hash: UInt32) -> Bool {
        let entry = UInt64(round) << 32 | UInt64(hash)
        var slot = position(hash)
        while slots[slot] >> 32 == UInt64(round) {
            if slots[slot] == entry { return true }
            slot = (slot + 1) & (slots.count - 1)
        }
        return false
    }

    private func position(_ hash: UInt32) -> Int {
        // The high bits of the product, which depend on all of the hash.
        Int((UInt64(hash &* multiplier) &* UInt64(slots.count)) >> 32)
    }
}
