import Findings

/// A subject while rules are tried on it: what several predicates need is worked out once, when first asked for.
struct Reading {
    let subject: Subject
    let surroundings: Surroundings
    /// Calls by what they make.
    let callGroups: [String: [GlobPattern]]
    /// Calls that change the form of a value, by their last component.
    let converters: Set<String>
    let voting: Voting
    private let testCode: [GlobPattern]

    init(
        _ subject: Subject, in surroundings: Surroundings, callGroups: [String: [GlobPattern]],
        converters: Set<String>,
        voting: Voting,
        testCode: [GlobPattern]
    ) {
        self.callGroups = callGroups
        self.converters = converters
        self.voting = voting
        self.subject = subject
        self.surroundings = surroundings
        self.testCode = testCode
    }

    private(set) lazy var isTestCode = GlobPattern.anyMatches(testCode, path: subject.path)

    private(set) lazy var nameWords = IdentifierWords.split(subject.name)
    private(set) lazy var enclosingWords = IdentifierWords.split(subject.enclosingClass)
    /// The words of the folders and of the file's stem, in order.
    private(set) lazy var pathWords = folderWords + fileWords
    private(set) lazy var folderWords: [String] = {
        guard let slash = subject.path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return [] }
        return IdentifierWords.split(subject.path[..<slash])
    }()
    private(set) lazy var fileWords: [String] = {
        let start = subject.path.utf8.lastIndex(of: UInt8(ascii: "/")).map {
            subject.path.utf8.index(after: $0)
        }
        let file = subject.path[(start ?? subject.path.startIndex)...]
        return IdentifierWords.split(file.utf8.lastIndex(of: UInt8(ascii: ".")).map { file[..<$0] } ?? file)
    }()
    private(set) lazy var docstringText = RunningText.words(subject.docstring)
    private(set) lazy var summaryText = RunningText.words(RunningText.summary(subject.docstring))
    private(set) lazy var moduleDocstringText = RunningText.words(subject.moduleDocstring)

    /// Bases and ancestors, each once, with the line where the subject names it (0 for one further up).
    private(set) lazy var ancestry: [Use] = {
        let direct = Set(subject.bases.map(\.name))
        return subject.bases
            + subject.ancestors.filter { !direct.contains($0) }.map { Use(name: $0, line: 0) }
    }()

    /// Methods that say what the class is for: all but those that the language reserves.
    private(set) lazy var plainMethods = subject.methods.filter { !$0.isReserved }

    /// Names of methods, then of attributes.
    private(set) lazy var members: [Use] =
        subject.methods.map { Use(name: $0.name, line: $0.line) }
        + subject.attributes.map { Use(name: $0.name, line: $0.line) }

    /// Fields of the class itself, not of its instances.
    private(set) lazy var classAttributes = subject.attributes.filter { !$0.isInstance }

    /// Every expression that flows into a result: the returned ones, and what is bound to a local name that they
    /// mention, and so on.
    private(set) lazy var flowing = flow(from: \.names, through: \.names)

    /// Every expression that is a result: the returned ones, and what is bound to a local name that is returned as
    /// it stands, in a tuple or through a cast; a text also stands for the names that are formatted into it, unless it is
    /// a message.
    private(set) lazy var results = flow(
        from: { $0.isCast ? $0.names : $0.handedOn }, through: \.handedOn)

    /// The calls that results come from. What a call is given matters only if the call is a converter.
    private(set) lazy var resultCalls = results.flatMap { value -> [String] in
        if value.isMessage { return [] }
        if value.shape == .call, let callee = value.name, !isConverter(callee) { return [callee] }
        return value.calls
    }

    func isConverter(_ call: String) -> Bool { converters.contains(String(call.lastComponent)) }

    /// The first thing that makes a result, if calls of these groups make every result and nothing but calls of any
    /// group and converters have a part in it.
    mutating func onlyMaking(by groups: [String]) -> (making: String, line: Int)? {
        let values = results.filter { !$0.calls.isEmpty }
        var first: (String, Int)?
        for value in values {
            guard value.shape != .other, let making = making(of: value, by: groups) else { return nil }
            let isPure = value.calls.allSatisfy { call in
                isConverter(call) || callGroups.values.contains { $0.contains { $0.matches(call) } }
            }
            guard isPure else { return nil }
            first = first ?? (making, value.line)
        }
        return first
    }

    /// The names that a value which an identifier call makes is bound to, in order.
    private(set) lazy var boundMakings: [String] = {
        let groups = callGroups.keys.sorted()
        return subject.bindings.filter { making(of: $0.value, by: groups) != nil }.map {
            String($0.target.lastComponent)
        }
    }()

    /// What makes a value, by one of the groups: a call, or a number that is counted up. A clock alone makes no
    /// identifier, nor does the next of things that do not count: only as text do they.
    func making(of value: Return, by groups: [String]) -> String? {
        let isText = value.shape == .formatted || value.shape == .call && value.name == "str"
        for group in groups where isText || group != "time" && (group != "counter" || value.counts) {
            let globs = callGroups[group] ?? []
            for call in value.calls where globs.contains(where: { $0.matches(call) }) { return call + "()" }
        }
        guard groups.contains("counter"), value.shape != .call || value.name.map(isConverter) ?? false else {
            return nil
        }
        return value.counter.map { $0 + " += 1" }
    }

    /// The calls of the repository's one maker of identifiers among these; a class does not delegate to itself.
    func canonicalCalls(among calls: [String]) -> [String] {
        guard !surroundings.canonicalIdentifierClasses.isEmpty else { return [] }
        return calls.filter { call in
            guard !call.hasPrefix("self."), !call.hasPrefix("cls.") else { return false }
            return surroundings.canonicalIdentifierClasses.contains {
                call.hasPrefix($0 + ".") || call.hasPrefix($0 + "().")
            }
        }
    }

    /// Where the name's head stands among its words: `manager`; nil for a name without one.
    private(set) lazy var headPosition = nameWords.lastIndex { voting.headWords.contains($0) }

    /// - Complexity: O(n) in returns, bindings and the names that they mention.
    private func flow(
        from names: (Return) -> [String], through boundNames: (Return) -> [String]
    ) -> [Return] {
        var byTarget: [String: [Return]] = [:]
        for binding in subject.bindings { byTarget[binding.target, default: []].append(binding.value) }
        var found = subject.returns
        var seen: Set<String> = []
        var next = 0
        while next < found.count {
            let mentioned = next < subject.returns.count ? names(found[next]) : boundNames(found[next])
            for name in mentioned where seen.insert(name).inserted { found += byTarget[name] ?? [] }
            next += 1
        }
        return found
    }
}

