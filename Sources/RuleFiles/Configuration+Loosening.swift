import Classification
package import Findings
package import Verdicts

extension Configuration {
    /// What this configuration demands no more of what a former one demanded.
    ///
    /// - Parameters:
    ///   - rules: every rule that findings can name.
    ///   - policy: this configuration's, with the places that a report names.
    ///   - place: the file, as a report names it.
    package func loosenings(
        since former: Configuration, rules: [RuleText], policy: Policy, place: String
    ) -> [Loosening] {
        Loosening.of(policy, since: former.policy, rules: rules, path: place)
            + scope(since: former).map { Loosening($0.0, $0.1, path: place) }
    }

    private func scope(since former: Configuration) -> [(String, String)] {
        func lost(_ old: [String], _ new: [String]) -> [String] { old.filter { !new.contains($0) } }
        func texts(_ globs: [GlobPattern]) -> [String] { globs.map(\.text) }
        var words: [(String, String)] = []
        if former.include.isEmpty, !include.isEmpty {
            let globs = texts(include).joined(separator: ", ")
            words.append(("include", "include: everything was audited, and only \(globs) is"))
        }
        if !include.isEmpty {
            words += lost(texts(former.include), texts(include)).map {
                ("include \($0)", "include: \($0) is not audited any more")
            }
        }
        words += lost(texts(exclude), texts(former.exclude)).map {
            ("exclude \($0)", "exclude: \($0) is not audited any more")
        }
        words += lost(texts(testCode), texts(former.testCode)).map {
            ("test-code \($0)", "test-code: \($0) is test code now")
        }
        words += lost(former.countedRoles.map(\.rawValue).sorted(), countedRoles.map(\.rawValue)).map {
            ("counted-roles \($0)", "counted-roles: \($0) does not count any more")
        }
        words += lost(disabledRules.map(\.text), former.disabledRules.map(\.text)).map {
            ("disabled-rules \($0)", "disabled-rules: \($0) is off now")
        }
        words += lost(rules.map(\.text), former.rules.map(\.text)).map {
            ("rules \($0)", "rules: those of \($0) are new, and may replace others")
        }
        for (domain, terms) in contracts.sorted(by: { $0.key < $1.key }) {
            for (term, name) in terms.sorted(by: { $0.key < $1.key })
            where former.contracts[domain]?[term] != name {
                words.append(
                    ("contracts \(domain) \(term)", "contracts: \(term) of \(domain) is \(name) now"))
            }
        }
        for (domain, old) in former.canonical.sorted(by: { $0.key < $1.key }) {
            let new = canonical[domain]?.text
            guard new != old.text else { continue }
            words.append(
                (
                    "canonical \(domain)",
                    "canonical: \(domain) was \(old.text), and is \(new ?? "not designated")"
                ))
        }
        if let old = former.canonicalIdentifiers?.text, canonicalIdentifiers?.text != old {
            words.append(
                (
                    "canonical identifiers",
                    "canonical: identifiers was \(old), and is \(canonicalIdentifiers?.text ?? "not designated")"
                ))
        }
        return words
    }
}
