import Findings
import Linking
import Outlines

/// Counts the uses of some definitions, resolved through imports, aliases and re-exports.
struct References {
    private(set) var facts: [DefinitionID: [ReferenceFact]] = [:]

    /// A use of a member, `Hub.create()`, is a use of the class. Uses inside the definition itself do not count.
    init(of targets: Set<DefinitionID>, _ resolver: Resolver) {
        for (index, unit) in resolver.units.enumerated() {
            let file = Int32(index)
            var cache = [DefinitionID?](repeating: nil, count: unit.outline.paths.count)
            var isCached = [Bool](repeating: false, count: unit.outline.paths.count)
            var counts: [Place: (line: Int, count: Int)] = [:]
            var order: [Place] = []
            for use in unit.outline.uses {
                let target: DefinitionID?
                if use.scope < 0 || !resolver.hasLocals(use.path, in: file) {
                    if !isCached[Int(use.path)] {
                        isCached[Int(use.path)] = true
                        cache[Int(use.path)] = Self.target(use.path, file, -1, targets, resolver)
                    }
                    target = cache[Int(use.path)]
                } else {
                    target = Self.target(use.path, file, use.scope, targets, resolver)
                }
                guard let target, !Self.isInside(use.scope, target, file, unit.outline) else { continue }
                let place = Place(target: target, scope: use.scope)
                if counts[place] == nil { order.append(place) }
                counts[place, default: (Int(use.line), 0)].count += 1
            }
            for place in order {
                guard let count = counts[place] else { continue }
                let scope =
                    place.scope < 0
                    ? "" : resolver.qualifiedName(DefinitionID(file: file, index: place.scope))
                facts[place.target, default: []].append(
                    ReferenceFact(
                        path: unit.path, line: count.line, scope: scope, count: count.count,
                        isTestCode: unit.isTestCode))
            }
        }
    }

    private struct Place: Hashable {
        var target: DefinitionID
        var scope: Int32
    }

    /// The target that a path reaches, by itself or by the name in front of a dot.
    private static func target(
        _ path: NamePath.ID, _ file: Int32, _ scope: Int32, _ targets: Set<DefinitionID>, _ resolver: Resolver
    ) -> DefinitionID? {
        var path = path
        while path != NamePath.none {
            if case .definition(let id) = resolver.resolve(path, in: file, scope: scope), targets.contains(id)
            {
                return id
            }
            path = resolver.units[Int(file)].outline.paths[Int(path)].parent
        }
        return nil
    }

    private static func isInside(
        _ scope: Int32, _ target: DefinitionID, _ file: Int32, _ outline: Outline
    ) -> Bool {
        guard target.file == file else { return false }
        return scope == target.index
            || outline.definitions[Int(target.index)].descendants.range.contains(Int(scope))
    }
}
