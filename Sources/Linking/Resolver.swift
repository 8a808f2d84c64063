import Outlines

/// Follows names across files: through imports, re-exports, star imports and assignments.
///
/// Holds what it has found, so that each name of each module is followed once. Works for `LinkedTree`, which has
/// one for each share of the files and keeps the results.
struct Resolver {
    let units: [SourceUnit]
    let names: SharedNames
    let tree: ModuleTree
    let scopes: [ModuleScope]
    let homonyms: Homonyms
    /// Per file: the shared ids of its names.
    let sharedIDs: [[UInt32]]
    /// Dotted names of other modules, each once.
    private(set) var externals: [String] = []
    /// Which of how many resolvers this is: their numbers for external names are kept apart.
    private let number: Int
    private let resolverCount: Int

    private var externalIDs: [String: UInt32] = [:]
    /// Per file, by shared id: what its top binds. Filled for files that others import from.
    private var members: [[UInt32: Symbol]]
    /// Per file, by shared id: the file's own ids of names that it binds.
    private var ownIDs: [[UInt32: NameTable.ID]?]
    /// By external name and shared id: the member of that name.
    private var externalMembers: [UInt64: Symbol] = [:]
    private var moduleCache: [ModuleQuery: Symbol] = [:]
    /// By file, level and path of the module: what an import statement's module is, for files that names lead to.
    private var importedModules: [ImportQuery: Symbol] = [:]
    /// The file whose names are asked for, and by path: the level and the module of its latest import of that path.
    private var current: (file: Int32, modules: [(level: UInt32, symbol: Symbol)?]) = (-1, [])
    private var openEnded: [Int32: Bool] = [:]
    private var depth = 0
    private let callMark: UInt32?
    private let standardModules: Set<UInt32>
    /// The names that the import system itself binds in every module (Python 3.14 reference §3.2.9).
    private let moduleAttributes: Set<UInt32>

    /// How many steps a chain of imports and aliases may have; longer ones are unknown.
    private static let chainLimit = 64
    /// How many star imports are looked through before names that come by them are unknown. Each name of each file asks
    /// those of its file, and they theirs: a hostile tree has every file import all names of every other.
    static let starLimit = 20_000_000
    private var starsLeft: Int

    private struct ModuleQuery: Hashable {
        var root: Int32
        var dotted: [UInt32]
    }

    private struct ImportQuery: Hashable {
        var file: Int32
        var level: UInt32
        var module: NamePath.ID
    }

    private enum ModuleAnswer {
        case node(Int32)
        /// The repository holds the first part of the name as a package, but not all of it.
        case missing
        case external
    }

    init(
        _ units: [SourceUnit], _ names: SharedNames, _ tree: ModuleTree, _ scopes: [ModuleScope],
        _ homonyms: Homonyms, _ sharedIDs: [[UInt32]], number: Int, of resolverCount: Int, starLimit: Int
    ) {
        starsLeft = starLimit
        self.number = number
        self.resolverCount = resolverCount
        self.units = units
        self.names = names
        self.tree = tree
        self.scopes = scopes
        self.homonyms = homonyms
        self.sharedIDs = sharedIDs
        callMark = names.known(NamePath.callMark)
        standardModules = Set(
            StandardModules.names.split(separator: " ").compactMap { names.known(String($0)) })
        moduleAttributes = Set(
            [
                "__name__", "__spec__", "__package__", "__loader__", "__path__", "__file__", "__cached__",
                "__doc__", "__annotations__", "__annotate__", "__dict__", "__builtins__",
            ].compactMap { names.known($0) })
        members = Array(repeating: [:], count: units.count)
        ownIDs = Array(repeating: nil, count: units.count)
    }

    private mutating func external(_ text: String) -> Symbol {
        let text = TextLimit.cut(text)
        if let known = externalIDs[text] { return .external(known) }
        let id = UInt32(externals.count * resolverCount + number)
        externals.append(text)
        externalIDs[text] = id
        return .external(id)
    }

    private func sharedPath(_ path: NamePath.ID, in file: Int32) -> [UInt32] {
        units[Int(file)].outline.paths.sharedIDs(of: path, sharedIDs[Int(file)])
    }

    // MARK: Paths

    /// What every path of a file stands for at its top, in the order of its paths.
    mutating func symbols(of file: Int32) -> [Symbol] {
        let paths = units[Int(file)].outline.paths
        var symbols: [Symbol] = []
        symbols.reserveCapacity(paths.count)
        // A path's parent stands before it.
        for path in paths {
            if path.parent == NamePath.none {
                symbols.append(top(path.name, of: file))
            } else if symbols[Int(path.parent)] == .unknown {
                symbols.append(.unknown)
            } else {
                symbols.append(member(of: symbols[Int(path.parent)], path.name, in: file))
            }
        }
        return symbols
    }

