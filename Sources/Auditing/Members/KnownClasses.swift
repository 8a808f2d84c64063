import Classification
import Linking
import Outlines

/// The classes of names and fields of one file, where every value that it gives them says the same one.
struct KnownClasses {
    private let file: Int32
    private let tree: LinkedTree
    private let outline: Outline
    private let parts: PathParts
    private let scopes: MethodScopes
    private let plainDecorators: Set<String>
    private let members: ClassMembers
    /// By scope and name: the class of the values that it is given; nil where one of them is of another class, or of
    /// one that is not known.
    private var names: [Place: DefinitionID?] = [:]
    /// Names that may stand for something else inside an expression.
    private let own: Set<NameTable.ID>
    /// By class and field, likewise.
    private var fields: [Place: DefinitionID?] = [:]

    private struct Place: Hashable {
        var scope: Int32
        var name: NameTable.ID
    }

    init(
        _ file: Int32, _ members: ClassMembers, _ parts: PathParts, _ scopes: MethodScopes,
        plainDecorators: Set<String>
    ) {
        self.file = file
        self.members = members
        tree = members.tree
        outline = tree.units[Int(file)].outline
        self.parts = parts
        self.scopes = scopes
        self.plainDecorators = plainDecorators
        own = Set(outline.ownNames)
        addParameters()
        // A declared name is what its declaration says.
        let declared = addHints()
        for value in outline.values where value.target != NamePath.none { add(value, declared) }
        for use in outline.uses where use.kind.binds { addUnknown(use.path, use.scope) }
        for definition in outline.definitions { addUnknown(name: definition.name, definition.parent) }
        for item in outline.imports where item.bound != NameTable.none {
            addUnknown(name: item.bound, item.scope)
        }
    }

    /// The class of the object that a name stands for in a scope, or in the nearest around it that binds the name.
    func classOf(_ name: NameTable.ID, in scope: Int32) -> DefinitionID? {
        guard !own.contains(name) else { return nil }
        var scope = scope
        while true {
            if let found = names[Place(scope: scope, name: name)] { return found }
            guard scope >= 0 else { return nil }
            repeat {
                scope = outline.definitions[Int(scope)].parent
            } while scope >= 0
                && outline.definitions[Int(scope)].kind == .class
        }
    }

    /// The class of the object that a field of a class's objects holds.
    func classOf(field: NameTable.ID, of owner: Int32) -> DefinitionID? {
        fields[Place(scope: owner, name: field)] ?? nil
    }

    // MARK: Gathering

    /// Adds the class of one more value.
    private static func add(_ found: DefinitionID?, to known: inout DefinitionID??) {
        guard let former = known else {
            known = .some(found)
            return
        }
        if former != found { known = .some(nil) }
    }

    private mutating func addParameters() {
        for (index, definition) in outline.definitions.enumerated() where definition.kind == .function {
            for parameter in definition.parameters.range {
                names[Place(scope: Int32(index), name: outline.parameters[parameter].name)] = .some(nil)
            }
        }
    }

    /// - Returns: the dotted names that hints speak of, by scope.
    private mutating func addHints() -> Set<Place> {
        var declared: Set<Place> = []
        for hint in outline.typeHints where hint.target != NamePath.none {
            // What a function is annotated with is read where the function stands.
            let isParameter =
                hint.scope >= 0
                && names[Place(scope: hint.scope, name: outline.paths[Int(hint.target)].name)] != nil
            let around = isParameter ? outline.definitions[Int(hint.scope)].parent : hint.scope
            let found = classOf(type: hint.type, around)
            let path = outline.paths[Int(hint.target)]
            if path.parent == NamePath.none {
                names[Place(scope: hint.scope, name: path.name)] = .some(found)
                if hint.scope >= 0, outline.definitions[Int(hint.scope)].kind == .class {
                    fields[Place(scope: hint.scope, name: path.name)] = .some(found)
                }
            } else if let place = field(hint.target, hint.scope) {
                fields[place] = .some(found)
            }
            if !isParameter { declared.insert(Place(scope: hint.scope, name: hint.target)) }
        }
        return declared
    }

