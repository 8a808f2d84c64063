import Classification
import Findings

extension Check {
    /// How many other managers a finding names.
    private static let relatedLimit = 5

    static let surplusManager = Check(rule: "surplus-manager") { inputs, rule in
        inputs.countedByDomain().flatMap { domain, managers -> [Finding] in
            let budget = inputs.policy.budget(for: domain)
            guard managers.count > budget else { return [] }
            let goal =
                managers.first { $0.canonical != .no }.map { "canonical is \($0.nameAndPlace)" }
                ?? "none is canonical; most used is \(managers[0].nameAndPlace)"
            let named = NamedManagers(managers.lazy.map { ($0, RelatedPlace($0)) }, limit: relatedLimit)
            return managers.dropFirst(budget).map { manager in
                // What tests are built from misleads no caller in production.
                var rule = rule
                if manager.isTestCode { rule.severity = max(rule.severity, .note) }
                return inputs.finding(
                    rule, manager,
                    "manager beyond the budget of \(budget) for \"\(domain)\", which has \(managers.count); \(goal)",
                    related: named.others(than: manager))
            }
        }
    }

    static let surplusTestDouble = Check(rule: "surplus-test-double") { inputs, rule in
        var doubles: [String: [ManagerFact]] = [:]
        for manager in inputs.audit.managers where manager.role == .testDouble {
            doubles[manager.domain, default: []].append(manager)
        }
        return doubles.keys.sorted().flatMap { domain -> [Finding] in
            let managers = (doubles[domain] ?? []).sorted {
                (-$0.testReferences, $0.path, $0.line) < (-$1.testReferences, $1.path, $1.line)
            }
            let budget =
                inputs.policy.testDoubleBudget(for: domain) ?? Int(rule.number("budget", default: 1))
            guard domain != inputs.policy.rules.voting.defaultDomain, managers.count > budget else {
                return []
            }
            return managers.dropFirst(budget).map { manager in
                inputs.finding(
                    rule, manager,
                    "test double beyond the budget of \(budget) for \"\(domain)\", which has \(managers.count)",
                    related: managers.prefix(min(budget, relatedLimit)).map {
                        RelatedPlace($0, "\($0.testReferences) references in tests")
                    })
            }
        }
    }
}
