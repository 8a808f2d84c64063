import Classification

/// What one layer of rule files holds, not yet joined into a rule set.
struct RuleParts {
    var managers: [MatchRule] = []
    var roles: [RoleRule] = []
    var candidates: [MatchRule] = []
    var identifiers: [IdentifierRule] = []
    var domains: [DomainRule] = []
    var sources: [SourceRule] = []
    var sinks: [SinkRule] = []
    var findings: [FindingRule] = []
    var interfaces: [InterfaceRule] = []
    var calls: [(header: RuleHeader, groups: [String: [GlobPattern]], converters: Set<String>)] = []
    var voting: (header: RuleHeader, value: Voting)?
    var testCode: (header: RuleHeader, paths: [GlobPattern])?
    /// The file of each id.
    var paths: [String: String] = [:]
    var groups: [String: RuleGroup] = [:]

    var callGroupNames: [String] { calls.flatMap { $0.groups.keys } }

    /// Takes away the rules of these ids.
    mutating func remove(_ ids: Set<String>) {
        managers.removeAll { ids.contains($0.header.id) }
        roles.removeAll { ids.contains($0.header.id) }
        candidates.removeAll { ids.contains($0.header.id) }
        identifiers.removeAll { ids.contains($0.header.id) }
        domains.removeAll { ids.contains($0.header.id) }
        sources.removeAll { ids.contains($0.header.id) }
        sinks.removeAll { ids.contains($0.header.id) }
        findings.removeAll { ids.contains($0.header.id) }
        interfaces.removeAll { ids.contains($0.header.id) }
        calls.removeAll { ids.contains($0.header.id) }
        if let id = voting?.header.id, ids.contains(id) { voting = nil }
        if let id = testCode?.header.id, ids.contains(id) { testCode = nil }
        for id in ids {
            paths[id] = nil
            groups[id] = nil
        }
    }

    mutating func add(_ other: RuleParts) {
        managers += other.managers
        roles += other.roles
        candidates += other.candidates
        identifiers += other.identifiers
        domains += other.domains
        sources += other.sources
        sinks += other.sinks
        findings += other.findings
        interfaces += other.interfaces
        calls += other.calls
        voting = other.voting ?? voting
        testCode = other.testCode ?? testCode
        paths.merge(other.paths) { _, new in new }
        groups.merge(other.groups) { _, new in new }
    }

    func ruleSet(digest: String) -> RuleSet {
        RuleSet(
            matchRules: managers, roleRules: roles, candidateRules: candidates, identifierRules: identifiers,
            domainRules: domains, findingRules: findings, interfaceRules: interfaces,
            sourceRules: sources, sinkRules: sinks,
            voting: voting?.value ?? Voting(),
            testCode: testCode?.paths ?? [],
            callGroups: calls.reduce(into: [:]) { $0.merge($1.groups) { $0 + $1 } },
            converters: calls.reduce(into: []) { $0.formUnion($1.converters) }, digest: digest)
    }
}
