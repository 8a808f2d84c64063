import Classification
import Findings
import Linking
import Outlines

/// Finds the duplicates of a linked tree: DESIGN.md §5.
struct DuplicateSearch: Sendable {
    let tree: LinkedTree
    let builder: SubjectBuilder
    let policy: AuditPolicy
    /// By definition: the manager that it is.
    let managers: [DefinitionID: ManagerFact]
    /// The functions that make identifiers outside the ID manager, and inside it.
    let makers: Set<DefinitionID>
    let jobs: Int

    private var settings: DuplicateSettings { policy.duplicates }

    /// A definition that takes part in the search.
    struct Candidate: Sendable {
        var id: DefinitionID
        var print: Outline.BodyPrint
        var manager: ManagerFact?
    }

    /// A pair of definitions, and why it is one.
    struct Pair {
        var left: DefinitionID
        var right: DefinitionID
        var kind: DuplicatePair.Kind
        var score: Double
    }

    /// Every group, in order of its first member.
    func groups() async -> [DuplicateGroup] {
        let classes = candidates(.class)
        let functions = candidates(.function)
        var pairs = PairSet(tree)
        pairs.add(sameNames(classes))
        pairs.add(copies(classes))
        pairs.add(await similar(classes))
        pairs.add(await overlapping(classes))
        var functionPairs = PairSet(tree)
        functionPairs.add(copies(functions))
        functionPairs.add(await similar(functions))
        let (outer, inner) = (pairs, functionPairs)
        let assembly = GroupAssembly(
            tree: tree, builder: builder, policy: policy, managers: managers, makers: makers)
        // Functions inside classes or functions that are duplicates themselves say nothing new.
        let groups =
            assembly.groups(pairs.pairs, .class)
            + assembly.groups(functionPairs.pairs, .function) {
                outer.holdsOuter(of: $0) || inner.holdsOuter(of: $0)
            }
        return groups.sorted {
            ($0.members[0].path, $0.members[0].line, $0.members[0].column)
                < ($1.members[0].path, $1.members[0].line, $1.members[0].column)
        }
    }

    // MARK: Candidates

    /// Roles of managers that are no copies of anything: they stand for another definition, or hold no behaviour.
    private static let bystanders: Set<Role> = [.aliasOrReexport, .deprecatedWrapper, .exception]

    private func candidates(_ kind: Outline.Kind) -> [Candidate] {
        var found: [Candidate] = []
        for (file, unit) in tree.units.enumerated() {
            for (index, definition) in unit.outline.definitions.enumerated() where definition.kind == kind {
                // What stands in for a failed import, or is seen by type checkers only, copies on purpose.
                guard definition.flags.isDisjoint(with: [.fallback, .typeChecking]) else { continue }
                let id = DefinitionID(file: Int32(file), index: Int32(index))
                let print = unit.outline.prints[index]
                let manager = managers[id]
                if let manager, Self.bystanders.contains(manager.role) { continue }
                let isFact = manager != nil || makers.contains(id)
                let least = kind == .class ? settings.classTokens : settings.functionTokens
                let isNamed = manager.map { $0.isCounted } ?? false
                guard Int(print.tokenCount) >= (isFact ? settings.factTokens : least) || isNamed else {
                    continue
                }
                found.append(Candidate(id: id, print: print, manager: manager))
            }
        }
        return found
    }

    /// Whether the body of a candidate says enough to be compared.
    private func isSubstantial(_ candidate: Candidate) -> Bool {
        Int(candidate.print.tokenCount) >= settings.factTokens && candidate.print.statements.count > 1
            && !(isClass(candidate) && builder.isEmpty(candidate.id)) || makers.contains(candidate.id)
    }

    /// Whether a body does so much that it is a copy of another one though names and literals differ.
    private func isDistinctive(_ candidate: Candidate) -> Bool {
        let isClass = isClass(candidate)
        return Int(candidate.print.tokenCount) >= (isClass ? settings.classTokens : settings.functionTokens)
            && !(isClass && builder.isPlaceholder(candidate.id))
    }

    private func isClass(_ candidate: Candidate) -> Bool {
        tree.units[Int(candidate.id.file)].outline.definitions[Int(candidate.id.index)].kind == .class
    }

    // MARK: Evidence

    /// Counted managers of one name in one service, production and tests apart.
    private func sameNames(_ classes: [Candidate]) -> [Pair] {
        var groups: [NameKey: [Candidate]] = [:]
        for item in classes {
            guard let manager = item.manager, manager.isCounted else { continue }
            let key = NameKey(name: manager.name, service: manager.service, isTestCode: manager.isTestCode)
            groups[key, default: []].append(item)
        }
        return groups.values.flatMap { group -> [Pair] in
            // The first stands for the others where there are very many.
            let lefts = group.count <= 40 ? group.count - 1 : 1
            return (0..<lefts).flatMap { left in
                group[(left + 1)...].compactMap { right in pair(group[left], right) }
            }
        }
    }

