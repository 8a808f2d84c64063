import Outlines

/// What one file binds: the names at its top, and those inside its functions that hide them.
struct ModuleScope: Sendable {
    enum Binding: Sendable {
        /// Indices into the outline.
        case definition(Int32)
        case imported(Int32)
        /// An assignment of a dotted name: `A = b.C`.
        case alias(Int32)
        /// An assignment of a call: `a = C()`.
        case instance(Int32)
        /// Any other value: nothing that can be followed.
        case opaque
    }

    /// By the file's own id of the name.
    private(set) var bindings: [Binding?]
    /// By the file's own id of the name: the binding in each definition that binds it.
    private(set) var locals: [NameTable.ID: [Int32: Binding]] = [:]
    /// By the file's own id: whether it is among `locals`; empty where there are none.
    private var isLocal: [Bool] = []
    /// The star imports at the top, by their index.
    private(set) var stars: [Int] = []
    /// By the file's own id: what stands in for a name where its better binding fails.
    private(set) var fallbacks: [NameTable.ID: Binding] = [:]

    /// Whether the module may bind names by other means than statements: through its dictionary, its entry among
    /// the loaded modules, or functions that are asked for missing names (PEP 562). Packages that extend their
    /// search path may find modules elsewhere.
    private(set) var isDynamic = false

    /// How much a binding counts against another of the same name: what runs always before what runs for want
    /// of something better, and of equals the later one.
    private static func rank(_ flags: Outline.Flags, _ line: UInt32) -> UInt64 {
        let rank: UInt64 = flags.contains(.fallback) ? 1 : flags.contains(.typeChecking) ? 2 : 3
        return rank << 32 | UInt64(line)
    }

    init(_ outline: Outline) {
        bindings = Array(repeating: nil, count: outline.names.count)
        var ranks = [UInt64](repeating: 0, count: outline.names.count)
        for (index, definition) in outline.definitions.enumerated() where definition.parent < 0 {
            let name = Int(definition.name)
            if definition.flags.contains(.fallback) {
                fallbacks[definition.name] = .definition(Int32(index))
            }
            let rank = Self.rank(definition.flags, definition.line)
            if rank >= ranks[name] {
                ranks[name] = rank
                bindings[name] = .definition(Int32(index))
            }
        }
        for (index, item) in outline.imports.enumerated() where item.scope < 0 {
            guard item.bound != NameTable.none else {
                stars.append(index)
                continue
            }
            if item.flags.contains(.fallback) { fallbacks[item.bound] = .imported(Int32(index)) }
            let rank = Self.rank(item.flags, item.line)
            if rank >= ranks[Int(item.bound)] {
                ranks[Int(item.bound)] = rank
                bindings[Int(item.bound)] = .imported(Int32(index))
            }
        }
        for (index, value) in outline.values.enumerated()
        where value.scope < 0 && value.target != NamePath.none {
            let target = outline.paths[Int(value.target)]
            guard target.parent == NamePath.none else { continue }
            // `Hub = Hub` changes nothing.
            guard value.shape != .name || value.path != value.target else { continue }
            let rank = Self.rank(value.flags, value.line)
            guard rank >= ranks[Int(target.name)] else { continue }
            ranks[Int(target.name)] = rank
            let isFollowed = value.kind == .assigned && value.path != NamePath.none
            switch value.shape {
            case .name where isFollowed: bindings[Int(target.name)] = .alias(Int32(index))
            case .call where isFollowed: bindings[Int(target.name)] = .instance(Int32(index))
            default: bindings[Int(target.name)] = .opaque
            }
        }
        addLocals(outline)
        if !locals.isEmpty {
            isLocal = Array(repeating: false, count: outline.names.count)
            for name in locals.keys { isLocal[Int(name)] = true }
        }
        isDynamic = hasDynamicNames(outline)
    }

    private static let dynamicNames: [KnownName] = [
        "globals", "vars", "exec", "__path__", "declare_namespace", "extend_path", "meta_path", "global_enum",
    ]
    private static let getattr: KnownName = "__getattr__"
    private static let modules: KnownName = "modules"
    private static let sys: KnownName = "sys"

    private func hasDynamicNames(_ outline: Outline) -> Bool {
        var modules = NameTable.none
        for name in 0..<NameTable.ID(outline.names.count) {
            if outline.names.equals(name, anyOf: Self.dynamicNames) { return true }
            if outline.names.equals(name, Self.getattr), bindings[Int(name)] != nil { return true }
            if outline.names.equals(name, Self.modules) { modules = name }
        }
        return modules != NameTable.none
            && outline.uses.contains { use in
                let path = outline.paths[Int(use.path)]
                return use.scope < 0 && path.name == modules && path.parent != NamePath.none
                    && outline.names.equals(outline.paths[Int(path.parent)].name, Self.sys)
            }
    }

    /// Only names that the top binds too can be hidden, and only imports and definitions can be followed.
    private mutating func addLocals(_ outline: Outline) {
        for (index, definition) in outline.definitions.enumerated() {
            if definition.kind == .function {
                for parameter in definition.parameters.range {
                    let name = outline.parameters[parameter].name
                    if bindings[Int(name)] != nil { locals[name, default: [:]][Int32(index)] = .opaque }
                }
            }
            // Methods are reached through their class, never by their bare name.
            if definition.parent >= 0, definition.kind == .class || bindings[Int(definition.name)] != nil {
                locals[definition.name, default: [:]][definition.parent] = .definition(Int32(index))
            }
        }
        for value in outline.values where value.scope >= 0 && value.target != NamePath.none {
            let target = outline.paths[Int(value.target)]
            guard target.parent == NamePath.none, bindings[Int(target.name)] != nil else { continue }
            if locals[target.name]?[value.scope] == nil {
                locals[target.name, default: [:]][value.scope] = .opaque
            }
        }
        for (index, item) in outline.imports.enumerated()
        where item.scope >= 0 && item.bound != NameTable.none {
            locals[item.bound, default: [:]][item.scope] = .imported(Int32(index))
        }
    }

    /// Whether functions bind names that the top binds too, or that they import.
    var hasLocals: Bool { !isLocal.isEmpty }

    /// Whether some function binds a name for itself. Nearly no name is: most questions end here.
    func isLocal(_ name: NameTable.ID) -> Bool { !isLocal.isEmpty && isLocal[Int(name)] }

    /// The binding of a name in the functions around `scope`; nil where none of them binds it.
    func local(_ name: NameTable.ID, _ scope: Int32, _ definitions: [Outline.Definition]) -> Binding? {
        guard scope >= 0, let entries = locals[name] else { return nil }
        var scope = scope
        var isInnermost = true
        while scope >= 0 {
            // Names of a class body are not seen from the functions inside it (Python 3.14 reference §4.2.2).
            if isInnermost || definitions[Int(scope)].kind == .function, let binding = entries[scope] {
                return binding
            }
            isInnermost = false
            scope = definitions[Int(scope)].parent
        }
        return nil
    }
}
