public import Findings

/// What a value is by where it ends: a file of Rules/Sinks/. The first rule that holds decides.
public struct SinkRule: Sendable {
    public var header: RuleHeader
    /// Rules are tried in ascending order; ids break ties.
    public var order: Int
    public var sink: SinkClass
    public var condition: SinkCondition

    public init(header: RuleHeader, order: Int, sink: SinkClass, condition: SinkCondition) {
        self.header = header
        self.order = order
        self.sink = sink
        self.condition = condition
    }
}

/// What a made value is.
public enum SinkClass: String, Sendable, Hashable, CaseIterable {
    case identifier
    /// A part of an identifier, or another form of one.
    case identifierPart = "identifier_part"
    /// An identifier, for want of anything that says otherwise.
    case presumedIdentifier = "presumed_identifier"
    case secret, message
    case cacheKey = "cache_key"
    case fileName = "file_name"
    /// What tells one part of a user interface from another while it is shown.
    case uiKey = "ui_key"
    /// A name or value of another kind.
    case other

    public var isIdentifier: Bool {
        switch self {
        case .identifier, .identifierPart, .presumedIdentifier: true
        case .secret, .message, .cacheKey, .fileName, .uiKey, .other: false
        }
    }
}

/// All of what is given holds, of each list one entry.
public struct SinkCondition: Sendable, Hashable {
    /// The last word of the sink's name, numbers left out, in the singular.
    public var lastWords: Set<String> = []
    public var anyWords: Set<String> = []
    public var callees: [GlobPattern] = []
    public var texts: Set<TextSign> = []
    public var sources: Set<IdentifierSite.Source> = []
    public var sinks: Set<IdentifierSite.Sink> = []
    /// Whether the source makes identifiers by nature.
    public var isIdentifierSource: Bool?
    /// Whether the sink has no name.
    public var isUnnamed: Bool?

    public init() {}

    /// Whether what it says of texts and calls holds.
    fileprivate func holdsForTexts(of subject: SinkSubject) -> Bool {
        if !texts.isEmpty, !texts.contains(where: { $0.holds(for: subject.literal) }) { return false }
        return callees.isEmpty || callees.contains { $0.matches(subject.callee) }
    }
}

/// What a condition says of names, apart from the rest: a whole rule is a dozen texts and sets retained and released.
struct SinkWords: Sendable {
    private let isUnnamed: Bool?
    private let lastWords: Set<String>
    private let anyWords: Set<String>

    init(_ rule: SinkRule) {
        isUnnamed = rule.condition.isUnnamed
        lastWords = rule.condition.lastWords
        anyWords = rule.condition.anyWords
    }

    /// Whether it holds for the words of a name.
    ///
    /// - Parameter last: the last word, and its singular where that is another.
    fileprivate func hold(for words: [String], last: [String]) -> Bool {
        if let isUnnamed, isUnnamed != words.isEmpty { return false }
        if !lastWords.isEmpty, !last.contains(where: { lastWords.contains($0) }) { return false }
        return anyWords.isEmpty || words.contains { anyWords.contains($0) }
    }
}

/// What a condition says of sinks and sources, in a few bytes: rules are tried in order, and most fail here.
struct SinkSieve: Sendable {
    private let isIdentifierSource: Bool?
    private let sinks: CaseSet<IdentifierSite.Sink>
    private let sources: CaseSet<IdentifierSite.Source>
    /// Whether the condition says something of texts or calls.
    fileprivate let asksTexts: Bool
    /// Whether the rule speaks of one language and not of another.
    fileprivate let asksLanguage: Bool

    init(_ rule: SinkRule) {
        isIdentifierSource = rule.condition.isIdentifierSource
        sinks = CaseSet(rule.condition.sinks)
        sources = CaseSet(rule.condition.sources)
        asksTexts = !rule.condition.texts.isEmpty || !rule.condition.callees.isEmpty
        asksLanguage = !rule.header.languages.isEmpty
    }

    fileprivate func lets(_ subject: SinkSubject) -> Bool {
        if let isIdentifierSource, isIdentifierSource != subject.isIdentifierSource { return false }
        if !sinks.isEmpty, !sinks.contains(subject.sink) { return false }
        return sources.isEmpty || subject.source.map(sources.contains) ?? false
    }
}

