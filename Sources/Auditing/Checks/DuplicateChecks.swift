import Classification
import Findings

extension Check {
    static let sameNameManager = duplicates("same-name-manager", [.sameName])
    static let clonedManager = duplicates("cloned-manager", [.identicalBody, .renamedBody, .similarBody])
    static let overlappingManager = duplicates("overlapping-manager", [.overlappingInterface])
    static let placeholderManager = duplicates("placeholder-manager", [.placeholder])

    /// The members of a group that some pair of these kinds makes duplicates, but for the one to keep of all that
    /// such pairs connect.
    private static func duplicates(_ id: String, _ kinds: Set<DuplicatePair.Kind>) -> Check {
        Check(rule: id) { inputs, rule in
            inputs.audit.duplicates.flatMap { group -> [Finding] in
                guard group.kind == .class, !group.isAcrossServices else { return [] }
                let managers = inputs.managers(of: group)
                let pairs = group.pairs.filter { kinds.contains($0.kind) }
                var connected = DisjointSets(count: group.members.count)
                for pair in pairs { connected.join(pair.left, pair.right) }
                var kept: [Int: Int] = [:]
                for index in group.members.indices where managers[index] != nil {
                    let best = kept[connected.root(index)] ?? index
                    let isBetter = inputs.isBetter(
                        group.members[index], managers[index], group.members[best], managers[best])
                    kept[connected.root(index)] = isBetter ? index : best
                }
                return group.byMember(pairs).enumerated().compactMap { index, pairs in
                    guard index != kept[connected.root(index)], let manager = managers[index],
                        !manager.isTestCode
                    else {
                        return nil
                    }
                    // A placeholder violates its rule; the class that it stands beside does not.
                    let isOffender = !kinds.contains(.placeholder) || group.members[index].isPlaceholder
                    guard !pairs.isEmpty, isOffender else { return nil }
                    return inputs.finding(rule, manager, group, index, pairs)
                }
            }
        }
    }

    static let copiedAcrossServices = Check(rule: "copied-across-services") { inputs, rule in
        inputs.audit.duplicates.flatMap { group -> [Finding] in
            guard group.kind == .class, group.isAcrossServices else { return [] }
            let managers = inputs.managers(of: group)
            return group.byMember(group.pairs).enumerated().compactMap { index, pairs in
                guard !pairs.isEmpty, let manager = managers[index], !manager.isTestCode,
                    manager.canonical == .no
                else { return nil }
                return inputs.finding(rule, manager, group, index, pairs)
            }
        }
    }

    static let clonedIdentifierFunction = Check(rule: "cloned-id-function") { inputs, rule in
        let makers = Dictionary(
            inputs.audit.identifiers.filter { !$0.isTestCode }.map { (Place($0.path, $0.line), $0) },
            uniquingKeysWith: { first, _ in first })
        return inputs.audit.duplicates.flatMap { group -> [Finding] in
            guard group.kind == .function else { return [] }
            let facts = group.members.map { makers[Place($0.path, $0.line)] }
            let kept = facts.firstIndex { $0?.kind == .canonical } ?? facts.firstIndex { $0 != nil }
            return group.byMember(group.pairs).enumerated().compactMap { index, others in
                guard index != kept, let fact = facts[index], fact.kind == .scatteredGenerator,
                    let pair = others.min(by: { ($0.kind, -$0.score) < ($1.kind, -$1.score) })
                else { return nil }
                let member = group.members[index]
                let other = group.members[pair.left == index ? pair.right : pair.left]
                return Finding(
                    rule: rule.header.id, severity: rule.severity, domain: "identifiers",
                    symbol: fact.symbol, qualifiedName: fact.qualifiedName, path: fact.path, line: fact.line,
                    column: fact.column,
                    message: "ID function with \(pair.kind.words) as \(other.name) at "
                        + "\(other.path):\(other.line)",
                    fix: rule.fix,
                    related: others.prefix(5).map { pair in
                        let other = group.members[pair.left == index ? pair.right : pair.left]
                        return RelatedPlace(
                            symbol: other.symbol, path: other.path, line: other.line,
                            note: pair.description)
                    }, contents: member.contents)
            }
        }
    }

