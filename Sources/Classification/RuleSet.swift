public import Findings

/// Compiled rules: an immutable value that every worker shares. All answers depend on nothing but the rules, the
/// subject and its surroundings, and come in an order that never varies.
public struct RuleSet: Sendable {
    /// In order, then by id.
    public let matchRules: [MatchRule]
    /// In order, then by id.
    public let roleRules: [RoleRule]
    /// Which functions have to do with identifiers. In order of id.
    public let candidateRules: [MatchRule]
    /// In order, then by id.
    public let identifierRules: [IdentifierRule]
    /// In order of id.
    public let domainRules: [DomainRule]
    /// In order of id.
    public let findingRules: [FindingRule]
    /// In order of id.
    public let interfaceRules: [InterfaceRule]
    /// In order of id.
    public let sourceRules: [SourceRule]
    /// In order, then by id.
    public let sinkRules: [SinkRule]
    public let voting: Voting
    /// Paths of test code.
    public let testCode: [GlobPattern]
    /// Calls by what they make: `random`, `time`.
    public let callGroups: [String: [GlobPattern]]
    /// Calls that change the form of a value and make none, by their last component.
    public let converters: Set<String>
    /// SHA-256 of the rule files, in lower-case hexadecimal.
    public let digest: String
    /// The sieve for `matches`.
    public let matchHints: MatchHints
    /// The sieve for `identifierKind`.
    public let identifierHints: MatchHints

    let votes: VoteTable
    let sources: SourceTable
    let sinkWords: SinkWords
    /// Of each sink rule.
    let sinkSieves: [SinkSieve]

    public init(
        matchRules: [MatchRule] = [], roleRules: [RoleRule] = [], candidateRules: [MatchRule] = [],
        identifierRules: [IdentifierRule] = [], domainRules: [DomainRule] = [],
        findingRules: [FindingRule] = [], interfaceRules: [InterfaceRule] = [],
        sourceRules: [SourceRule] = [], sinkRules: [SinkRule] = [],
        voting: Voting = Voting(),
        testCode: [GlobPattern] = [], callGroups: [String: [GlobPattern]] = [:], converters: Set<String> = [],
        digest: String = ""
    ) {
        self.matchRules = matchRules.sorted { ($0.order, $0.header.id) < ($1.order, $1.header.id) }
        self.roleRules = roleRules.sorted { ($0.order, $0.header.id) < ($1.order, $1.header.id) }
        self.candidateRules = candidateRules.sorted { ($0.order, $0.header.id) < ($1.order, $1.header.id) }
        self.identifierRules = identifierRules.sorted { ($0.order, $0.header.id) < ($1.order, $1.header.id) }
        self.domainRules = domainRules.sorted { $0.header.id < $1.header.id }
        self.findingRules = findingRules.sorted { $0.header.id < $1.header.id }
        self.interfaceRules = interfaceRules.sorted { $0.header.id < $1.header.id }
        self.sourceRules = sourceRules.sorted { $0.header.id < $1.header.id }
        self.sinkRules = sinkRules.sorted { ($0.order, $0.header.id) < ($1.order, $1.header.id) }
        self.voting = voting
        self.testCode = testCode
        self.callGroups = callGroups
        self.converters = converters
        self.digest = digest
        matchHints = MatchHints(conditions: matchRules.map(\.condition), callGroups: callGroups)
        identifierHints = MatchHints(conditions: candidateRules.map(\.condition), callGroups: callGroups)
        votes = VoteTable(self.domainRules, voting.exclusions)
        sources = SourceTable(self.sourceRules)
        sinkWords = SinkWords(self.sinkRules)
        sinkSieves = self.sinkRules.map(SinkSieve.init)
    }

    /// Whether a file is test code. The path is below the audited root, `/`-separated.
    public func isTestCode(path: String) -> Bool { GlobPattern.anyMatches(testCode, path: path) }

    /// Why the subject is a manager: what each match rule that holds saw; empty if none holds.
    public func matches(_ subject: Subject, in surroundings: Surroundings = Surroundings()) -> [Evidence] {
        var reading = reading(of: subject, in: surroundings)
        return matchRules.flatMap { rule -> [Evidence] in
            var sightings: [Sighting] = []
            guard rule.header.speaks(of: subject.language), rule.condition.holds(for: &reading, &sightings)
            else { return [] }
            return sightings.map {
                Evidence(aspect: .match, rule: rule.header.id, detail: $0.detail, line: $0.line)
            }
        }
    }

    /// The role of a manager: that of the first rule that holds, with what it saw; `implementation` if none does.
    public func role(
        of subject: Subject, in surroundings: Surroundings = Surroundings()
    ) -> (role: Role, evidence: [Evidence]) {
        var reading = reading(of: subject, in: surroundings)
        return first(of: roleRules, for: &reading, .role) ?? (.implementation, [])
    }

    /// What a function does with identifiers, what they identify, and why; nil if it has nothing to do with them.
    public func identifierKind(
        of subject: Subject, in surroundings: Surroundings = Surroundings()
    ) -> (kind: IdentifierKind, concept: String, evidence: [Evidence])? {
        var reading = reading(of: subject, in: surroundings)
        var ignored: [Sighting] = []
        let isCandidate = candidateRules.contains {
            $0.header.speaks(of: subject.language) && $0.condition.holds(for: &reading, &ignored)
        }
        guard isCandidate else { return nil }
        let (kind, evidence) = first(of: identifierRules, for: &reading, .identifier) ?? (.other, [])
        return (kind, concept(of: &reading), evidence)
    }

    func reading(of subject: Subject, in surroundings: Surroundings) -> Reading {
        Reading(
            subject, in: surroundings, callGroups: callGroups, converters: converters, voting: voting,
            testCode: testCode)
    }

    private func first<Decision>(
        of rules: [DecisionRule<Decision>], for reading: inout Reading, _ aspect: Evidence.Aspect
    ) -> (Decision, [Evidence])? {
        var sightings: [Sighting] = []
        for rule in rules where rule.header.speaks(of: reading.subject.language) {
            guard rule.condition.holds(for: &reading, &sightings) else { continue }
            let evidence = sightings.map {
                Evidence(aspect: aspect, rule: rule.header.id, detail: $0.detail, line: $0.line)
            }
            return (rule.decision, evidence)
        }
        return nil
    }
}
