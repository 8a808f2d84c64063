import Classification
import Linking
import Outlines

/// The methods of one file, and what each calls its own object.
struct MethodScopes {
    /// A method of a class, and its first parameter.
    struct Method {
        var index: Int32
        var owner: Int32
        var object: NameTable.ID
    }

    /// By definition: the method whose object its code can reach; nil where there is none.
    private(set) var methods: [Method?]

    /// - Parameter isChecked: whether members of the class at an index are looked at.
    init(_ file: Int32, _ tree: LinkedTree, where isChecked: (Int32) -> Bool = { _ in true }) {
        let outline = tree.units[Int(file)].outline
        methods = Array(repeating: nil, count: outline.definitions.count)
        for (index, definition) in outline.definitions.enumerated() where definition.kind == .function {
            guard definition.parent >= 0 else { continue }
            let parent = outline.definitions[Int(definition.parent)]
            if parent.kind == .class {
                if isChecked(definition.parent) { methods[index] = Self.method(Int32(index), outline) }
                continue
            }
            // A function inside a method reaches the object, unless it has something else by that name.
            guard let around = methods[Int(definition.parent)],
                !definition.parameters.range.contains(where: { outline.parameters[$0].name == around.object })
            else { continue }
            methods[index] = around
        }
        for value in outline.values where value.scope >= 0 && value.target != NamePath.none {
            let target = outline.paths[Int(value.target)]
            guard target.parent == NamePath.none, let method = methods[Int(value.scope)],
                method.object == target.name
            else { continue }
            // The object's name means something else here.
            methods[Int(value.scope)] = nil
            methods[Int(method.index)] = nil
        }
    }

    private static func method(_ index: Int32, _ outline: Outline) -> Method? {
        let definition = outline.definitions[Int(index)]
        guard let first = definition.parameters.range.first, !outline.parameters[first].isVariadic else {
            return nil
        }
        let name = outline.parameters[first].name
        let isStatic = definition.decorators.range.contains {
            outline.names.equals(outline.paths[Int(outline.decorators[$0].path)].name, Self.staticMethod)
        }
        // A class may hold functions that nobody calls on an object.
        guard !isStatic, outline.names.equals(name, anyOf: Self.objects) else { return nil }
        return Method(index: index, owner: definition.parent, object: name)
    }

    private static let staticMethod: KnownName = "staticmethod"
    private static let objects: [KnownName] = ["self", "cls"]
}
