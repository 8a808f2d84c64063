import Classification
import Findings

/// Marks the canonical manager of each domain: the designated one, or else the best candidate by evidence.
struct CanonicalProposal {
    private let policy: AuditPolicy

    init(_ policy: AuditPolicy) { self.policy = policy }

    /// A proposal goes to a counted definition in reachable production code, the first by `ManagerRank`. A domain whose
    /// candidates nobody uses and that has several of them gets none: there is nothing to choose by. Neither does the
    /// default domain, which is no responsibility.
    func mark(_ managers: inout [ManagerFact]) {
        for domain in Set(managers.map(\.domain)).sorted() where domain != policy.rules.voting.defaultDomain {
            if let designated = policy.canonical[domain] {
                for index in managers.indices
                where managers[index].domain == domain && managers[index].symbol == designated {
                    managers[index].canonical = .designated
                    managers[index].evidence.append(
                        Evidence(
                            aspect: .canonical, rule: "configuration", detail: "designated for \(domain)"))
                }
                continue
            }
            let candidates = managers.indices.filter {
                let item = managers[$0]
                return item.domain == domain && item.isCounted && !item.isTestCode && !item.isShadowed
                    && item.kind == .class
            }
            let ranks = candidates.map { ManagerRank(managers[$0]) }
            guard let best = ranks.indices.min(by: { ranks[$0] < ranks[$1] }) else { continue }
            let (index, users) = (candidates[best], ranks[best].users)
            guard candidates.count == 1 || managers[index].productionReferences > 0 else { continue }
            managers[index].canonical = .proposed
            let detail =
                "used by \(users) other files of production with \(managers[index].productionReferences) references, the "
                + "first of \(candidates.count) candidates for \(domain)"
            managers[index].evidence.append(Evidence(aspect: .canonical, rule: "references", detail: detail))
        }
    }
}
