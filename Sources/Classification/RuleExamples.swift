/// Sources that a rule must hold for, and sources that it must not.
public struct RuleExamples: Sendable, Hashable {
    public var match: [RuleExample]
    public var ignore: [RuleExample]

    public init(match: [RuleExample] = [], ignore: [RuleExample] = []) {
        self.match = match
        self.ignore = ignore
    }
}

/// A small repository. Its subject is the definition on the line that carries the comment `# subject`, or else the
/// last class or function of the last file.
public struct RuleExample: Sendable, Hashable {
    /// In the order of the rule file. A path of "" means that the example names none.
    public var files: [(path: String, text: String)] { sources.map { ($0.path, $0.text) } }
    private var sources: [Source]
    /// The line of the rule file where it stands, 1-based.
    public var line: Int

    public init(files: [(path: String, text: String)], line: Int) {
        sources = files.map { Source(path: $0.path, text: $0.text) }
        self.line = line
    }

    private struct Source: Sendable, Hashable {
        var path: String
        var text: String
    }
}
