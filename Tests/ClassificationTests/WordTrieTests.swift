import Testing

@testable import Classification

struct WordTrieTests {
    @Test("the walk over bytes finds what looking each run up finds")
    func twin() {
        var generator = SeededGenerator(seed: 11)
        let parts = ["a", "s", "ie", "y", "ies", "us", "b", "ss", "is", "é"]
        func word(_ most: Int) -> String {
            (0..<Int.random(in: 1...most, using: &generator)).map { _ in
                parts.randomElement(using: &generator) ?? "a"
            }.joined()
        }
        for _ in 0..<3000 {
            var trie = WordTrie()
            for _ in 0..<12 { _ = trie.insert(word(4)) }
            let known = Set(trie.words)
            let row = (0..<Int.random(in: 1...5, using: &generator)).map { _ in word(3) }
            for start in row.indices {
                var found: [String] = []
                trie.matches(in: WordRow(row), from: start) { found.append("\($0) \(trie.words[$1])") }
                let expected = (1...WordList.longestRun).compactMap { count -> String? in
                    guard start + count <= row.count else { return nil }
                    let run = row[start..<(start + count)].joined()
                    let singular = IdentifierWords.singular(run)
                    return known.contains(run)
                        ? "\(count) \(run)" : known.contains(singular) ? "\(count) \(singular)" : nil
                }
                #expect(found == expected, "\(row) \(trie.words)")
            }
        }
    }

    @Test(
        "a row holds the words that splitting gives",
        arguments: ["WebSocketManager", "a_b.c IDs", "", "__x__"])
    func row(name: String) {
        let row = WordRow(splitting: name)
        let words = IdentifierWords.split(name)
        #expect(row.ends == WordRow(words).ends)
        #expect(row.bytes == Array(words.joined().utf8))
    }
}
