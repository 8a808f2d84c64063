import Classification
import Findings

extension Check {
    static let competingCanonical = Check(rule: "competing-canonical") { inputs, rule in
        let names = Set(rule.texts("name-words"))
        let phrases = rule.texts("docstring-phrases")
        let enough = Int(rule.number("references-at-least", default: 20))
        let duplicated = inputs.duplicatedPlaces()
        return inputs.countedByDomain().flatMap { domain, managers -> [Finding] in
            var claims: [(manager: ManagerFact, reasons: [String])] = []
            for manager in managers where !manager.isTestCode && !manager.isShadowed {
                var reasons: [String] = []
                if manager.canonical == .designated { reasons.append("designated in the configuration") }
                if let word = IdentifierWords.split(manager.name).first(where: names.contains) {
                    reasons.append("named \"\(word)\"")
                }
                if let phrase = inputs.claim(of: manager, phrases) {
                    reasons.append("its docstring says \"\(phrase)\"")
                }
                if manager.productionReferences >= enough,
                    duplicated.contains(ManagerPlace(path: manager.path, line: manager.line))
                {
                    reasons.append("\(manager.productionReferences) production references")
                }
                if !reasons.isEmpty { claims.append((manager, reasons)) }
            }
            guard claims.count > 1 else { return [] }
            // The best comes first; the others compete with it.
            let first = claims[0]
            return claims.dropFirst().map { claim in
                inputs.finding(
                    rule, claim.manager,
                    "claims to be the source of truth for \"\(domain)\" (\(claim.reasons.joined(separator: ", "))); "
                        + "so does \(first.manager.nameAndPlace) (\(first.reasons.joined(separator: ", ")))",
                    related: claims.filter { $0.manager != claim.manager }.map {
                        RelatedPlace($0.manager, $0.reasons.joined(separator: ", "))
                    })
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

/// Where a manager stands.
struct ManagerPlace: Hashable {
    var path: String
    var line: Int
}

extension CheckInputs {
    /// Where the members of duplicate groups stand.
    fileprivate func duplicatedPlaces() -> Set<ManagerPlace> {
        Set(audit.duplicates.joined().map { ManagerPlace(path: $0.path, line: $0.line) })
    }

    /// The first phrase that the docstring of a manager has, in any case.
    fileprivate func claim(of manager: ManagerFact, _ phrases: [String]) -> String? {
        guard
            let index = audit.managers.firstIndex(where: {
                $0.path == manager.path && $0.line == manager.line
            }),
            let id = managerIDs[index]
        else { return nil }
        let docstring = builder.docstring(of: id).lowercased()
        return phrases.first { docstring.contains($0) }
    }
}

extension [DuplicateGroup] {
    fileprivate func joined() -> [DuplicateMember] { flatMap(\.members) }
}
