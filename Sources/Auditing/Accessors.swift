import Linking
import Outlines

/// The functions at the top of one file that hand out an object of a class: `def get_hub() -> Hub`, or one that returns
/// `Hub()` or a variable that holds it. Who calls them uses the class, though its name stands nowhere.
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
        for hint in unit.outline.typeHints where hint.target == NamePath.none && isFunctionAtTop(hint.scope) {
            if let id = target(hint.type, -1) {
                classes[DefinitionID(file: file, index: hint.scope)] = id
            }
        }
        // What names hold is known when the file has been read: a function may return what stands below it.
        var objects: [Place: DefinitionID] = [:]
        var results: [Outline.Value] = []
        for value in unit.outline.values {
            if value.kind == .returned, value.path != NamePath.none, isFunctionAtTop(value.scope) {
                results.append(value)
            } else if value.kind == .assigned, value.shape == .call, value.target != NamePath.none,
                unit.outline.paths[Int(value.target)].parent == NamePath.none,
                let id = target(value.path, value.scope)
            {
                objects[Place(scope: value.scope, name: value.target)] = id
            }
        }
        for value in results {
            let id =
                switch value.shape {
                case .call: target(value.path, value.scope)
                case .name:
                    objects[Place(scope: value.scope, name: value.path)]
                        ?? objects[Place(scope: -1, name: value.path)]
                default: nil as DefinitionID?
                }
            guard let id else { continue }
            let function = DefinitionID(file: file, index: value.scope)
            if classes[function] == nil { classes[function] = id }
        }
    }
}
