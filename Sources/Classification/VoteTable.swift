import Findings

/// What speaks for which domain, by what is looked up: one look-up answers for all domains.
struct VoteTable: Sendable {
    struct Vote: Sendable {
        /// The position of the domain among the rules.
        let domain: Int
        let weight: Double
    }

    private(set) var words = WordTrie()
    /// By the position of the word in `words`.
    private(set) var wordVotes: [[Vote]] = []
    private(set) var modules: [String: [Vote]] = [:]
    /// By the name of the member.
    private(set) var members: [String: [Vote]] = [:]
    private(set) var memberPatterns: [(pattern: GlobPattern, vote: Vote)] = []
    /// By the role of the manager, for each domain: the places whose votes count.
    private(set) var places: [Role: [Places]] = [:]

    /// A set of places, a bit for each: places are asked for too often to hash their names.
    struct Places: Sendable {
        private let bits: UInt16

        init(_ places: some Sequence<Voting.Place>) { bits = places.reduce(0) { $0 | 1 << $1.ordinal } }

        func contains(_ place: Voting.Place) -> Bool { bits & 1 << place.ordinal != 0 }
    }

    /// - Parameter rules: in the order that decides between equals.
    init(_ rules: [DomainRule], _ exclusions: [Voting.Exclusion]) {
        for role in Role.allCases {
            places[role] = rules.map { rule in
                let isExcluded = exclusions.contains {
                    $0.domain == rule.header.id && $0.roles.contains(role)
                }
                if isExcluded { return Places([]) }
                return rule.onlyPlaces.isEmpty ? Places(Voting.Place.allCases) : Places(rule.onlyPlaces)
            }
        }
        for (domain, rule) in rules.enumerated() {
            for (word, weight) in rule.words {
                let index = words.insert(word)
                if index == wordVotes.count { wordVotes.append([]) }
                wordVotes[index].append(Vote(domain: domain, weight: weight))
            }
            for (module, weight) in rule.modules {
                modules[module, default: []].append(Vote(domain: domain, weight: weight))
            }
            for member in rule.members {
                let vote = Vote(domain: domain, weight: member.weight)
                if member.pattern.isLiteral {
                    members[member.pattern.text, default: []].append(vote)
                } else {
                    memberPatterns.append((member.pattern, vote))
                }
            }
        }
    }
}

extension Voting.Place {
    /// Its position among all places, from 0.
    var ordinal: Int {
        switch self {
        case .name: 0
        case .nameLast: 1
        case .nameAfter: 2
        case .pathFile: 3
        case .pathFolder: 4
        case .base: 5
        case .docstring: 6
        case .moduleDocstring: 7
        case .enclosing: 8
        case .member: 9
        case .call: 10
        case .import: 11
        case .bonus: 12
        }
    }
}