    static let deadDuplicate = Check(rule: "dead-duplicate") { inputs, rule in
        let shadows = Dictionary(
            inputs.audit.shadowedModules.map { ($0.path, $0.shadowedBy) },
            uniquingKeysWith: { first, _ in first })
        return inputs.audit.managers.compactMap { manager in
            guard manager.isShadowed, manager.isCounted, let package = shadows[manager.path] else {
                return nil
            }
            return inputs.finding(
                rule, manager, "can never be imported: the package \(package) shadows its module",
                related: [RelatedPlace(symbol: "", path: package, line: 1, note: "imported instead")])
        }
    }
}

extension DuplicateGroup {
    /// For each member the pairs that it is in, in their order.
    func byMember(_ pairs: [DuplicatePair]) -> [[DuplicatePair]] {
        var found: [[DuplicatePair]] = Array(repeating: [], count: members.count)
        for pair in pairs {
            found[pair.left].append(pair)
            found[pair.right].append(pair)
        }
        return found
    }
}

/// Where a definition begins: what members of groups and facts have in common.
struct Place: Hashable {
    var path: String
    var line: Int

    init(_ path: String, _ line: Int) {
        self.path = path
        self.line = line
    }
}

extension DuplicatePair {
    /// `same body, 97 %`.
    var description: String { "\(kind.words), \(Int((score * 100).rounded(.down))) %" }
}

extension DuplicatePair.Kind {
    var words: String {
        switch self {
        case .sameName: "the same name"
        case .identicalBody: "the same body"
        case .renamedBody: "the same body but for names"
        case .similarBody: "a similar body"
        case .overlappingInterface: "the same members"
        case .placeholder: "an empty stand-in"
        }
    }
}

extension CheckInputs {
    /// The manager facts of a group's members; nil for a member that is none or does not count.
    fileprivate func managers(of group: DuplicateGroup) -> [ManagerFact?] {
        group.members.map { member in
            guard member.role != nil else { return nil }
            // Facts are in order of path and line.
            var (low, high) = (0, audit.managers.count)
            while low < high {
                let middle = (low + high) / 2
                let item = audit.managers[middle]
                if (item.path, item.line) < (member.path, member.line) {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            while low < audit.managers.count, audit.managers[low].path == member.path,
                audit.managers[low].line == member.line
            {
                if audit.managers[low].symbol == member.symbol, audit.managers[low].isCounted {
                    return audit.managers[low]
                }
                low += 1
            }
            return nil
        }
    }

    /// Whether the left member is the one to keep: never a placeholder where there is a real class.
    fileprivate func isBetter(
        _ left: DuplicateMember, _ leftFact: ManagerFact?, _ right: DuplicateMember, _ rightFact: ManagerFact?
    ) -> Bool {
        if left.isPlaceholder != right.isPlaceholder { return right.isPlaceholder }
        guard let leftFact, let rightFact else { return leftFact != nil }
        return ManagerRank(leftFact) < ManagerRank(rightFact)
    }

    fileprivate func finding(
        _ rule: FindingRule, _ manager: ManagerFact, _ group: DuplicateGroup, _ index: Int,
        _ pairs: [DuplicatePair]
    ) -> Finding {
        let sorted = pairs.sorted {
            ($0.kind, -$0.score, $0.left, $0.right) < ($1.kind, -$1.score, $1.left, $1.right)
        }
        func other(_ pair: DuplicatePair) -> DuplicateMember {
            group.members[pair.left == index ? pair.right : pair.left]
        }
        let first = sorted[0]
        let more = sorted.count > 1 ? ", and \(sorted.count - 1) more" : ""
        let place = other(first)
        return finding(
            rule, manager,
            "\(manager.name) has \(first.kind.words) as \(place.name) at \(place.path):\(place.line)\(more)",
            related: sorted.prefix(10).map { pair in
                let place = other(pair)
                return RelatedPlace(
                    symbol: place.symbol, path: place.path, line: place.line, note: pair.description)
            })
    }
}