    private struct NameKey: Hashable {
        var name: String
        var service: String
        var isTestCode: Bool
    }

    private func pair(_ left: Candidate, _ right: Candidate) -> Pair? {
        guard !inherits(left.id, right.id) else { return nil }
        let isStub = builder.isPlaceholder(left.id) != builder.isPlaceholder(right.id)
        return Pair(
            left: left.id, right: right.id, kind: isStub ? .placeholder : .sameName,
            score: left.print.exact == right.print.exact
                ? 1 : statements(left).similarity(to: statements(right)))
    }

    /// Clones of types 1 and 2. Each member of a class of equals is paired with the first.
    private func copies(_ items: [Candidate]) -> [Pair] {
        var byShape: [UInt64: [Candidate]] = [:]
        for item in items where isSubstantial(item) { byShape[item.print.shape, default: []].append(item) }
        return byShape.values.flatMap { group -> [Pair] in
            guard group.count > 1 else { return [] }
            var first: [UInt64: Candidate] = [:]
            var pairs: [Pair] = []
            for item in group {
                if let original = first[item.print.exact] {
                    pairs.append(Pair(left: original.id, right: item.id, kind: .identicalBody, score: 1))
                } else {
                    first[item.print.exact] = item
                    if item.id != group[0].id, isDistinctive(item) {
                        pairs.append(Pair(left: group[0].id, right: item.id, kind: .renamedBody, score: 1))
                    }
                }
            }
            return pairs.filter { !inherits($0.left, $0.right) }
        }
    }

    /// Clones of type 3; of definitions of one shape, the first is compared.
    private func similar(_ items: [Candidate]) async -> [Pair] {
        var seen: Set<UInt64> = []
        let least = settings.statements
        let items = items.filter {
            Int($0.print.statements.count) >= least && isDistinctive($0)
                && seen.insert($0.print.shape).inserted
        }
        let sets = items.map(statements)
        let matches = await SimilarityJoin(threshold: settings.similarity).matches(sets, jobs: jobs)
        return matches.compactMap { match in
            let (left, right) = (items[match.left].id, items[match.right].id)
            guard !isNested(left, right), !inherits(left, right) else { return nil }
            return Pair(left: left, right: right, kind: .similarBody, score: match.score)
        }
    }

    private func statements(_ item: Candidate) -> WeightedSet {
        let outline = tree.units[Int(item.id.file)].outline
        return WeightedSet(
            outline.statements[item.print.statements.range].map { ($0.shape, $0.weight) })
    }

    /// Managers of one domain and service whose members have the same names and as many parameters.
    private func overlapping(_ classes: [Candidate]) async -> [Pair] {
        let items = classes.filter {
            guard let manager = $0.manager else { return false }
            return manager.isCounted && !manager.isTestCode
                && manager.domain != policy.rules.voting.defaultDomain
        }
        let sets = items.map(interface)
        let matches = await SimilarityJoin(threshold: settings.interfaceOverlap).matches(sets, jobs: jobs)
        return matches.compactMap { match in
            guard let left = items[match.left].manager, let right = items[match.right].manager,
                left.domain == right.domain, left.service == right.service,
                sets[match.left].shared(with: sets[match.right]) >= settings.interfaceMembers,
                !inherits(items[match.left].id, items[match.right].id)
            else { return nil }
            return Pair(
                left: items[match.left].id, right: items[match.right].id, kind: .overlappingInterface,
                score: match.score)
        }
    }

    /// Public methods by name and number of parameters.
    private func interface(_ item: Candidate) -> WeightedSet {
        let outline = tree.units[Int(item.id.file)].outline
        let definition = outline.definitions[Int(item.id.index)]
        let members = definition.descendants.range.compactMap { index -> (item: UInt32, weight: UInt8)? in
            let member = outline.definitions[index]
            let range = outline.names.range(member.name)
            guard member.kind == .function, member.parent == item.id.index,
                !range.isEmpty, outline.names.bytes[range.lowerBound] != UInt8(ascii: "_")
            else { return nil }
            let hash = outline.names.hashes[Int(member.name)]
            return (hash &* 31 &+ UInt32(member.parameters.count), 1)
        }
        return WeightedSet(members)
    }

    // MARK: Relations

    private func inherits(_ left: DefinitionID, _ right: DefinitionID) -> Bool {
        builder.ancestors(of: left).contains(right) || builder.ancestors(of: right).contains(left)
    }

    /// Whether one stands inside the other: then they share its statements.
    private func isNested(_ left: DefinitionID, _ right: DefinitionID) -> Bool {
        guard left.file == right.file else { return false }
        let definitions = tree.units[Int(left.file)].outline.definitions
        return definitions[Int(left.index)].descendants.range.contains(Int(right.index))
            || definitions[Int(right.index)].descendants.range.contains(Int(left.index))
    }

}

extension WeightedSet {
    /// How many items both have.
    fileprivate func shared(with other: WeightedSet) -> Int {
        Set(items).intersection(other.items).count
    }
}
