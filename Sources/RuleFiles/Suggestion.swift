/// What somebody may have meant by a word that is not known.
enum Suggestion {
    /// The ending of a message: `; did you mean "canonical"?`, or the known words where none is near and they are
    /// few, or nothing.
    static func ending(for word: String, among known: [String], noun: String) -> String {
        if let near = nearest(to: word, among: known) { return "; did you mean \"\(near)\"?" }
        return known.isEmpty || known.count > 16 ? "" : "; known \(noun): \(known.joined(separator: ", "))"
    }

    /// The known word that the fewest edits away, if they are few for its length, or that the word begins.
    static func nearest(to word: String, among known: [String]) -> String? {
        // Longer words are no slips, and their distances cost time.
        guard word.utf8.count <= 64 else { return nil }
        let near = known.map { (word: $0, distance: distance(word, $0)) }
            .filter { $0.distance <= max(1, min(word.utf8.count, $0.word.utf8.count) / 3) }
            .min { ($0.distance, $0.word) < ($1.distance, $1.word) }
        return near?.word ?? (word.utf8.count >= 3 ? known.filter { $0.hasPrefix(word) }.min() : nil)
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other (the optimal
    /// string alignment distance), in bytes.
    /// - Complexity: O(n·m).
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, leftByte) in left.enumerated() {
            var current = [row + 1]
            for (column, rightByte) in right.enumerated() {
                var best = min(
                    last[column] + (leftByte == rightByte ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, leftByte == right[column - 1], left[row - 1] == rightByte {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