/// What the literal parts of a text show.
public enum TextSign: String, Sendable, Hashable, CaseIterable {
    /// White space: it is for people.
    case space
    /// It is a path or an address.
    case slash
    /// A dot and a few letters at the end.
    case fileEnding = "file-ending"
    /// An at sign.
    case at

    func holds(for literal: String) -> Bool {
        switch self {
        case .space: return literal.utf8.contains { $0 == 0x20 || $0 == 0x0A || $0 == UInt8(ascii: "\t") }
        case .slash: return literal.utf8.contains(UInt8(ascii: "/"))
        case .at: return literal.utf8.contains(UInt8(ascii: "@"))
        case .fileEnding:
            guard let dot = literal.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
            let ending = literal.utf8[literal.utf8.index(after: dot)...]
            return (1...5).contains(ending.count)
                && ending.allSatisfy {
                    $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")
                        || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
                }
        }
    }
}

/// A made value and where it ends, as sink rules look at it.
public struct SinkSubject: Sendable {
    public let name: SinkName
    public var sink: IdentifierSite.Sink
    /// The dotted name of the call that it is an argument of; empty where it is none.
    public var callee: String
    /// The literal parts of its text, the fields left out.
    public var literal: String
    /// Nil where nothing is known of the value.
    public var source: IdentifierSite.Source?
    public var isIdentifierSource: Bool

    public init(
        name: SinkName, sink: IdentifierSite.Sink = .assignment, callee: String = "", literal: String = "",
        source: IdentifierSite.Source? = nil, isIdentifierSource: Bool = false
    ) {
        self.name = name
        self.sink = sink
        self.callee = callee
        self.literal = literal
        self.source = source
        self.isIdentifierSource = isIdentifierSource
    }
}

/// The name that a value goes to, as sink rules look at it: which of them may hold.
public struct SinkName: Sendable {
    /// By rule: whether what it says of names holds.
    fileprivate let fits: [Bool]

    fileprivate init(_ name: String, _ rules: [SinkWords]) {
        let words = IdentifierWords.split(name)
        let last = Self.lastWord(of: words)
        let singular = last.map { IdentifierWords.singular($0) }
        let lastWords = [last, singular == last ? nil : singular].compactMap { $0 }
        fits = rules.map { $0.hold(for: words, last: lastWords) }
    }

    /// The last word, numbers left out: `run_id_1`, `uuid2`.
    private static func lastWord(of words: [String]) -> String? {
        for word in words.reversed() {
            let letters = word.utf8.reversed().drop { $0 >= 0x30 && $0 <= 0x39 }
            if !letters.isEmpty { return String(decoding: letters.reversed(), as: UTF8.self) }
        }
        return nil
    }
}

extension RuleSet {
    /// A name as the sink rules look at it.
    public func sinkName(_ name: String) -> SinkName { SinkName(name, sinkWords) }

    /// What a made value is, and the rule that says so; nil where no rule holds.
    public func sinkClass(of subject: SinkSubject, language: String) -> (sink: SinkClass, rule: String)? {
        for index in sinkSieves.indices where subject.name.fits[index] && sinkSieves[index].lets(subject) {
            if sinkSieves[index].asksTexts, !sinkRules[index].condition.holdsForTexts(of: subject) {
                continue
            }
            if sinkSieves[index].asksLanguage, !sinkRules[index].header.speaks(of: language) { continue }
            return (sinkRules[index].sink, sinkRules[index].header.id)
        }
        return nil
    }

    /// What a name alone says that it holds; nil where it says nothing.
    public func sinkClass(ofName name: String, language: String) -> SinkClass? {
        name.isEmpty ? nil : sinkClass(of: SinkSubject(name: sinkName(name)), language: language)?.sink
    }

    /// Whether a name alone says that it holds an identifier.
    public func namesIdentifier(_ name: String, language: String) -> Bool {
        sinkClass(ofName: name, language: language)?.isIdentifier ?? false
    }
}
