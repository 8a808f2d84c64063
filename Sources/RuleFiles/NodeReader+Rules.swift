import Classification
import Findings
import Yams

extension NodeReader {
    /// Weights beyond this are slips.
    static let weights = -1000.0...1000.0

    // MARK: Examples

    mutating func examples(_ node: Node) -> RuleExamples? {
        guard let fields = fields(node, of: .examples) else { return nil }
        return RuleExamples(
            match: fields["match"].flatMap { list($0, "match") { $0.example($1) } } ?? [],
            ignore: fields["ignore"].flatMap { list($0, "ignore") { $0.example($1) } } ?? [])
    }

    /// A source, or a mapping of paths to sources.
    private mutating func example(_ node: Node) -> RuleExample? {
        let line = node.mark?.line ?? 1
        guard case .mapping = node else {
            return text(node, "example").map { RuleExample(files: [("", $0)], line: line) }
        }
        guard let pairs = pairs(node, "example"), !pairs.isEmpty else { return nil }
        var files: [(path: String, text: String)] = []
        for (path, keyNode, value) in pairs {
            if path.hasPrefix("/") || path.split(separator: "/").contains("..") || path.hasSuffix("/") {
                fail(keyNode, "bad path \"\(path)\"; write a path inside the example")
            }
            // An empty file is a sound part of an example: a package's marker.
            if case .scalar(let scalar) = value {
                files.append((path, scalar.string))
            } else {
                fail(value, "source of \"\(path)\" is no text; write text")
            }
        }
        return RuleExample(files: files, line: line)
    }

    // MARK: Domains and calls

    mutating func domain(_ fields: [String: Node], _ header: RuleHeader) -> DomainRule {
        var rule = DomainRule(header: header)
        if let node = fields["words"] {
            for (word, weight) in weighted(node, "words", { $0.word($1, "word") }) {
                rule.words[word] = weight
            }
        }
        if let node = fields["only-places"] {
            let known = Voting.Place.allCases.map(\.rawValue)
            let places = list(node, "only-places") { $0.choice($1, "place", among: known, plural: "places") }
            rule.onlyPlaces = Set((places ?? []).compactMap(Voting.Place.init(rawValue:)))
        }
        if let node = fields["modules"] {
            let modules = weighted(node, "modules") { reader, node -> String? in
                let glob = reader.glob(node, "module", .dotted)
                if let glob, glob.text.contains("*") || glob.text.contains("?") {
                    reader.fail(
                        node,
                        "module \"\(glob.text)\" is a pattern; write a dotted name, which stands for all inside it"
                    )
                }
                return glob?.text
            }
            for (module, weight) in modules { rule.modules[module] = weight }
        }
        if let node = fields["members"] {
            rule.members = weighted(node, "members") { $0.glob($1, "member", .name) }.map {
                WeightedGlob($0.0, $0.1)
            }
        }
        return rule
    }

    /// A mapping of things to weights.
    private mutating func weighted<Key>(
        _ node: Node, _ noun: String, _ read: (inout NodeReader, Node) -> Key?
    ) -> [(Key, Double)] {
        (pairs(node, noun) ?? []).compactMap { key, keyNode, value in
            let weight = number(value, "weight of \"\(key)\"", in: Self.weights)
            guard let thing = read(&self, keyNode), let weight else { return nil }
            return (thing, weight)
        }
    }

    mutating func callGroups(_ node: Node) -> [String: [GlobPattern]] {
        var groups: [String: [GlobPattern]] = [:]
        for (name, _, value) in pairs(node, "calls") ?? [] { groups[name] = globs(value, name, .dotted) }
        return groups
    }

    // MARK: Votes

