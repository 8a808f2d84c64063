package import Findings

/// Why a definition is judged as it is, in words.
package struct Explanation {
    private let style: Style

    package init(style: Style) { self.style = style }

    package func render(_ fact: ManagerFact) -> String {
        var lines = [
            style.bold(fact.symbol.visible) + "  \(fact.path.visible):\(fact.line)",
            "  role      \(words(fact.role.rawValue))" + (fact.isCounted ? ", counted" : ", not counted"),
            "  domain    \(fact.domain)",
        ]
        switch fact.canonical {
        case .no: break
        case .proposed: lines.append("  canonical proposed by evidence")
        case .designated: lines.append("  canonical designated in the configuration")
        }
        if let target = fact.target {
            lines.append("  \(fact.kind == .alias ? "alias of " : "inherits ") \(target.visible)")
        }
        if fact.isTestCode { lines.append("  stands in test code") }
        if fact.isShadowed { lines.append("  dead: a package of the same name shadows its module") }
        lines += why("why it is a manager", .match, fact.evidence)
        lines += why("why this role", .role, fact.evidence)
        lines += votes(fact.evidence.filter { $0.aspect == .domain })
        lines += why("why it is canonical", .canonical, fact.evidence)
        if fact.kind == .class { lines += references(fact) }
        return lines.joined(separator: "\n") + "\n"
    }

    package func render(_ fact: IdentifierFact) -> String {
        let lines = [
            style.bold(fact.symbol.visible) + "  \(fact.path.visible):\(fact.line)",
            "  ID function, \(words(fact.kind.rawValue)), of \(fact.concept)"
                + (fact.isTestCode ? ", in test code" : ""),
        ]
        return (lines + why("why", .identifier, fact.evidence)).joined(separator: "\n") + "\n"
    }

    package func render(_ site: IdentifierSite) -> String {
        var lines = [
            style.bold(site.symbol.visible) + "  \(site.path.visible):\(site.line)",
            "  ID made here, \(words(site.standing.rawValue)), of \(site.concept.visible)"
                + (site.isTestCode ? ", in test code" : ""),
            "  goes to   \(site.sinkName.isEmpty ? "no name" : site.sinkName.visible) (\(words(site.sink.rawValue)))",
            "  made from \(words(site.source.rawValue)), \(site.bits) random bits"
                + (site.isWeak ? ": weak" : ""),
            "  format    \(site.format.visible)",
        ]
        if site.standing == .scattered, !site.replacement.isEmpty {
            lines.append("  instead   \(site.replacement.visible)")
        }
        return (lines + why("why", .identifier, site.evidence)).joined(separator: "\n") + "\n"
    }

    private func words(_ name: String) -> String { name.split(separator: "_").joined(separator: " ") }

    private func why(_ title: String, _ aspect: Evidence.Aspect, _ evidence: [Evidence]) -> [String] {
        var seen: Set<Evidence> = []
        let found = evidence.filter { $0.aspect == aspect && seen.insert($0).inserted }
        guard !found.isEmpty else { return [] }
        return ["  \(title)"]
            + found.map {
                "    rule \($0.rule): \($0.detail.visible)" + ($0.line > 0 ? " (line \($0.line))" : "")
            }
    }

    /// The votes for each domain, the domains with the greatest sums first. Sums are of the votes as cast; the caps
    /// of `Rules/Votes/votes.yml` are applied to each place before domains are compared.
    private func votes(_ evidence: [Evidence]) -> [String] {
        guard !evidence.isEmpty else { return [] }
        let sums = Dictionary(grouping: evidence, by: \.rule).mapValues { $0.reduce(0) { $0 + $1.weight } }
        var lines = ["  votes for domains, before caps"]
        for (domain, sum) in sums.sorted(by: { (-$0.value, $0.key) < (-$1.value, $1.key) }) {
            lines.append("    \(domain) \(number(sum))")
            for vote in evidence where vote.rule == domain {
                let place = vote.line > 0 ? " (line \(vote.line))" : ""
                lines.append("      \(number(vote.weight))  \(vote.detail.visible)\(place)")
            }
        }
        return lines
    }

    private func references(_ fact: ManagerFact) -> [String] {
        var lines = [
            "  references: \(fact.productionReferences) in production, \(fact.testReferences) in tests"
        ]
        for reference in fact.references.prefix(50) {
            let scope = reference.scope.isEmpty ? "" : " in \(reference.scope.visible)"
            lines.append("    \(reference.path.visible):\(reference.line)\(scope) ×\(reference.count)")
        }
        if fact.references.count > 50 {
            lines.append(
                "    and \(fact.references.count - 50) more places: SELECT * FROM manager_references")
        }
        return lines
    }

    /// At most two decimals.
    private func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        if hundredths % 100 == 0 { return "\(hundredths / 100)" }
        let sign = hundredths < 0 ? "-" : ""
        let digits = "\(abs(hundredths) % 100)"
        return "\(sign)\(abs(hundredths) / 100).\(digits.count == 1 ? "0" + digits : digits)"
    }
}
