import Classification

/// What names say by themselves, remembered for the files that one worker reads: the few names that values go to are
/// asked for again and again, and rules take microseconds to answer.
final class RememberedNames {
    private let rules: RuleSet
    private var sinks: [Key: SinkClass?] = [:]
    private var sinkNames: [String: SinkName] = [:]
    private var concepts: [String: String?] = [:]
    private var tellingWords: [String: String?] = [:]

    private struct Key: Hashable {
        var name: String
        var language: String
    }

    init(_ rules: RuleSet) { self.rules = rules }

    /// As `RuleSet.sinkClass(ofName:language:)`.
    func sinkClass(of name: String, language: String) -> SinkClass? {
        let key = Key(name: name, language: language)
        if let known = sinks[key] { return known }
        let sink = rules.sinkClass(ofName: name, language: language)
        sinks[key] = .some(sink)
        return sink
    }

    func sinkName(_ name: String) -> SinkName {
        if let known = sinkNames[name] { return known }
        let sinkName = SinkName(name)
        sinkNames[name] = sinkName
        return sinkName
    }

    /// Whether a name alone says that it holds an identifier.
    func isIdentifier(_ name: String, language: String) -> Bool {
        sinkClass(of: name, language: language)?.isIdentifier ?? false
    }

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
