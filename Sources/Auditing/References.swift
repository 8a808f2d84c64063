import Findings
import Linking
import Outlines

/// The uses of some definitions, resolved through imports, aliases, re-exports, and what hands out their objects.
struct References {
    private(set) var facts: [DefinitionID: [ReferenceFact]] = [:]

    /// A use of a member, `Hub.create()`, is a use of the class, and so is one of its object at the top of a module, `hub`
    /// of `hub = Hub()`, or of a function that returns one, `get_hub()`. Uses inside the definition itself do not count.
    init(of targets: Set<DefinitionID>, _ tree: LinkedTree, jobs: Int) async {
        let files = Array(tree.units.indices)
        let names = tree.distinctNames(
            among: targets.map { ValueReader.lastName(of: tree.qualifiedName($0)) })
        let accessors = await concurrentMap(files, jobs: jobs) { file in
            Accessors(of: targets, named: names, Int32(file), tree).classes
        }
        let standing = accessors.reduce(into: Dictionary(uniqueKeysWithValues: targets.map { ($0, $0) })) {
            $0.merge($1) { target, _ in target }
        }
        let found = await concurrentMap(files, jobs: jobs) { file in
            Self.find(standing, Int32(file), tree)
        }
        for (target, fact) in found.joined() { facts[target, default: []].append(fact) }
    }

    private struct Place: Hashable {
        var target: DefinitionID
        var scope: Int32
    }

    /// - Parameter standing: what is used, by what is reached: the definition itself, or a function that hands it out.
    private static func find(
        _ standing: [DefinitionID: DefinitionID], _ file: Int32, _ tree: LinkedTree
    ) -> [(DefinitionID, ReferenceFact)] {
        let unit = tree.units[Int(file)]
        // What each path reaches at the top of the file: the target itself, or one in front of a dot.
        var reached = [DefinitionID?](repeating: nil, count: unit.outline.paths.count)
        for (index, path) in unit.outline.paths.enumerated() {
            if let target = used(tree.resolve(NamePath.ID(index), in: file, scope: -1), standing) {
                // Of `Hub().send()` the call of `Hub` is the use that counts.
                reached[index] = isResult(path, unit) ? nil : target
            } else if path.parent != NamePath.none, !isResult(path, unit) {
                reached[index] = reached[Int(path.parent)]
            }
        }
        var counts: [Place: (line: Int, count: Int)] = [:]
        var order: [Place] = []
        for use in unit.outline.uses {
            let isLocal = use.scope >= 0 && tree.hasLocals(use.path, in: file)
            let target =
                isLocal ? Self.target(use.path, file, use.scope, standing, tree) : reached[Int(use.path)]
            guard let target, !isInside(use.scope, target, file, unit) else { continue }
            let place = Place(target: target, scope: use.scope)
            if counts[place] == nil { order.append(place) }
            counts[place, default: (Int(use.line), 0)].count += 1
        }
        return order.map { place in
            let count = counts[place] ?? (0, 0)
            let scope =
                place.scope < 0 ? "" : tree.qualifiedName(DefinitionID(file: file, index: place.scope))
            return (
                place.target,
                ReferenceFact(
                    path: unit.path, line: count.line, scope: scope, count: count.count,
                    isTestCode: unit.isTestCode)
            )
        }
    }

    private static func target(
        _ path: NamePath.ID, _ file: Int32, _ scope: Int32, _ standing: [DefinitionID: DefinitionID],
        _ tree: LinkedTree
    ) -> DefinitionID? {
        var path = path
        while path != NamePath.none {
            let node = tree.units[Int(file)].outline.paths[Int(path)]
            if isResult(node, tree.units[Int(file)]) { return nil }
            if let target = used(tree.resolve(path, in: file, scope: scope), standing) { return target }
            path = node.parent
        }
        return nil
    }

    private static func used(_ symbol: Symbol, _ standing: [DefinitionID: DefinitionID]) -> DefinitionID? {
        switch symbol {
        case .definition(let id), .instance(let id): standing[id]
        case .module, .external, .dangling, .unknown: nil
        }
    }

    private static func isResult(_ path: NamePath, _ unit: SourceUnit) -> Bool {
        let range = unit.outline.names.range(path.name)
        return range.count == 2 && unit.outline.names.bytes[range.lowerBound] == UInt8(ascii: "(")
    }

    private static func isInside(
        _ scope: Int32, _ target: DefinitionID, _ file: Int32, _ unit: SourceUnit
    ) -> Bool {
        guard target.file == file else { return false }
        return scope == target.index
            || unit.outline.definitions[Int(target.index)].descendants.range.contains(Int(scope))
    }
}