    private mutating func add(_ value: Outline.Value, _ declared: Set<Place>) {
        guard !declared.contains(Place(scope: value.scope, name: value.target)) else { return }
        // A name that is declared empty says nothing about what it is given later.
        if value.kind == .assigned, value.shape == .none { return }
        if value.flags.contains(.annotated), value.shape == .other, value.uses.count == 0 {
            return addUnknown(value.target, value.scope)
        }
        let found = value.kind == .assigned ? classOf(value: value) : nil
        let path = outline.paths[Int(value.target)]
        if path.parent == NamePath.none {
            Self.add(found, to: &names[Place(scope: value.scope, name: path.name)])
            // What the body of a class makes may be a descriptor, which gives something else to who reads the field.
            if value.scope >= 0, outline.definitions[Int(value.scope)].kind == .class {
                fields[Place(scope: value.scope, name: path.name)] = .some(nil)
            }
        } else if let place = field(value.target, value.scope) {
            Self.add(found, to: &fields[place])
        }
    }

    private mutating func addUnknown(name: NameTable.ID, _ scope: Int32) {
        names[Place(scope: scope, name: name)] = .some(nil)
    }

    private mutating func addUnknown(_ target: NamePath.ID, _ scope: Int32) {
        let path = outline.paths[Int(target)]
        if path.parent == NamePath.none {
            addUnknown(name: path.name, scope)
        } else if let place = field(target, scope) {
            fields[place] = .some(nil)
        }
    }

    /// The field that `self.x` is in the scope of a method.
    private func field(_ target: NamePath.ID, _ scope: Int32) -> Place? {
        guard scope >= 0, let method = scopes.methods[Int(scope)], parts.second[Int(target)] == target,
            outline.paths[Int(parts.first[Int(target)])].name == method.object
        else { return nil }
        return Place(scope: method.owner, name: outline.paths[Int(target)].name)
    }

    // MARK: Values

    private func classOf(value: Outline.Value) -> DefinitionID? {
        guard value.path != NamePath.none, !value.flags.contains(.element) else { return nil }
        switch value.shape {
        case .name:
            let path = outline.paths[Int(value.path)]
            return path.parent == NamePath.none ? classOf(path.name, in: value.scope) : nil
        case .call where !outline.names.equals(outline.paths[Int(value.path)].name, Self.result):
            guard case .definition(let id) = tree.resolve(value.path, in: file, scope: value.scope) else {
                return nil
            }
            let definition = tree.units[Int(id.file)].outline.definitions[Int(id.index)]
            return definition.kind == .class ? id : result(of: id, definition)
        default: return nil
        }
    }

    /// What a call gives may be called in turn: `make()()`.
    private static let result: KnownName = "()"

    /// The class that a function declares for its result.
    private func result(of id: DefinitionID, _ function: Outline.Definition) -> DefinitionID? {
        let unit = tree.units[Int(id.file)]
        let isPlain = function.decorators.range.allSatisfy {
            let name = tree.name(unit.outline.decorators[$0].path, in: id.file, scope: function.parent)
            return plainDecorators.contains(name)
        }
        guard isPlain, function.flags.isDisjoint(with: [.fallback, .conditional, .typeChecking]),
            let hint = members.resultHint(of: id)
        else { return nil }
        return Self.classOf(type: hint, in: id.file, scope: function.parent, tree)
    }

    private func classOf(type: NamePath.ID, _ scope: Int32) -> DefinitionID? {
        Self.classOf(type: type, in: file, scope: scope, tree)
    }

    private static func classOf(
        type: NamePath.ID, in file: Int32, scope: Int32, _ tree: LinkedTree
    ) -> DefinitionID? {
        guard case .definition(let id) = tree.resolve(type, in: file, scope: scope),
            tree.units[Int(id.file)].outline.definitions[Int(id.index)].kind == .class
        else { return nil }
        return id
    }
}