    mutating func voting(_ fields: [String: Node]) -> Voting {
        var voting = Voting()
        voting.factors = fields["places"].map { places($0, "places") } ?? [:]
        voting.caps = fields["caps"].map { places($0, "caps") } ?? [:]
        if let node = fields["default"], let domain = domain(node) { voting.defaultDomain = domain }
        if let node = fields["threshold"] {
            voting.threshold = number(node, "threshold", in: Self.weights) ?? 0
        }
        voting.headWords = wordSet(fields["head-words"], "head-words")
        voting.genericWords = wordSet(fields["generic-words"], "generic-words")
        voting.exclusions = fields["excluded"].flatMap { list($0, "excluded") { $0.exclusion($1) } } ?? []
        voting.bonuses = fields["bonuses"].flatMap { list($0, "bonuses") { $0.bonus($1) } } ?? []
        if let node = fields["canonical-id-class"] { voting.canonicalClass = canonicalClass(node) }
        if let node = fields["concept"], let fields = self.fields(node, of: .concept) {
            voting.concept = ConceptWords(
                skip: wordSet(fields["skip-words"], "skip-words"),
                identifier: wordSet(fields["id-words"], "id-words"),
                owners: wordSet(fields["record-words"], "record-words"))
            for (short, _, full) in fields["short-forms"].flatMap({ pairs($0, "short-forms") }) ?? [] {
                if let full = word(full, "full form") { voting.concept.aliases[short] = full }
            }
        }
        return voting
    }

    private mutating func places(_ node: Node, _ noun: String) -> [Voting.Place: Double] {
        let known = Voting.Place.allCases.map(\.rawValue)
        let entries = weighted(node, noun) { $0.choice($1, "place", among: known, plural: "places") }
        return Dictionary(
            entries.compactMap { name, weight in Voting.Place(rawValue: name).map { ($0, weight) } },
            uniquingKeysWith: { first, _ in first })
    }

    private mutating func wordSet(_ node: Node?, _ noun: String) -> Set<String> {
        Set(node.flatMap { words($0, noun) } ?? [])
    }

    mutating func domain(_ node: Node) -> String? {
        guard let domains else { return text(node, "domain") }
        return choice(node, "domain", among: domains, plural: "domains")
    }

    mutating func roles(_ node: Node, _ noun: String) -> Set<Role>? {
        let known = Role.allCases.map(\.rawValue)
        let roles = list(node, noun) { $0.choice($1, "role", among: known, plural: "roles") }
        return roles.map { Set($0.compactMap(Role.init(rawValue:))) }
    }

    private mutating func exclusion(_ node: Node) -> Voting.Exclusion? {
        guard let fields = fields(node, of: .exclusion) else { return nil }
        let domain = fields["domain"].flatMap { self.domain($0) }
        let roles = fields["roles"].flatMap { self.roles($0, "roles") }
        guard let domain, let roles else { return nil }
        return Voting.Exclusion(domain: domain, roles: roles)
    }

    private mutating func bonus(_ node: Node) -> Voting.Bonus? {
        guard let fields = fields(node, of: .bonus) else { return nil }
        let title = fields["title"].flatMap { text($0, "title") }
        let domain = fields["domain"].flatMap { self.domain($0) }
        let weight = fields["weight"].flatMap { number($0, "weight", in: Self.weights) }
        let roles = fields["roles"].flatMap { self.roles($0, "roles") }
        let condition = fields["when"].flatMap { self.condition($0) }
        guard let title, let domain, let weight else { return nil }
        return Voting.Bonus(
            title: title, domain: domain, weight: weight, roles: roles ?? [], condition: condition)
    }

    private mutating func canonicalClass(_ node: Node) -> CanonicalClassSign {
        var sign = CanonicalClassSign()
        guard let fields = fields(node, of: .canonicalClass) else { return sign }
        if let node = fields["makers-at-least"] { sign.makersAtLeast = count(node, "makers-at-least") ?? 0 }
        func set(_ path: WritableKeyPath<CanonicalClassSign, WordList>, _ key: String) {
            guard let node = fields[key], let words = words(node, key) else { return }
            sign[keyPath: path] = WordList(words)
        }
        set(\.subjectWords, "subject-words")
        set(\.roleWords, "role-words")
        set(\.makerSubjectWords, "maker-subject-words")
        set(\.makerVerbWords, "maker-verbs")
        return sign
    }
}
