import Classification

/// What names say by themselves, remembered for the files of one language that one worker reads: the few names that
/// values go to, and the few calls that make them, are asked for again and again, and rules take microseconds to
/// answer.
final class RememberedNames {
    let language: String
    private let rules: RuleSet
    private var sinks: [String: SinkClass?] = [:]
    private var sinkNames: [String: SinkName] = [:]
    private var sources: [String: SourceRule?] = [:]
    private var concepts: [String: String?] = [:]
    private var tellingWords: [String: String?] = [:]

    init(_ rules: RuleSet, language: String) {
        self.rules = rules
        self.language = language
    }

    /// Whether the last word of a name is a plural.
    func isPlural(_ name: String) -> Bool {
        IdentifierWords.split(name).last.map { IdentifierWords.singular($0) != $0 } ?? false
    }

    /// As `RuleSet.sinkClass(ofName:language:)`.
    func sinkClass(of name: String) -> SinkClass? {
        if let known = sinks[name] { return known }
        let sink = rules.sinkClass(ofName: name, language: language)
        sinks[name] = .some(sink)
        return sink
    }

    /// As `RuleSet.sourceRule(for:language:)`.
    func sourceRule(for call: String) -> SourceRule? {
        if let known = sources[call] { return known }
        let rule = rules.sourceRule(for: call, language: language)
        sources[call] = .some(rule)
        return rule
    }

    func sinkName(_ name: String) -> SinkName {
        if let known = sinkNames[name] { return known }
        let sinkName = rules.sinkName(name)
        sinkNames[name] = sinkName
        return sinkName
    }

    /// Whether a name alone says that it holds an identifier.
    func isIdentifier(_ name: String) -> Bool { sinkClass(of: name)?.isIdentifier ?? false }

    /// As `RuleSet.concept(inName:)`.
    func concept(in name: String) -> String? {
        if let known = concepts[name] { return known }
        let concept = rules.concept(inName: name)
        concepts[name] = .some(concept)
        return concept
    }

    /// As `RuleSet.tellingWord(ofName:)`.
    func tellingWord(of name: String) -> String? {
        if let known = tellingWords[name] { return known }
        let word = rules.tellingWord(ofName: name)
        tellingWords[name] = .some(word)
        return word
    }
}
