package import Findings

/// How votes for a domain are weighed and counted: the rule file `Rules/Votes/votes.yml`.
package struct Voting: Sendable {
    /// Where a word can stand. The order is that in which votes are cast.
    package enum Place: String, Sendable, Hashable, CaseIterable {
        case name
        /// In the name, as its subject: only generic words stand between it and the head.
        case nameLast = "name-last"
        /// In the name, behind its head.
        case nameAfter = "name-after"
        case pathFile = "path-file"
        case pathFolder = "path-folder"
        case base
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
    package struct Bonus: Sendable {
        package var title: String
        package var domain: String
        package var weight: Double
        /// The roles that it speaks of; empty means every role.
        package var roles: Set<Role>
        /// nil holds for everything.
        package var condition: Condition?

        package init(title: String, domain: String, weight: Double, roles: Set<Role>, condition: Condition?) {
            self.title = title
            self.domain = domain
            self.weight = weight
            self.roles = roles
            self.condition = condition
        }
    }

    /// A domain that has no votes for subjects of some roles.
    package struct Exclusion: Sendable, Hashable {
        package var domain: String
        package var roles: Set<Role>

        package init(domain: String, roles: Set<Role>) {
            self.domain = domain
            self.roles = roles
        }
    }

    /// By what a vote of a place is multiplied; a place that is not named has none.
    package var factors: [Place: Double] = [:]
    /// The most that a place can give one domain.
    package var caps: [Place: Double] = [:]
    package var defaultDomain = "other"
    /// The least sum that decides.
    package var threshold = 0.0
    /// Words that may stand between the subject of a name and its head: `service`, `unified`.
    package var genericWords: Set<String> = []
    /// Words that end the part of a name that names a domain: `manager`.
    package var headWords: Set<String> = []
    package var bonuses: [Bonus] = []
    package var exclusions: [Exclusion] = []
    package var concept = ConceptWords()
    package var canonicalClass = CanonicalClassSign()

    package init() {}
}

/// How the name of what an identifier identifies is found.
package struct ConceptWords: Sendable, Hashable {
    /// Words that are never a concept: `generate`, `new`.
    package var skip: Set<String> = []
    /// Words for an identifier itself: `id`, `uuid`.
    package var identifier: Set<String> = []
    /// Words of the names of records that say nothing of what they record: `model`.
    package var owners: Set<String> = []
    /// What a short form of a concept is called in full: `conn` is `connection`.
    package var aliases: [String: String] = [:]

    package init(
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
package struct CanonicalClassSign: Sendable, Hashable {
    /// The least number of methods that make identifiers.
    package var makersAtLeast = 0
    /// One of these stands in the class's name …
    package var subjectWords = WordList([])
    /// … and one of these.
    package var roleWords = WordList([])
    /// A maker's name has one of these …
    package var makerSubjectWords = WordList(["id", "uuid", "guid", "identifier"])
    /// … and one of these.
    package var makerVerbWords = WordList(["generate", "create", "make", "new", "next", "build", "mint"])

    package init() {}

    /// Whether a method of this name counts as a maker.
    package func isMaker(name: String) -> Bool {
        let words = IdentifierWords.split(name)
        return makerSubjectWords.find(in: words) != nil && makerVerbWords.find(in: words) != nil
    }

    /// Whether a class of this name with so many makers may be proposed.
    package func isCandidate(className: String, makers: Int) -> Bool {
        guard makers >= makersAtLeast else { return false }
        let words = IdentifierWords.split(className)
        return subjectWords.find(in: words) != nil && roleWords.find(in: words) != nil
    }
}