    /// What paths of a file, those that start with an imported name, stand for where a function imports it.
    mutating func symbols(
        of paths: [NamePath.ID], in file: Int32, behind bound: Symbol
    ) -> [NamePath.ID: Symbol] {
        var symbols: [NamePath.ID: Symbol] = [:]
        for id in paths {
            let path = units[Int(file)].outline.paths[Int(id)]
            if path.parent == NamePath.none {
                symbols[id] = bound
            } else if let parent = symbols[path.parent] {
                symbols[id] = member(of: parent, path.name, in: file)
            }
        }
        return symbols
    }

    private mutating func member(of parent: Symbol, _ name: NameTable.ID, in file: Int32) -> Symbol {
        if case .unknown = parent { return .unknown }
        return member(sharedIDs[Int(file)][Int(name)], of: parent)
    }

    // MARK: Members

    /// What `name`, one of the file's own, stands for at the top of the file.
    private mutating func top(_ name: NameTable.ID, of file: Int32) -> Symbol {
        switch scopes[Int(file)].bindings[Int(name)] {
        case nil:
            return scopes[Int(file)].stars.isEmpty
                ? .unknown : member(sharedIDs[Int(file)][Int(name)], ofFile: file)
        case .definition(let index): return .definition(DefinitionID(file: file, index: index))
        case .opaque: return .unknown
        case .imported, .alias, .instance:
            return member(sharedIDs[Int(file)][Int(name)], own: name, ofFile: file)
        }
    }

    /// What a module binds to `name`, its own bindings first, then those of its star imports.
    ///
    /// - Parameter own: the file's own id of the name, where the caller has it: else it is looked up.
    private mutating func member(_ name: UInt32, own: NameTable.ID? = nil, ofFile file: Int32) -> Symbol {
        if let known = members[Int(file)][name] { return known }
        guard depth < Self.chainLimit else { return .unknown }
        // A name that leads back to itself is unknown.
        members[Int(file)][name] = .unknown
        depth += 1
        let symbol = findMember(name, own ?? ownID(name, file), ofFile: file)
        depth -= 1
        members[Int(file)][name] = symbol
        return symbol
    }

    private mutating func findMember(
        _ name: UInt32, _ own: NameTable.ID?, ofFile file: Int32
    ) -> Symbol {
        if let own, let binding = scopes[Int(file)].bindings[Int(own)] {
            let found = symbol(binding, file)
            guard found == .dangling, let fallback = scopes[Int(file)].fallbacks[own] else { return found }
            return symbol(fallback, file)
        }
        for star in scopes[Int(file)].stars {
            guard mayFollowStar() else { return .unknown }
            guard case .module(let node) = importedModule(units[Int(file)].outline.imports[star], file),
                tree.file(of: node) >= 0
            else { continue }
            let found = member(name, ofFile: tree.file(of: node))
            if found != .unknown { return found }
        }
        return .unknown
    }

    /// Whether one more star import may be looked through.
    private mutating func mayFollowStar() -> Bool {
        starsLeft -= 1
        return starsLeft >= 0
    }

    private mutating func ownID(_ name: UInt32, _ file: Int32) -> NameTable.ID? {
        if ownIDs[Int(file)] == nil {
            var ids: [UInt32: NameTable.ID] = [:]
            for (own, binding) in scopes[Int(file)].bindings.enumerated() where binding != nil {
                ids[sharedIDs[Int(file)][own]] = NameTable.ID(own)
            }
            ownIDs[Int(file)] = ids
        }
        return ownIDs[Int(file)]?[name]
    }

    /// What `parent.name` stands for.
    private mutating func member(_ name: UInt32, of parent: Symbol) -> Symbol {
        if name == callMark { return result(of: parent) }
        switch parent {
        case .module(let node):
            let file = tree.file(of: node)
            if file >= 0 {
                let found = member(name, ofFile: file)
                if found != .unknown { return found }
            }
            if let child = tree.child(of: node, name) { return .module(child) }
            return lacks(node, name) ? .dangling : .unknown
        case .definition(let id), .instance(let id):
            return nested(name, in: id)
        case .external(let id):
            let key = UInt64(id) << 32 | UInt64(name)
            if let known = externalMembers[key] { return known }
            let symbol = external(externals[Int(id) / resolverCount] + "." + names[name])
            externalMembers[key] = symbol
            return symbol
        case .dangling: return .dangling
        case .unknown: return .unknown
        }
    }

    /// What calling something gives: of a class an instance, whose methods are those of the class.
    private mutating func result(of callee: Symbol) -> Symbol {
        switch callee {
        case .definition(let id):
            units[Int(id.file)].outline.definitions[Int(id.index)].kind == .class ? callee : .unknown
        case .external(let id): external(externals[Int(id) / resolverCount] + NamePath.callMark)
        case .instance, .module, .dangling, .unknown: .unknown
        }
    }

