import Outlines

/// What one file binds: the names at its top, and those inside its functions that hide them.
struct ModuleScope {
    enum Binding {
        /// Indices into the outline.
        case definition(Int32)
        case imported(Int32)
        /// An assignment of a dotted name: `A = b.C`.
        case alias(Int32)
        /// Any other value: nothing that can be followed.
        case opaque
    }

    /// By the shared id of the name.
    private(set) var bindings: [UInt32: Binding] = [:]
    /// By the file's own id of the name: the binding in each definition that binds it.
    private(set) var locals: [NameTable.ID: [Int32: Binding]] = [:]
    /// The star imports at the top, by their index.
    private(set) var stars: [Int] = []
    /// Whether a module-level `__getattr__` may make names up.
    private(set) var hasDynamicNames = false

    /// How much a binding counts against another of the same name: what runs always before what runs for want
    /// of something better, and of equals the later one.
    private static func rank(_ flags: Outline.Flags) -> Int {
        flags.contains(.fallback) ? 0 : flags.contains(.typeChecking) ? 1 : 2
    }

    init(_ outline: Outline, _ sharedIDs: [UInt32]) {
        var ranks: [UInt32: (rank: Int, line: UInt32)] = [:]
        var topNames: Set<NameTable.ID> = []
        func isBetter(_ name: UInt32, _ flags: Outline.Flags, _ line: UInt32) -> Bool {
            let candidate = (rank: Self.rank(flags), line: line)
            if let known = ranks[name], (known.rank, known.line) > (candidate.rank, candidate.line) {
                return false
            }
            ranks[name] = candidate
            return true
        }
        for (index, definition) in outline.definitions.enumerated() where definition.parent < 0 {
            topNames.insert(definition.name)
            let name = sharedIDs[Int(definition.name)]
            if isBetter(name, definition.flags, definition.line) {
                bindings[name] = .definition(Int32(index))
            }
            if definition.kind == .function, outline.names[definition.name] == "__getattr__" {
                hasDynamicNames = true
            }
        }
        for (index, item) in outline.imports.enumerated() where item.scope < 0 {
            if item.bound == NameTable.none {
                stars.append(index)
                continue
            }
            topNames.insert(item.bound)
            let name = sharedIDs[Int(item.bound)]
            if isBetter(name, item.flags, item.line) { bindings[name] = .imported(Int32(index)) }
        }
        for (index, value) in outline.values.enumerated()
        where value.scope < 0 && value.target != NamePath.none {
            let target = outline.paths[Int(value.target)]
            guard target.parent == NamePath.none else { continue }
            topNames.insert(target.name)
            let name = sharedIDs[Int(target.name)]
            guard isBetter(name, value.flags, value.line) else { continue }
            let isAlias = value.kind == .assigned && value.shape == .name && value.path != value.target
            bindings[name] = isAlias ? .alias(Int32(index)) : .opaque
        }
        addLocals(outline, topNames)
    }

    /// Only names that the top binds too can be hidden, and only imports and definitions can be followed.
    private mutating func addLocals(_ outline: Outline, _ topNames: Set<NameTable.ID>) {
        for (index, definition) in outline.definitions.enumerated() {
            if definition.kind == .function {
                for parameter in definition.parameters.range {
                    let name = outline.parameters[parameter].name
                    if topNames.contains(name) { locals[name, default: [:]][Int32(index)] = .opaque }
                }
            }
            if definition.parent >= 0 {
                locals[definition.name, default: [:]][definition.parent] = .definition(Int32(index))
            }
        }
        for value in outline.values where value.scope >= 0 && value.target != NamePath.none {
            let target = outline.paths[Int(value.target)]
            guard target.parent == NamePath.none, topNames.contains(target.name) else { continue }
            if locals[target.name]?[value.scope] == nil {
                locals[target.name, default: [:]][value.scope] = .opaque
            }
        }
        for (index, item) in outline.imports.enumerated()
        where item.scope >= 0 && item.bound != NameTable.none {
            locals[item.bound, default: [:]][item.scope] = .imported(Int32(index))
        }
    }
}
