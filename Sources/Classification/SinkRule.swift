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
}

/// What all sink rules say of names, by the word: a name has two or three, and each is looked up once.
struct SinkWords: Sendable {
    /// By rule.
    private let isUnnamed: [Bool?]
    /// By rule: whether it says nothing of last words, and nothing of any words.
    private let takesEveryLast: [Bool]
    private let takesEvery: [Bool]
    /// By the word: the rules that list it.
    private var last: [String: [Int]] = [:]
    private var any: [String: [Int]] = [:]

    init(_ rules: [SinkRule]) {
        let conditions = rules.map(\.condition)
        isUnnamed = conditions.map(\.isUnnamed)
        takesEveryLast = conditions.map(\.lastWords.isEmpty)
        takesEvery = conditions.map(\.anyWords.isEmpty)
        for (index, condition) in conditions.enumerated() {
            for word in condition.lastWords { last[word, default: []].append(index) }
            for word in condition.anyWords { any[word, default: []].append(index) }
        }
    }

    /// The rules of which what they say of names holds, in their order.
    ///
    /// - Parameter lastForms: the last word, and its singular where that is another.
    fileprivate func fits(_ words: [String], lastForms: [String]) -> [Int] {
        var (hasLast, hasAny) = (takesEveryLast, takesEvery)
        for form in lastForms { for rule in last[form] ?? [] { hasLast[rule] = true } }
        for word in words { for rule in any[word] ?? [] { hasAny[rule] = true } }
        return hasLast.indices.filter { rule in
            hasLast[rule] && hasAny[rule] && (isUnnamed[rule] ?? words.isEmpty) == words.isEmpty
        }
    }
}

/// What a condition says besides names, apart from them: rules are tried in order, and a whole one is a dozen texts and
/// sets retained and released.
struct SinkSieve: Sendable {
    private let isIdentifierSource: Bool?
    private let sinks: CaseSet<IdentifierSite.Sink>
    private let sources: CaseSet<IdentifierSite.Source>
    private let texts: [TextSign]
    private let callees: [GlobPattern]
    /// Whether the rule speaks of one language and not of another.
    fileprivate let asksLanguage: Bool

    init(_ rule: SinkRule) {
        isIdentifierSource = rule.condition.isIdentifierSource
        sinks = CaseSet(rule.condition.sinks)
        sources = CaseSet(rule.condition.sources)
        texts = TextSign.allCases.filter { rule.condition.texts.contains($0) }
        callees = rule.condition.callees
        asksLanguage = !rule.header.languages.isEmpty
    }

    fileprivate func lets(_ subject: SinkSubject) -> Bool {
        if let isIdentifierSource, isIdentifierSource != subject.isIdentifierSource { return false }
        if !sinks.isEmpty, !sinks.contains(subject.sink) { return false }
        guard sources.isEmpty || subject.source.map(sources.contains) ?? false else { return false }
        if !texts.isEmpty, !texts.contains(where: { $0.holds(for: subject.literal) }) { return false }
        return callees.isEmpty || callees.contains { $0.matches(subject.callee) }
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
    /// The rules of which what they say of names holds, in their order.
    fileprivate let fits: [Int]

    fileprivate init(_ name: String, _ rules: SinkWords) {
        let words = IdentifierWords.split(name)
        let last = Self.lastWord(of: words)
        let singular = last.map { IdentifierWords.singular($0) }
        let lastWords = [last, singular == last ? nil : singular].compactMap { $0 }
        fits = rules.fits(words, lastForms: lastWords)
    }

    /// The last word, numbers left out: `run_id_1`, `uuid2`.
    private static func lastWord(of words: [String]) -> String? {
        for word in words.reversed() {
            guard let end = word.utf8.lastIndex(where: { $0 < 0x30 || $0 > 0x39 }) else { continue }
            return String(decoding: word.utf8[...end], as: UTF8.self)
        }
        return nil
    }
}

extension RuleSet {
    /// A name as the sink rules look at it.
    public func sinkName(_ name: String) -> SinkName { SinkName(name, sinkWords) }

    /// What a made value is, and the rule that says so; nil where no rule holds.
    public func sinkClass(of subject: SinkSubject, language: String) -> (sink: SinkClass, rule: String)? {
        for index in subject.name.fits where sinkSieves[index].lets(subject) {
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
