import Classification
import Findings

/// A manager that says, by one sign or several, that it is the source of truth.
struct CanonicalClaim {
    var manager: ManagerFact
    var reasons: [String]

    var words: String { reasons.joined(separator: ", ") }
}

extension CheckInputs {
    /// The managers of each domain that claim to be its source of truth, best first. Stand-ins and test code claim
    /// nothing, nor does what cannot be imported.
    func claims(_ rule: FindingRule) -> [String: [CanonicalClaim]] {
        let names = Set(rule.texts("name-words"))
        let phrases = rule.texts("docstring-phrases")
        let enough = Int(rule.number("references-at-least", default: 20))
        let rivals = referenceRivals(enough)
        var claims: [String: [CanonicalClaim]] = [:]
        for (manager, id) in zip(audit.managers, managerIDs) {
            guard manager.isCounted, !manager.isTestCode, !manager.isShadowed, let id,
                manager.domain != policy.rules.voting.defaultDomain, !builder.isPlaceholder(id)
            else { continue }
            var reasons: [String] = []
            if manager.canonical == .designated { reasons.append("designated in the configuration") }
            if let word = IdentifierWords.split(manager.name).first(where: names.contains) {
                reasons.append("named \"\(word)\"")
            }
            let docstring = builder.docstring(of: id).lowercased()
            if let phrase = phrases.first(where: { docstring.contains($0) }) {
                reasons.append("its docstring says \"\(phrase)\"")
            }
            if rivals.contains(Place(manager)) {
                reasons.append("\(manager.productionReferences) production references")
            }
            guard !reasons.isEmpty else { continue }
            claims[manager.domain, default: []].append(CanonicalClaim(manager: manager, reasons: reasons))
        }
        return claims.mapValues { $0.ranked(\.manager) }
    }

    /// Claims of one domain that exclude one another, each list with the best first: those whose names share a word
    /// beside the words that make the claim. A retry manager and a circuit breaker, both unified, are no rivals;
    /// what the configuration designates is everyone's. Where it names the services, each has its own truth.
    func rivals(among claims: [CanonicalClaim], _ rule: FindingRule) -> [[CanonicalClaim]] {
        let claimWords = Set(rule.texts("name-words"))
        var sets = DisjointSets(count: claims.count)
        let services = Dictionary(grouping: claims.indices) {
            policy.services.isEmpty ? "" : claims[$0].manager.service
        }
        for indices in services.values {
            var firsts: [String: Int] = [:]
            var isOneSubject = false
            for index in indices {
                let manager = claims[index].manager
                let subject = Set(IdentifierWords.split(manager.name).map(IdentifierWords.singular))
                    .subtracting(claimWords).subtracting(policy.rules.voting.headWords)
                if subject.isEmpty || manager.canonical == .designated { isOneSubject = true }
                for word in subject {
                    if let first = firsts[word] { sets.join(first, index) } else { firsts[word] = index }
                }
            }
            if isOneSubject { for index in indices { sets.join(indices[0], index) } }
        }
        let groups = Dictionary(grouping: claims.indices, by: { sets.root($0) })
        return groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.map { $0.map { claims[$0] } }
    }

    /// Duplicates in one group that several have so many references: half of the callers use the one, half the other.
    private func referenceRivals(_ enough: Int) -> Set<Place> {
        let used = Set(
            audit.managers.filter { $0.isCounted && $0.productionReferences >= enough }.map { Place($0) })
        let groups = audit.duplicates.filter { $0.kind == .class && !$0.isAcrossServices }
        return Set(
            groups.flatMap { group -> [Place] in
                let places = group.members.map { Place(path: $0.path, line: $0.line) }.filter(used.contains)
                return places.count > 1 ? places : []
            })
    }

    private struct Place: Hashable {
        var path: String
        var line: Int

        init(path: String, line: Int) {
            self.path = path
            self.line = line
        }

        init(_ manager: ManagerFact) { self.init(path: manager.path, line: manager.line) }
    }
}