    /// Whether a module certainly binds a name to nothing, be it a value that cannot be followed.
    private mutating func lacks(_ node: Int32, _ name: UInt32) -> Bool {
        let file = tree.file(of: node)
        guard file >= 0, !tree.isOpaque(node), !tree.isStub(node), tree.child(of: node, name) == nil,
            !moduleAttributes.contains(name)
        else { return false }
        var seen: Set<Int32> = []
        return !isOpenEnded(file) && !isBound(name, file, &seen)
    }

    /// Whether a module or one of those that it imports all names of binds a name, or may do so.
    private mutating func isBound(_ name: UInt32, _ file: Int32, _ seen: inout Set<Int32>) -> Bool {
        guard seen.insert(file).inserted else { return false }
        if ownID(name, file) != nil { return true }
        for star in scopes[Int(file)].stars {
            guard mayFollowStar() else { return true }
            if case .module(let node) = importedModule(units[Int(file)].outline.imports[star], file),
                tree.file(of: node) >= 0,
                isBound(name, tree.file(of: node), &seen) || tree.child(of: node, name) != nil
            {
                return true
            }
        }
        return false
    }

    /// Whether an import fails for what the repository holds: the module is missing from its package, or the
    /// module is there and lacks the name.
    mutating func isDangling(_ item: Outline.Import, _ file: Int32) -> Bool {
        let fails =
            switch importedModule(item, file) {
            case .dangling: true
            case .module(let node):
                item.name != NameTable.none && lacks(node, sharedIDs[Int(file)][Int(item.name)])
            case .definition, .instance, .external, .unknown: false
            }
        return fails && !isOfStandardLibrary(item, file)
    }

    /// A method or class declared directly in a class.
    private func nested(_ name: UInt32, in id: DefinitionID) -> Symbol {
        let definitions = units[Int(id.file)].outline.definitions
        guard definitions[Int(id.index)].kind == .class else { return .unknown }
        for index in definitions[Int(id.index)].descendants.range
        where definitions[index].parent == id.index
            && sharedIDs[Int(id.file)][Int(definitions[index].name)] == name
        {
            return .definition(DefinitionID(file: id.file, index: Int32(index)))
        }
        return .unknown
    }

    /// Whether a module may define names that its text does not show: a star import from elsewhere, or a
    /// `__getattr__` of its own (PEP 562).
    private mutating func isOpenEnded(_ file: Int32) -> Bool {
        if let known = openEnded[file] { return known }
        let scope = scopes[Int(file)]
        let isDynamic = scope.isDynamic
        // Star imports that go in a circle add no names: a module being looked at is closed until shown open.
        openEnded[file] = isDynamic
        guard !isDynamic, depth < Self.chainLimit else { return true }
        depth += 1
        defer { depth -= 1 }
        var isOpen = false
        for star in scope.stars where !isOpen {
            if case .module(let node) = importedModule(units[Int(file)].outline.imports[star], file) {
                isOpen =
                    tree.file(of: node) < 0 || tree.isOpaque(node) || isOpenEnded(tree.file(of: node))
            } else {
                isOpen = true
            }
        }
        openEnded[file] = isOpen
        return isOpen
    }

    private mutating func symbol(_ binding: ModuleScope.Binding, _ file: Int32) -> Symbol {
        switch binding {
        case .definition(let index): return .definition(DefinitionID(file: file, index: index))
        case .imported(let index): return imported(units[Int(file)].outline.imports[Int(index)], file)
        case .alias(let index): return path(units[Int(file)].outline.values[Int(index)].path, in: file)
        case .instance(let index):
            let callee = path(units[Int(file)].outline.values[Int(index)].path, in: file)
            guard case .definition(let id) = callee,
                units[Int(id.file)].outline.definitions[Int(id.index)].kind == .class
            else { return .unknown }
            return .instance(id)
        case .opaque: return .unknown
        }
    }

    /// What a path stands for at the top of a file. Paths are short: the outliner cuts them.
    private mutating func path(_ path: NamePath.ID, in file: Int32) -> Symbol {
        let node = units[Int(file)].outline.paths[Int(path)]
        guard node.parent != NamePath.none else { return top(node.name, of: file) }
        let parent = self.path(node.parent, in: file)
        return member(of: parent, node.name, in: file)
    }

    // MARK: Imports

