/// The lines of a file's text, found by number.
struct SourceLines {
    private let bytes: [UInt8]
    /// Where each line begins; LF, CR and CRLF end one.
    private var starts = [0]

    init(_ text: String) {
        bytes = Array(text.utf8)
        for index in bytes.indices {
            let isEnd =
                bytes[index] == 0x0a
                || bytes[index] == 0x0d && (index + 1 == bytes.count || bytes[index + 1] != 0x0a)
            if isEnd { starts.append(index + 1) }
        }
    }

    /// A line without its end, its number counted from 1; nil beyond the text.
    subscript(number: Int) -> String? {
        guard number >= 1, number <= starts.count else { return nil }
        let end = number < starts.count ? starts[number] : bytes.count
        let line = bytes[starts[number - 1]..<end]
        return String(decoding: line.prefix { $0 != 0x0a && $0 != 0x0d }, as: UTF8.self)
    }
}