extension Return {
    /// Whether it is text for people: a space stands in it.
    fileprivate var isMessage: Bool { shape == .formatted && text.contains(" ") }

    fileprivate var isCast: Bool {
        shape == .call && ["str", "cast"].contains(name?.lastComponent ?? "")
    }

    /// The local names that the value is, holds or is formatted from.
    fileprivate var handedOn: [String] {
        switch shape {
        case .name: name.map { [$0] } ?? []
        case .formatted where isMessage: []
        case .other, .formatted: names
        case .call, .text, .none: []
        }
    }

    /// Whether it is the next of something that counts by its name, and of nothing else: `next(self.ids)`.
    fileprivate var counts: Bool {
        let sources = Set(names).subtracting(["next", "self", "cls"])
        guard shape == .call, calls.count == 1, sources.count == 1, let source = sources.first else {
            return false
        }
        return IdentifierWords.split(source.lastComponent).contains { CounterWords.iterators.contains($0) }
    }
}

/// What rules ask about a subject that neither it nor its file can tell.
public struct Surroundings: Sendable, Hashable {
    /// The dotted names of the classes that are the repository's one maker of identifiers.
    public var canonicalIdentifierClasses: Set<String>

    public init(canonicalIdentifierClasses: Set<String> = []) {
        self.canonicalIdentifierClasses = canonicalIdentifierClasses
    }
}
