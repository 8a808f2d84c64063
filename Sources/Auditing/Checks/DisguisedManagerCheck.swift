import Classification
import Findings

extension Check {
    /// Classes that no rule takes for managers, and that are copies of one: a name is quickly changed.
    static let disguisedManager = Check(rule: "disguised-manager") { inputs, rule in
        let enough = rule.number("similarity-at-least", default: 0.8)
        let counted = Dictionary(
            inputs.audit.managers.filter(\.isCounted).map {
                (Place($0.path, $0.line), $0)
            },
            uniquingKeysWith: { first, _ in first })
        return inputs.audit.duplicates.flatMap { group -> [Finding] in
            guard group.kind == .class, !group.isAcrossServices else { return [] }
            let managers = group.members.map { counted[Place($0.path, $0.line)] }
            let pairs = group.pairs.filter { copies.contains($0.kind) && $0.score >= enough }
            return group.byMember(pairs).enumerated().compactMap { index, pairs -> Finding? in
                let member = group.members[index]
                guard member.role == nil, !member.isTestCode else { return nil }
                let originals = pairs.compactMap { pair in
                    managers[pair.left == index ? pair.right : pair.left].map { (pair: pair, manager: $0) }
                }
                let best = originals.min {
                    if $0.pair.score != $1.pair.score { return $0.pair.score > $1.pair.score }
                    return ManagerRank($0.manager) < ManagerRank($1.manager)
                }
                guard let best else { return nil }
                return Finding(
                    rule: rule.header.id, severity: rule.severity, domain: best.manager.domain,
                    symbol: member.symbol, qualifiedName: member.qualifiedName, path: member.path,
                    line: member.line, column: member.column,
                    message: "\(member.name) has \(best.pair.kind.words) as the manager "
                        + best.manager.nameAndPlace,
                    fix: rule.fix, related: [RelatedPlace(best.manager, best.pair.description)],
                    contents: member.contents)
            }
        }
    }

    private static let copies: Set<DuplicatePair.Kind> = [.identicalBody, .renamedBody, .similarBody]
}
