import Classification
import Findings

extension Check {
    /// How many other claims a finding names.
    private static let relatedLimit = 10

    static let competingCanonical = Check(rule: "competing-canonical") { inputs, rule in
        let claims = inputs.claims(rule)
        return claims.keys.sorted().flatMap { domain in
            inputs.rivals(among: claims[domain] ?? [], rule).flatMap { rivals -> [Finding] in
                // The best comes first; the others compete with it.
                let first = rivals[0]
                let named = NamedManagers(
                    rivals.lazy.map { ($0.manager, RelatedPlace($0.manager, $0.words)) }, limit: relatedLimit)
                return rivals.dropFirst().map { claim in
                    inputs.finding(
                        rule, claim.manager,
                        "claims to be the source of truth for \"\(domain)\" (\(claim.words)); "
                            + "so does \(first.manager.nameAndPlace) (\(first.words))",
                        related: named.others(than: claim.manager))
                }
            }
        }
    }

    static let danglingCanonical = Check(rule: "dangling-canonical") { inputs, rule in
        designations(inputs, rule) + missingManagers(inputs, rule)
    }

    /// Designated symbols that no class has, or that nothing uses.
    private static func designations(_ inputs: CheckInputs, _ rule: FindingRule) -> [Finding] {
        inputs.policy.canonical.keys.sorted().compactMap { domain in
            guard let symbol = inputs.policy.canonical[domain] else { return nil }
            if let manager = inputs.audit.managers.first(where: {
                $0.symbol == symbol && $0.canonical == .designated
            }) {
                guard manager.productionReferences == 0 else { return nil }
                return inputs.finding(
                    rule, manager, "canonical for \"\(domain)\", and production code never reaches it")
            }
            return Finding(
                rule: rule.header.id, severity: rule.severity, domain: domain, symbol: symbol,
                qualifiedName: symbol, path: inputs.policy.configurationPath, line: 0,
                message: "canonical for \"\(domain)\" in the configuration, and no class has this name",
                fix: "write the dotted name that `ssot explain CLASS` shows")
        }
    }

    /// Imports of managers that do not exist: one finding a missing name.
    private static func missingManagers(_ inputs: CheckInputs, _ rule: FindingRule) -> [Finding] {
        var imports: [String: [DanglingImport]] = [:]
        for item in inputs.audit.danglingImports {
            let name = item.name.split(separator: ".").last.map(String.init) ?? ""
            let words = IdentifierWords.split(name)
            guard words.last.map(inputs.policy.rules.voting.headWords.contains) ?? false,
                name.utf8.first.map({ $0 >= 0x41 && $0 <= 0x5A }) ?? false,
                !inputs.policy.isTestCode(item.path)
            else { continue }
            imports[item.name, default: []].append(item)
        }
        return imports.keys.sorted().compactMap { name in
            guard let places = imports[name], let first = places.first else { return nil }
            let others = places.count > 1 ? ", and in \(places.count - 1) other places" : ""
            return Finding(
                rule: rule.header.id, severity: rule.severity, symbol: name,
                qualifiedName: name, path: first.path, line: first.line,
                message: "imports the manager \(name), which does not exist\(others)", fix: rule.fix,
                related: places.map {
                    RelatedPlace(symbol: name, path: $0.path, line: $0.line, note: "imported here")
                })
        }
    }
}
