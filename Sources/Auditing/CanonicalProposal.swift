import Classification
import Findings

/// Marks the canonical manager of each domain: the designated one, or else the best candidate by evidence.
struct CanonicalProposal {
    private let policy: AuditPolicy

    init(_ policy: AuditPolicy) { self.policy = policy }

    /// A proposal goes to a counted definition in reachable production code: the one with the most production
    /// references, then the most methods, then the first by path and line. A domain whose candidates nobody uses
    /// and that has several of them gets none: there is nothing to choose by. Neither does the default domain,
    /// which is no responsibility.
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
            guard let best = candidates.min(by: { isBetter(managers[$0], managers[$1]) }) else { continue }
            guard candidates.count == 1 || managers[best].productionReferences > 0 else { continue }
            managers[best].canonical = .proposed
            let references = managers[best].productionReferences
            let detail =
                "\(references) production references, the most of \(candidates.count) candidates for \(domain)"
            managers[best].evidence.append(Evidence(aspect: .canonical, rule: "references", detail: detail))
        }
    }

    private func isBetter(_ left: ManagerFact, _ right: ManagerFact) -> Bool {
        (-left.productionReferences, -left.methodCount, left.path, left.line)
            < (-right.productionReferences, -right.methodCount, right.path, right.line)
    }
}
