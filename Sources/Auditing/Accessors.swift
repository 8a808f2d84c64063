import Linking
import Outlines

/// The functions at the top of one file that hand out an object of one class: they return `Hub()`, a variable that holds
/// it, or say so, `def get_hub() -> Hub`. Who calls them uses the class, though its name stands nowhere.
struct Accessors {
    /// The classes, by the functions.
    private(set) var classes: [DefinitionID: DefinitionID] = [:]

    private struct Place: Hashable {
        var scope: Int32
        var name: NamePath.ID
    }

    /// - Parameters:
    ///   - targets: the classes.
    ///   - isNamed: by distinct name, whether one of the classes has it: other names are not looked up, which spares
    ///     nearly all of them and passes by what an import renames.
    init(of targets: Set<DefinitionID>, named isNamed: [Bool], _ file: Int32, _ tree: LinkedTree) {
        let unit = tree.units[Int(file)]
        func target(_ path: NamePath.ID, _ scope: Int32) -> DefinitionID? {
            guard path != NamePath.none,
                isNamed[tree.distinctID(of: unit.outline.paths[Int(path)].name, in: file)],
                case .definition(let id) = tree.resolve(path, in: file, scope: scope), targets.contains(id)
            else { return nil }
            return id
        }
        func isFunctionAtTop(_ scope: Int32) -> Bool {
            guard scope >= 0 else { return false }
            let definition = unit.outline.definitions[Int(scope)]
            return definition.kind == .function && definition.parent < 0
        }
        // What names hold is known when the file has been read: a function may return what stands below it.
        var objects: [Place: DefinitionID] = [:]
        var globals: Set<NamePath.ID> = []
        var results: [Outline.Value] = []
        for value in unit.outline.values {
            if value.kind == .returned || value.kind == .yielded {
                if value.path != NamePath.none, isFunctionAtTop(value.scope) { results.append(value) }
            } else if value.target != NamePath.none,
                unit.outline.paths[Int(value.target)].parent == NamePath.none
            {
                if value.kind == .bound, value.scope < 0, value.flags.contains(.fallback) {
                    globals.insert(value.target)
                } else if value.kind == .assigned, value.shape == .call,
                    let id = target(value.path, value.scope)
                {
                    objects[Place(scope: value.scope, name: value.target)] = id
                }
            }
        }
        // `global hub; hub = Hub()` in one function sets what another returns.
        var shared: [NamePath.ID: Set<DefinitionID>] = [:]
        for (place, id) in objects where globals.contains(place.name) {
            shared[place.name, default: []].insert(id)
        }
        for (name, ids) in shared { objects[Place(scope: -1, name: name)] = ids.count == 1 ? ids.first : nil }
        func result(_ value: Outline.Value) -> DefinitionID? {
            guard value.shape != .call else { return target(value.path, value.scope) }
            if let id = objects[Place(scope: value.scope, name: value.path)] { return id }
            if case .instance(let id) = tree.resolve(value.path, in: file, scope: value.scope) {
                return targets.contains(id) ? id : nil
            }
            guard !tree.isLocal(value.path, in: file, scope: value.scope) else { return nil }
            return objects[Place(scope: -1, name: value.path)]
        }
        var returned: [Int32: Set<DefinitionID>] = [:]
        for value in results where value.shape == .call || value.shape == .name {
            if let id = result(value) { returned[value.scope, default: []].insert(id) }
        }
        // A declared result may be an interface; of several classes nobody knows which.
        for hint in unit.outline.typeHints where hint.target == NamePath.none && isFunctionAtTop(hint.scope) {
            if returned[hint.scope]?.count != 1, let id = target(hint.type, -1) {
                returned[hint.scope] = [id]
            }
        }
        for (scope, ids) in returned where ids.count == 1 {
            classes[DefinitionID(file: file, index: scope)] = ids.first
        }
    }
}
