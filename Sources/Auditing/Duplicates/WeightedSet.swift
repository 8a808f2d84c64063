/// Things that a definition consists of, each with a weight: statements by their shapes, members by their names.
struct WeightedSet: Sendable {
    /// Ascending; one thing may stand there several times.
    let items: [UInt32]
    /// The weight of each item.
    let weights: [UInt8]
    let total: Int

    init(_ parts: [(item: UInt32, weight: UInt8)]) {
        let sorted = parts.sorted { ($0.item, $0.weight) < ($1.item, $1.weight) }
        items = sorted.map(\.item)
        weights = sorted.map(\.weight)
        total = sorted.reduce(0) { $0 + Int($1.weight) }
    }

    /// The weight that both have, as a share of the heavier one: 0 to 1.
    ///
    /// - Complexity: O(n + m).
    func similarity(to other: WeightedSet) -> Double {
        var (left, right, shared) = (0, 0, 0)
        while left < items.count, right < other.items.count {
            if items[left] == other.items[right] {
                shared += Int(min(weights[left], other.weights[right]))
                left += 1
                right += 1
            } else if items[left] < other.items[right] {
                left += 1
            } else {
                right += 1
            }
        }
        let most = max(total, other.total)
        return most == 0 ? 0 : Double(shared) / Double(most)
    }
}
