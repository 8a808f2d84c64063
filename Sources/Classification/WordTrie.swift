/// A set of words that finds all its members among the runs of a row in one walk over the bytes.
struct WordTrie: Sendable {
    private struct Node: Sendable {
        var byte: UInt8
        var firstChild: Int32 = -1
        var nextSibling: Int32 = -1
        /// The word that ends here, by position in `words`; -1 if none does.
        var word: Int32 = -1
    }

    private var nodes = [Node(byte: 0)]
    private(set) var words: [String] = []

    /// The position of the word in `words`, which gets it if it is new.
    mutating func insert(_ word: String) -> Int {
        var node: Int32 = 0
        for byte in word.utf8 {
            if let next = child(of: node, byte) {
                node = next
            } else {
                let next = Int32(nodes.count)
                nodes.append(Node(byte: byte, nextSibling: nodes[Int(node)].firstChild))
                nodes[Int(node)].firstChild = next
                node = next
            }
        }
        if nodes[Int(node)].word < 0 {
            nodes[Int(node)].word = Int32(words.count)
            words.append(word)
        }
        return Int(nodes[Int(node)].word)
    }

    /// The word that each run is which begins at a word of the row, as it stands or in the singular
    /// (`IdentifierWords.singular`): first the run of one word, then of two, up to `WordList.longestRun`.
    ///
    /// - Complexity: O(n) in the bytes of the longest run.
    func matches(in row: WordRow, from start: Int, _ body: (_ count: Int, _ word: Int) -> Void) {
        let first = row.start(of: start)
        let last = min(start + WordList.longestRun, row.count)
        // The nodes of the last four prefixes, the shortest first; -1 where the trie has none.
        var (third, second, before, node) = (Int32(-1), Int32(-1), Int32(-1), Int32(0))
        var end = start
        for index in first..<row.ends[last - 1] {
            (third, second, before) = (second, before, node)
            node = node < 0 ? -1 : child(of: node, row.bytes[index]) ?? -1
            if index + 1 == row.ends[end] {
                let word = self.word(row.bytes, first..<(index + 1), node, before, third)
                if word >= 0 { body(end - start + 1, Int(word)) }
                end += 1
            }
            if node < 0, before < 0, second < 0, third < 0 { return }
        }
    }

    /// - Parameters:
    ///   - node: the node of the run, `before` that of the run without its last byte, `third` without its last three.
    private func word(
        _ bytes: [UInt8], _ run: Range<Int>, _ node: Int32, _ before: Int32, _ third: Int32
    ) -> Int32 {
        if node >= 0, nodes[Int(node)].word >= 0 { return nodes[Int(node)].word }
        let end = run.upperBound
        guard run.count > 2, bytes[end - 1] == UInt8(ascii: "s") else { return -1 }
        if run.count > 3, bytes[end - 2] == UInt8(ascii: "e"), bytes[end - 3] == UInt8(ascii: "i") {
            guard third >= 0, let singular = child(of: third, UInt8(ascii: "y")) else { return -1 }
            return nodes[Int(singular)].word
        }
        switch bytes[end - 2] {
        case UInt8(ascii: "s"), UInt8(ascii: "u"), UInt8(ascii: "i"), UInt8(ascii: "a"): return -1
        default: return before < 0 ? -1 : nodes[Int(before)].word
        }
    }

    private func child(of node: Int32, _ byte: UInt8) -> Int32? {
        var child = nodes[Int(node)].firstChild
        while child >= 0 {
            if nodes[Int(child)].byte == byte { return child }
            child = nodes[Int(child)].nextSibling
        }
        return nil
    }
}
