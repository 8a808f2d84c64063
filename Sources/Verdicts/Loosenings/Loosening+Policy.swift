package import Findings

extension Loosening {
    /// What a policy demands no more of what a former one demanded.
    ///
    /// - Parameters:
    ///   - rules: every rule that findings can name.
    ///   - path: the configuration, as reports name it.
    package static func of(
        _ policy: Policy, since former: Policy, rules: [RuleText], path: String
    ) -> [Loosening] {
        waivers(policy.waivers, since: former.waivers)
            + (budgets(policy, former) + floors(policy.floors, former.floors)
            + severities(policy, former, rules) + scope(policy, former)).map {
                Loosening($0.subject, $0.message, path: path)
            }
    }

    private typealias Words = (subject: String, message: String)

    private static func waivers(_ waivers: [Waiver], since former: [Waiver]) -> [Loosening] {
        func key(_ waiver: Waiver) -> [String] { [waiver.rule, waiver.symbol ?? "", waiver.path ?? ""] }
        let days = Dictionary(former.map { (key($0), $0.expires) }, uniquingKeysWith: { first, _ in first })
        return waivers.compactMap { waiver in
            let place = waiver.symbol ?? waiver.path ?? ""
            let what: String
            if let day = days[key(waiver)] {
                guard let expires = waiver.expires, let day, expires > day else { return nil }
                what = "the waiver of \(waiver.rule) for \(place) held until \(day), and now until \(expires)"
            } else {
                what =
                    "a new waiver of \(waiver.rule) for \(place) by \(waiver.owner)"
                    + (waiver.expires.map { " until \($0)" } ?? "") + ": \(waiver.reason)"
            }
            return Loosening(
                "waivers \(waiver.rule) \(place)", what, path: waiver.origin.path, line: waiver.origin.line)
        }
    }

    private static func budgets(_ policy: Policy, _ former: Policy) -> [Words] {
        var words: [Words] = []
        func note(_ key: String, _ domain: String, _ old: Int?, _ new: Int?) {
            guard let old, new.map({ $0 > old }) ?? true else { return }
            words.append(
                ("\(key) \(domain)", "\(key): \(domain) was \(old), and is \(new.map(String.init) ?? "gone")")
            )
        }
        note("budgets", "default", former.defaultBudget, policy.defaultBudget)
        for domain in Set(policy.budgets.keys).union(former.budgets.keys).sorted() {
            note("budgets", domain, former.budget(for: domain), policy.budget(for: domain))
        }
        let name = "test-double-budgets"
        note(name, "default", former.defaultTestDoubleBudget, policy.defaultTestDoubleBudget)
        for domain in Set(policy.testDoubleBudgets.keys).union(former.testDoubleBudgets.keys).sorted() {
            note(
                name, domain, former.testDoubleBudgets[domain] ?? former.defaultTestDoubleBudget,
                policy.testDoubleBudgets[domain] ?? policy.defaultTestDoubleBudget)
        }
        return words
    }

    private static func floors(_ floors: Policy.Floors, _ former: Policy.Floors) -> [Words] {
        var words: [Words] = []
        func note(_ name: String, _ old: Double?, _ new: Double?) {
            guard let old, new.map({ $0 < old }) ?? true else { return }
            words.append(
                (
                    "floors \(name)",
                    "floors: \(name) was \(Share.text(old)), and is \(new.map(Share.text) ?? "gone")"
                ))
        }
        note("definition", former.definition, floors.definition)
        note("usage", former.usage, floors.usage)
        note("identifiers", former.identifiers, floors.identifiers)
        for (domain, old) in former.domains.sorted(by: { $0.key < $1.key }) {
            note(domain, old, floors.domains[domain])
        }
        return words
    }

    private static func severities(_ policy: Policy, _ former: Policy, _ rules: [RuleText]) -> [Words] {
        var words: [Words] = []
        if policy.failingSeverity < former.failingSeverity {
            words.append(
                ("fail-on", "fail-on was \(former.failingSeverity), and is \(policy.failingSeverity)"))
        }
        for rule in rules {
            let own = rule.isAdvice ? Severity.note : rule.severity
            let (old, new) = (former.severities[rule.id] ?? own, policy.severities[rule.id] ?? own)
            guard let old, new.map({ $0 > old }) ?? true else { continue }
            let now = new?.rawValue ?? "off"
            words.append(("severities \(rule.id)", "severities: \(rule.id) was \(old), and is \(now)"))
        }
        return words
    }

    private static func scope(_ policy: Policy, _ former: Policy) -> [Words] {
        let known = Set(former.toleratedSkips)
        var words: [Words] = policy.toleratedSkips.filter { !known.contains($0) }.map {
            ("tolerate-skips \($0)", "tolerate-skips: \($0) may go unread now")
        }
        switch (former.contracts, policy.contracts) {
        case (.none, _), (_, .every): break
        case (.every, let now):
            words.append(("conformance", "conformance: every contract was required, and \(now.words)"))
        case (.some(let names), let now):
            words += names.filter { !now.includes($0) }.map {
                ("conformance \($0)", "conformance: \($0) was required, and is not any more")
            }
        }
        if former.failsOnStaleBaseline, !policy.failsOnStaleBaseline {
            words.append(("stale-baseline", "stale-baseline was fail, and is note"))
        }
        return words
    }
}

extension RequiredContracts {
    fileprivate var words: String {
        switch self {
        case .none: "none is any more"
        case .every: "still is"
        case .some(let names): "only \(names.joined(separator: ", ")) still is"
        }
    }
}