    /// What an import binds.
    mutating func imported(_ item: Outline.Import, _ file: Int32) -> Symbol {
        guard item.name != NameTable.none else {
            guard item.level == 0, item.module != NamePath.none else { return importedModule(item, file) }
            var path = sharedPath(item.module, in: file)
            // `import a.b` binds `a`.
            if !item.flags.contains(.annotated) { path = Array(path.prefix(1)) }
            let found = module(path, from: file)
            // A module beside the importing one that is called like one of the standard library is not it, unless
            // it stands at the top of the tree.
            if case .module(let node) = found, path.count == 1, standardModules.contains(path[0]),
                tree.parent(of: node) != 0
            {
                return external(names[path[0]])
            }
            return found
        }
        let found = member(of: importedModule(item, file), item.name, in: file)
        guard found == .dangling, isOfStandardLibrary(item, file) else { return found }
        let path = sharedPath(item.module, in: file).map { names[$0] }.joined(separator: ".")
        return external(path + "." + units[Int(file)].outline.names[item.name])
    }

    /// Whether an import may mean the standard library, whatever the repository calls its own modules.
    private func isOfStandardLibrary(_ item: Outline.Import, _ file: Int32) -> Bool {
        guard item.level == 0, item.module != NamePath.none else { return false }
        return standardModules.contains(sharedPath(item.module, in: file)[0])
    }

    /// Says whose names will be asked for: those of most files are asked for once, one file after the other.
    mutating func begin(_ file: Int32) {
        current = (file, Array(repeating: nil, count: units[Int(file)].outline.paths.count))
    }

    /// The module that an import names: `a.b` of `from a.b import c`.
    mutating func importedModule(_ item: Outline.Import, _ file: Int32) -> Symbol {
        if file == current.file, item.module != NamePath.none {
            if let known = current.modules[Int(item.module)], known.level == item.level {
                return known.symbol
            }
            let symbol = findImportedModule(item, file)
            current.modules[Int(item.module)] = (item.level, symbol)
            return symbol
        }
        let query = ImportQuery(file: file, level: item.level, module: item.module)
        if let known = importedModules[query] { return known }
        let symbol = findImportedModule(item, file)
        importedModules[query] = symbol
        return symbol
    }

    private mutating func findImportedModule(_ item: Outline.Import, _ file: Int32) -> Symbol {
        let path = item.module == NamePath.none ? [] : sharedPath(item.module, in: file)
        guard item.level > 0 else { return module(path, from: file) }
        var folder = tree.folder(of: file)
        for _ in 1..<max(1, min(item.level, 1_000)) {
            guard folder > 0 else { return .unknown }
            folder = tree.parent(of: folder)
        }
        for part in path {
            guard let child = tree.child(of: folder, part) else {
                return tree.isSearchedElsewhere(folder, scopes) ? .unknown : .dangling
            }
            folder = child
        }
        return .module(folder)
    }

    /// The module of an absolute import. Looked for where the file's program starts, then in the folders around
    /// that, then in every other folder that programs start from, as several services in one repository have.
    private mutating func module(_ path: [UInt32], from file: Int32) -> Symbol {
        let start = tree.root(of: file)
        let query = ModuleQuery(root: start, dotted: path)
        if let known = moduleCache[query] { return known }
        let symbol: Symbol =
            switch findModule(path, from: start) {
            case .node(let node): .module(node)
            case .missing: .dangling
            case .external: external(path.map { names[$0] }.joined(separator: "."))
            }
        moduleCache[query] = symbol
        return symbol
    }

    private func findModule(_ path: [UInt32], from start: Int32) -> ModuleAnswer {
        var isMissing = false
        var folder = start
        while true {
            if !homonyms.contains(path[0], in: folder, of: start) {
                switch descend(path, from: folder) {
                case .node(let node): return .node(node)
                case .missing: isMissing = true
                case .external: break
                }
            }
            guard folder > 0 else { break }
            folder = tree.parent(of: folder)
        }
        // A package around the file is the one that is meant, whatever it lacks: none elsewhere is.
        if isMissing { return .missing }
        let homes = tree.homes(of: path[0])
        guard path.count > 1 || homes.count <= Homonyms.fewHomes else { return .external }
        for home in homes where !homonyms.contains(path[0], in: home, of: start) {
            if case .node(let node) = descend(path, from: home) { return .node(node) }
        }
        return .external
    }

    /// The node of a dotted name below a folder. A folder without code of its own counts only as a step to a
    /// module: a folder named like a library is not the library.
    private func descend(_ path: [UInt32], from folder: Int32) -> ModuleAnswer {
        var node = folder
        var sawFile = false
        for (index, part) in path.enumerated() {
            guard let child = tree.child(of: node, part) else {
                let isMissing =
                    sawFile && tree.isPackage(node) && index > 0 && !tree.isSearchedElsewhere(node, scopes)
                return isMissing ? .missing : .external
            }
            node = child
            if tree.hasCode(node) { sawFile = true }
        }
        return sawFile ? .node(node) : .external
    }
}
