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
    }

    /// A pair of definitions, and why it is one.
    struct Pair: Sendable {
        var left: DefinitionID
        var right: DefinitionID
        var kind: DuplicatePair.Kind
        var score: Double
    }

    /// Every group, in order of its first member.
    func groups() async -> [DuplicateGroup] {
        let (classes, functions) = await candidates()
        let (outer, inner) = await concurrently(jobs: jobs) {
            var pairs = PairSet(tree)
            pairs.add(sameNames(classes))
            pairs.add(copies(classes))
            pairs.add(await similar(classes))
            pairs.add(await overlapping(classes))
            return pairs
        } _: {
            var pairs = PairSet(tree)
            pairs.add(copies(functions))
            pairs.add(await similar(functions))
            return pairs
        }
        let assembly = GroupAssembly(
            tree: tree, builder: builder, policy: policy, managers: managers, makers: makers)
        // Functions inside classes or functions that are duplicates themselves say nothing new.
        let (classGroups, functionGroups) = await concurrently(jobs: jobs) {
            await assembly.groups(outer.pairs, .class, jobs: jobs)
        } _: {
            await assembly.groups(inner.pairs, .function, jobs: jobs) {
                outer.holdsOuter(of: $0) || inner.holdsOuter(of: $0)
            }
        }
        return (classGroups + functionGroups).sorted {
            ($0.members[0].path, $0.members[0].line, $0.members[0].column)
                < ($1.members[0].path, $1.members[0].line, $1.members[0].column)
        }
    }

    // MARK: Candidates

    /// Roles of managers that are no copies of anything: they stand for another definition, or hold no behaviour.
    private static let bystanders: Set<Role> = [.aliasOrReexport, .deprecatedWrapper, .exception]

    private func candidates() async -> (classes: [Candidate], functions: [Candidate]) {
        // By file: looking up each definition of the tree would take longer than all else that is done here.
        var facts: [[Int32]] = Array(repeating: [], count: tree.units.count)
        for id in managers.keys { facts[Int(id.file)].append(id.index) }
        for id in makers where managers[id] == nil { facts[Int(id.file)].append(id.index) }
        let known = facts
        let found = await concurrentMap(Array(tree.units.indices), jobs: jobs) { file in
            candidates(Int32(file), facts: Set(known[file]))
        }
        return (found.flatMap(\.classes), found.flatMap(\.functions))
    }

    /// - Parameter facts: the definitions of the file that are managers or make identifiers.
    private func candidates(
        _ file: Int32, facts: Set<Int32>
    ) -> (classes: [Candidate], functions: [Candidate]) {
        let unit = tree.units[Int(file)]
        var (classes, functions): ([Candidate], [Candidate]) = ([], [])
        for (index, definition) in unit.outline.definitions.enumerated() {
            // What stands in for a failed import, or is seen by type checkers only, copies on purpose.
            guard definition.flags.isDisjoint(with: [.fallback, .typeChecking]) else { continue }
            let id = DefinitionID(file: file, index: Int32(index))
            let print = unit.outline.prints[index]
            let isClass = definition.kind == .class
            var least = isClass ? settings.classTokens : settings.functionTokens
            if !facts.isEmpty, facts.contains(id.index) {
                let manager = managers[id]
                if let manager, Self.bystanders.contains(manager.role) { continue }
                least = manager?.isCounted ?? false ? 0 : settings.factTokens
            }
            guard Int(print.tokenCount) >= least else { continue }
            if isClass {
                classes.append(Candidate(id: id, print: print))
            } else {
                functions.append(Candidate(id: id, print: print))
            }
        }
        return (classes, functions)
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
            guard let manager = managers[item.id], manager.isCounted else { continue }
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
        guard !inherits(left.id, right.id), !areAlternatives(left.id, right.id) else { return nil }
        let isStub = builder.isPlaceholder(left.id) != builder.isPlaceholder(right.id)
        return Pair(
            left: left.id, right: right.id, kind: isStub ? .placeholder : .sameName,
            score: left.print.exact == right.print.exact
                ? 1 : statements(left).similarity(to: statements(right)))
    }

    /// Whether two definitions of one name stand below conditions in one scope, as branches do: one is there at a time.
    /// Which branch each is of is not known.
    private func areAlternatives(_ left: DefinitionID, _ right: DefinitionID) -> Bool {
        guard left.file == right.file else { return false }
        let definitions = tree.units[Int(left.file)].outline.definitions
        let (one, other) = (definitions[Int(left.index)], definitions[Int(right.index)])
        return one.parent == other.parent && one.flags.contains(.conditional)
            && other.flags.contains(.conditional)
    }

    /// Clones of types 1 and 2. Each member of a class of equals is paired with the first.
    private func copies(_ items: [Candidate]) -> [Pair] {
        // Equals become neighbours, those of one shape in their old order.
        let order = items.indices.filter { isSubstantial(items[$0]) }
            .map { (shape: items[$0].print.shape, index: $0) }
            .sorted { ($0.shape, $0.index) < ($1.shape, $1.index) }
        var runs: [Range<Int>] = []
        var start = 0
        for end in order.indices.dropFirst() where order[end].shape != order[start].shape {
            if end - start > 1 { runs.append(start..<end) }
            start = end
        }
        if order.count - start > 1 { runs.append(start..<order.count) }
        return runs.flatMap { run -> [Pair] in
            let group = order[run].map { items[$0.index] }
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
        let sets = await concurrentMap(items, jobs: jobs) { statements($0) }
        let matches = await SimilarityJoin(threshold: settings.similarity).matches(sets, jobs: jobs)
        return await concurrentMap(matches, jobs: jobs) { match -> Pair? in
            let (left, right) = (items[match.left].id, items[match.right].id)
            guard !isNested(left, right), !inherits(left, right) else { return nil }
            return Pair(left: left, right: right, kind: .similarBody, score: match.score)
        }.compactMap { $0 }
    }

    private func statements(_ item: Candidate) -> WeightedSet {
        let unit = tree.units[Int(item.id.file)]
        return WeightedSet(
            unit.outline.statements[item.print.statements.range].lazy.map {
                (item: $0.shape, weight: $0.weight)
            })
    }

    /// Managers of one domain and service whose members have the same names and as many parameters.
    private func overlapping(_ classes: [Candidate]) async -> [Pair] {
        let items = classes.filter {
            guard let manager = managers[$0.id] else { return false }
            return manager.isCounted && !manager.isTestCode
                && manager.domain != policy.rules.voting.defaultDomain
        }
        let sets = items.map(interface)
        let matches = await SimilarityJoin(threshold: settings.interfaceOverlap).matches(sets, jobs: jobs)
        return matches.compactMap { match in
            guard let left = managers[items[match.left].id], let right = managers[items[match.right].id],
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
