public import Findings

/// How votes for a domain are weighed and counted: the rule file `Rules/Votes/votes.yml`.
public struct Voting: Sendable {
    /// Where a word can stand. The order is that in which votes are cast.
    public enum Place: String, Sendable, Hashable, CaseIterable {
        case name
        /// In the name, as its subject: only generic words stand between it and the head.
        case nameLast = "name-last"
        /// In the name, behind its head.
        case nameAfter = "name-after"
        case pathFile = "path-file"
        case pathFolder = "path-folder"
        /// In the name of a base class that is called a manager.
        case base
        /// In the name of another base class: a mixin or an observer says what a class uses, not what it is for.
        case baseOther = "base-other"
        case docstring
        case moduleDocstring = "module-docstring"
        case enclosing
        case member
        case call
        case `import`
        /// A vote that a rule of its own casts.
        case bonus
    }

    /// A vote for a domain that a condition casts.
    public struct Bonus: Sendable {
        public var title: String
        public var domain: String
        public var weight: Double
        /// The roles that it speaks of; empty means every role.
        public var roles: Set<Role>
        /// nil holds for everything.
        public var condition: Condition?

        public init(title: String, domain: String, weight: Double, roles: Set<Role>, condition: Condition?) {
            self.title = title
            self.domain = domain
            self.weight = weight
            self.roles = roles
            self.condition = condition
        }
    }

    /// A domain that has no votes for subjects of some roles.
    public struct Exclusion: Sendable, Hashable {
        public var domain: String
        public var roles: Set<Role>

        public init(domain: String, roles: Set<Role>) {
            self.domain = domain
            self.roles = roles
        }
    }

    /// By what a vote of a place is multiplied; a place that is not named has none.
    public var factors: [Place: Double] = [:]
    /// The most that a place can give one domain.
    public var caps: [Place: Double] = [:]
    public var defaultDomain = "other"
    /// The least sum that decides.
    public var threshold = 0.0
    /// Words that may stand between the subject of a name and its head: `service`, `unified`.
    public var genericWords: Set<String> = []
    /// Words that end the part of a name that names a domain: `manager`.
    public var headWords: Set<String> = []
    public var bonuses: [Bonus] = []
    public var exclusions: [Exclusion] = []
    public var concept = ConceptWords()
    public var canonicalClass = CanonicalClassSign()

    public init() {}

    /// Whether one of the words of a name is a head word.
    public func hasHead(_ words: [String]) -> Bool { words.contains { headWords.contains($0) } }
}

/// How the name of what an identifier identifies is found.
public struct ConceptWords: Sendable, Hashable {
    /// Words that are never a concept: `generate`, `new`.
    public var skip: Set<String> = []
    /// Words for an identifier itself: `id`, `uuid`.
    public var identifier: Set<String> = []
    /// Words of the names of records that say nothing of what they record: `model`.
    public var owners: Set<String> = []
    /// What a short form of a concept is called in full: `conn` is `connection`.
    public var aliases: [String: String] = [:]

    public init(
        skip: Set<String> = [], identifier: Set<String> = [], owners: Set<String> = [],
        aliases: [String: String] = [:]
    ) {
        self.skip = skip
        self.identifier = identifier
        self.owners = owners
        self.aliases = aliases
    }
}

/// By what the linker proposes a class as the one maker of identifiers, where the configuration designates none.
public struct CanonicalClassSign: Sendable, Hashable {
    /// The least number of methods that make identifiers.
    public var makersAtLeast = 0
    /// One of these stands in the class's name …
    public var subjectWords = WordList([])
    /// … and one of these.
    public var roleWords = WordList([])
    /// A maker's name has one of these …
    public var makerSubjectWords = WordList(["id", "uuid", "guid", "identifier"])
    /// … and one of these.
    public var makerVerbWords = WordList(["generate", "create", "make", "new", "next", "build", "mint"])

    public init() {}

    /// Whether a method of this name counts as a maker.
    public func isMaker(name: String) -> Bool {
        let words = IdentifierWords.split(name)
        return makerSubjectWords.find(in: words) != nil && makerVerbWords.find(in: words) != nil
    }

    /// Whether a class of this name with so many makers may be proposed.
    public func isCandidate(className: String, makers: Int) -> Bool {
        guard makers >= makersAtLeast else { return false }
        let words = IdentifierWords.split(className)
        return subjectWords.find(in: words) != nil && roleWords.find(in: words) != nil
    }
}
