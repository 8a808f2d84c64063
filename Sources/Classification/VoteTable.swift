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
    private(set) var memberPatterns: [GlobPattern] = []
    /// Of each pattern.
    private(set) var patternVotes: [Vote] = []
    /// By the role of the manager, for each domain: the places whose votes count.
    private(set) var places: [Role: [CaseSet<Voting.Place>]] = [:]

    /// - Parameter rules: in the order that decides between equals.
    init(_ rules: [DomainRule], _ exclusions: [Voting.Exclusion]) {
        for role in Role.allCases {
            places[role] = rules.map { rule in
                let isExcluded = exclusions.contains {
                    $0.domain == rule.header.id && $0.roles.contains(role)
                }
                if isExcluded { return CaseSet([]) }
                return rule.onlyPlaces.isEmpty ? CaseSet(Voting.Place.allCases) : CaseSet(rule.onlyPlaces)
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
                    memberPatterns.append(member.pattern)
                    patternVotes.append(vote)
                }
            }
        }
    }
}
