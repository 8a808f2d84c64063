import Classification
import Findings
import Linking
import Outlines

/// What checks look at: the linked tree, and everything that the audit found in it.
struct CheckInputs: Sendable {
    let tree: LinkedTree
    let builder: SubjectBuilder
    let policy: AuditPolicy
    /// All but the findings.
    let audit: Audit
    /// The definitions of `audit.managers`, in their order; nil for aliases.
    let managerIDs: [DefinitionID?]
    /// Where the manager that a definition is stands in `audit.managers`.
    let managerIndices: [DefinitionID: Int]
    /// The maker of identifiers, designated or proposed.
    let canonicalIdentifiers: DefinitionID?
    let members: ClassMembers

    init(
        tree: LinkedTree, builder: SubjectBuilder, policy: AuditPolicy, audit: Audit,
        managerIDs: [DefinitionID?], canonicalIdentifiers: DefinitionID?, jobs: Int
    ) async {
        members = await ClassMembers(builder, jobs: jobs)
        self.tree = tree
        self.builder = builder
        self.policy = policy
        self.audit = audit
        self.managerIDs = managerIDs
        self.canonicalIdentifiers = canonicalIdentifiers
        managerIndices = Dictionary(
            managerIDs.enumerated().compactMap { index, id in id.map { ($0, index) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The counted managers of each domain that is a responsibility, in the order of `ManagerRank`.
    func countedByDomain() -> [(domain: String, managers: [ManagerFact])] {
        var groups: [String: [ManagerFact]] = [:]
        for manager in audit.managers
        where manager.isCounted && manager.domain != policy.rules.voting.defaultDomain {
            groups[manager.domain, default: []].append(manager)
        }
        return groups.keys.sorted().map { ($0, (groups[$0] ?? []).ranked { $0 }) }
    }

    /// The canonical manager of each domain.
    func canonicals() -> [String: ManagerFact] {
        Dictionary(
            audit.managers.filter { $0.canonical != .no }.map { ($0.domain, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// A finding about a manager.
    func finding(
        _ rule: FindingRule, _ manager: ManagerFact, _ message: String, related: [RelatedPlace] = [],
        evidence: [Evidence] = []
    ) -> Finding {
        Finding(
            rule: rule.header.id, severity: rule.severity, domain: manager.domain, symbol: manager.symbol,
            qualifiedName: manager.qualifiedName, path: manager.path, line: manager.line,
            column: manager.column, message: message, fix: rule.fix, isTestCode: manager.isTestCode,
            related: related, evidence: evidence, contents: manager.contents)
    }
}

extension RelatedPlace {
    init(_ manager: ManagerFact, _ note: String) {
        self.init(symbol: manager.symbol, path: manager.path, line: manager.line, note: note)
    }

    /// A manager, and what makes it the one to look at.
    init(_ manager: ManagerFact) {
        let note =
            switch manager.canonical {
            case .designated: "canonical"
            case .proposed: "proposed canonical"
            case .no: "\(manager.productionReferences) production references"
            }
        self.init(manager, note)
    }
}

/// The managers that findings about one another name: to each of them the first others. Put together once, not for each
/// finding.
struct NamedManagers {
    private let places: [(manager: ManagerFact, place: RelatedPlace)]
    private let limit: Int

    init(_ managers: some Sequence<(ManagerFact, RelatedPlace)>, limit: Int) {
        places = managers.prefix(limit + 1).map { (manager: $0.0, place: $0.1) }
        self.limit = limit
    }

    func others(than manager: ManagerFact) -> [RelatedPlace] {
        places.filter { !$0.manager.isSame(as: manager) }.prefix(limit).map(\.place)
    }
}

extension ManagerFact {
    /// Whether it is the fact of the same place: told apart without comparing all that is known of both.
    func isSame(as other: ManagerFact) -> Bool {
        line == other.line && column == other.column && name == other.name && path == other.path
    }

    /// `WebSocketManager at app/ws.py:12`.
    var nameAndPlace: String { "\(name) at \(path):\(line)" }
}
