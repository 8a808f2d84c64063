import Findings
import Linking
import Outlines

/// Joins pairs into groups: whatever is linked by some chain of pairs is one group.
struct GroupAssembly: Sendable {
    let tree: LinkedTree
    let builder: SubjectBuilder
    let policy: AuditPolicy
    let managers: [DefinitionID: ManagerFact]
    let makers: Set<DefinitionID>

    /// - Parameter isInner: whether a pair says nothing new; a group of nothing else is left out.
    func groups(
        _ pairs: [DuplicateSearch.Pair], _ kind: DefinitionKind, jobs: Int,
        isInner: @escaping @Sendable (DuplicateSearch.Pair) -> Bool = { _ in false }
    ) async -> [DuplicateGroup] {
        let ids = Set(pairs.flatMap { [$0.left, $0.right] }).sorted()
        let positions = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        let places = pairs.map { (left: positions[$0.left] ?? 0, right: positions[$0.right] ?? 0) }
        var sets = DisjointSets(count: ids.count)
        for place in places { sets.join(place.left, place.right) }
        // By the root of each set, which is one of its members.
        var parts = Array(
            repeating: (ids: [DefinitionID](), pairs: [DuplicateSearch.Pair]()), count: ids.count)
        for (index, id) in ids.enumerated() { parts[sets.root(index)].ids.append(id) }
        for (place, pair) in zip(places, pairs) { parts[sets.root(place.left)].pairs.append(pair) }
        parts.removeAll { $0.ids.isEmpty }
        return await concurrentMap(parts, jobs: jobs) {
            $0.pairs.allSatisfy(isInner) ? nil : group($0.ids, $0.pairs, kind)
        }.compactMap { $0 }
    }

    /// - Parameter ids: ascending, which is the order of path and line.
    private func group(
        _ ids: [DefinitionID], _ pairs: [DuplicateSearch.Pair], _ kind: DefinitionKind
    ) -> DuplicateGroup {
        let positions = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        // not `map(member)`, which would copy this value with all its rules
        let members = ids.map { member($0) }
        let links = pairs.compactMap { pair -> DuplicatePair? in
            guard let left = positions[pair.left], let right = positions[pair.right] else { return nil }
            return DuplicatePair(
                left: min(left, right), right: max(left, right), kind: pair.kind, score: pair.score)
        }.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
        let services = Set(members.map(\.service))
        return DuplicateGroup(
            kind: kind, domain: domain(ids), members: members, pairs: links,
            isAcrossServices: services.count > 1 && services.count == members.count)
    }

    /// The domain that most of the managers have.
    private func domain(_ ids: [DefinitionID]) -> String {
        if ids.contains(where: makers.contains) { return "identifiers" }
        var counts: [String: Int] = [:]
        for id in ids { if let domain = managers[id]?.domain { counts[domain, default: 0] += 1 } }
        return counts.min { (-$0.value, $0.key) < (-$1.value, $1.key) }?.key ?? ""
    }

    private func member(_ id: DefinitionID) -> DuplicateMember {
        let unit = tree.units[Int(id.file)]
        let definition = unit.outline.definitions[Int(id.index)]
        let manager = managers[id]
        return DuplicateMember(
            symbol: tree.dottedName(id), name: unit.outline.names[definition.name],
            qualifiedName: tree.qualifiedName(id), path: unit.path, line: Int(definition.line),
            column: Int(definition.column), endLine: Int(definition.endLine),
            service: policy.service(of: unit.path), role: manager?.role,
            canonical: manager?.canonical ?? .no, isTestCode: unit.isTestCode,
            isShadowed: tree.isShadowed(id.file),
            isPlaceholder: definition.kind == .class && builder.isPlaceholder(id),
            contents: builder.contents(of: id))
    }
}

/// Sets that are joined until they are one (union–find, by size, with path halving).
struct DisjointSets {
    private var parents: [Int]
    private var sizes: [Int]

    init(count: Int) {
        parents = Array(0..<count)
        sizes = Array(repeating: 1, count: count)
    }

    mutating func root(_ index: Int) -> Int {
        var index = index
        while parents[index] != index {
            parents[index] = parents[parents[index]]
            index = parents[index]
        }
        return index
    }

    mutating func join(_ left: Int, _ right: Int) {
        var (left, right) = (root(left), root(right))
        guard left != right else { return }
        if sizes[left] < sizes[right] { swap(&left, &right) }
        parents[right] = left
        sizes[left] += sizes[right]
    }
}
