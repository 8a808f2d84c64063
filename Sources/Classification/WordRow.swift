/// The words of a name or text as one row of bytes, lower-cased, without a string for each word.
struct WordRow {
    private(set) var bytes: [UInt8] = []
    /// Where each word ends in `bytes`.
    private(set) var ends: [Int] = []

    /// The words that `IdentifierWords.split` makes of the text.
    init(splitting text: some StringProtocol) {
        let source = Array(text.utf8)
        bytes.reserveCapacity(source.count)
        IdentifierWords.forEachWord(of: source) { word in
            for byte in source[word] { bytes.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) }
            ends.append(bytes.count)
        }
    }

    init(_ words: [String]) {
        for word in words {
            bytes += word.utf8
            ends.append(bytes.count)
        }
    }

    var count: Int { ends.count }
    func start(of word: Int) -> Int { word == 0 ? 0 : ends[word - 1] }
}
