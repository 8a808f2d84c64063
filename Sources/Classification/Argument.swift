/// The form that a predicate's value takes in a rule file. The reader, the JSON Schema and its test all follow it.
public indirect enum ArgumentShape: Sendable, Hashable {
    case globs(GlobPattern.Scope)
    /// Lower-case words, compared with the words of a name.
    case words
    /// Phrases of words, compared with running text.
    case phrases
    case choices([String])
    /// Groups of calls, as the rule files of `Rules/Calls` name them.
    case callGroups
    /// A mapping of these keys.
    case record([Field])
    case flag
    /// A whole number, 0 or more.
    case count
    /// A number from 0 to 1.
    case fraction

    public struct Field: Sendable, Hashable {
        public let key: String
        public let shape: ArgumentShape
        public let isRequired: Bool

        init(_ key: String, _ shape: ArgumentShape, isRequired: Bool = true) {
            self.key = key
            self.shape = shape
            self.isRequired = isRequired
        }
    }
}

/// A predicate's checked value.
public indirect enum Argument: Sendable, Hashable {
    case globs([GlobPattern])
    case words(WordList)
    /// Each phrase as its lower-cased words, never empty.
    case phrases([[String]])
    case choices([String])
    case callGroups([String])
    case record([String: Argument])
    case flag(Bool)
    case count(Int)
    case fraction(Double)

    /// As words, for evidence: `Error or *Exception`, `at least 2`.
    public var summary: String {
        switch self {
        case .globs(let globs): globs.map(\.text).joined(separator: " or ")
        case .words(let list): list.words.joined(separator: " or ")
        case .phrases(let phrases): phrases.map { $0.joined(separator: " ") }.joined(separator: " or ")
        case .choices(let choices): choices.joined(separator: " or ")
        case .callGroups(let groups): groups.joined(separator: " or ")
        case .record(let fields):
            fields.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.summary)" }.joined(separator: ", ")
        case .flag(let flag): flag ? "yes" : "no"
        case .count(let count): String(count)
        case .fraction(let fraction): String(fraction)
        }
    }
}

/// Words to look for in a row of words, where a run of neighbours also counts as one word: `websocket` is found in
/// web, socket, manager.
public struct WordList: Sendable, Hashable {
    /// The most neighbours that are joined; longer runs are no words that anyone writes.
    public static let longestRun = 3

    /// As written, in order.
    public let words: [String]
    private let lookup: Set<String>

    public init(_ words: [String]) {
        self.words = words
        lookup = Set(words)
    }

    public func contains(_ word: String) -> Bool { lookup.contains(word) }

    /// The first run of neighbours that is one of the words, or a plural of one.
    func find(in row: [String]) -> String? {
        for start in row.indices {
            if let word = find(in: row, from: start) { return word }
        }
        return nil
    }

    /// The first single word that is one of the words, or a plural of one.
    func findSingle(in row: [String]) -> String? {
        for next in row {
            if let word = word(next) { return word }
        }
        return nil
    }

    /// The word that the row begins with.
    func findFirst(in row: [String]) -> String? { row.isEmpty ? nil : find(in: row, from: 0) }

    /// The word that the row ends with.
    func findLast(in row: [String]) -> String? {
        for length in 1...Self.longestRun where length <= row.count {
            if let word = word(row[(row.count - length)...].joined()) { return word }
        }
        return nil
    }

    private func find(in row: [String], from start: Int) -> String? {
        var run = ""
        for next in row[start...].prefix(Self.longestRun) {
            run += next
            if let word = word(run) { return word }
        }
        return nil
    }

    private func word(_ run: String) -> String? {
        if lookup.contains(run) { return run }
        let singular = IdentifierWords.singular(run)
        return lookup.contains(singular) ? singular : nil
    }
}
