package import Findings
package import Outlines

/// Finds what names stand for, across files: through imports, re-exports, star imports and assignments.
///
/// Holds what it has found, so that each name of each module is followed once. Use it from one thread.
package final class Resolver {
    package let units: [SourceUnit]
    private(set) var names = SharedNames()
    let tree: ModuleTree
    /// Per file: the shared ids of its names.
    private let sharedIDs: [[UInt32]]
    private var scopes: [ModuleScope?]
    private var externals: [String] = []
    private var externalIDs: [String: UInt32] = [:]
    private var moduleCache: [ModuleQuery: ModuleAnswer] = [:]
    private var memberCache: [MemberQuery: Symbol] = [:]
    private var pathCache: [[Symbol?]]
    private var openEnded: [Int32: Bool] = [:]
    /// Names that are being followed: a name that leads to itself is unknown.
    private var open: Set<MemberQuery> = []
    private var depth = 0

    /// How many steps a chain of imports and aliases may have; longer ones are unknown.
    private static let chainLimit = 64

    private struct ModuleQuery: Hashable {
        var root: Int32
        var dotted: [UInt32]
    }

    private enum ModuleAnswer {
        case node(Int32)
        /// The repository holds the first part of the name as a package, but not all of it.
        case missing
        case external
    }

    private struct MemberQuery: Hashable {
        var file: Int32
        var name: UInt32
    }

    /// - Parameter units: in order of path.
    package init(_ units: [SourceUnit]) {
        self.units = units
        var names = SharedNames()
        sharedIDs = units.map { names.merge($0.outline.names) }
        tree = ModuleTree(paths: units.map(\.path), names: &names)
        self.names = names
        scopes = Array(repeating: nil, count: units.count)
        pathCache = Array(repeating: [], count: units.count)
    }

    // MARK: Texts

    package func moduleName(of file: Int32) -> String {
        tree.dottedName(tree.nodeOfFile[Int(file)], names)
    }

    /// The dotted name of a definition from the top of the tree: `app.ws.Hub.send`.
    package func dottedName(_ id: DefinitionID) -> String {
        let module = moduleName(of: id.file)
        let name = qualifiedName(id)
        return module.isEmpty ? name : module + "." + name
    }

    /// The name of a definition inside its file.
    package func qualifiedName(_ id: DefinitionID) -> String {
        let outline = units[Int(id.file)].outline
        var parts: [String] = []
        var index = id.index
        while index >= 0 {
            parts.append(outline.names[outline.definitions[Int(index)].name])
            index = outline.definitions[Int(index)].parent
        }
        return parts.reversed().joined(separator: ".")
    }

    /// What a path of `file` says, as written.
    package func text(_ path: NamePath.ID, in file: Int32) -> String {
        let outline = units[Int(file)].outline
        var parts: [String] = []
        var path = path
        while path != NamePath.none {
            parts.append(outline.names[outline.paths[Int(path)].name])
            path = outline.paths[Int(path)].parent
        }
        return parts.reversed().joined(separator: ".")
    }

    /// The dotted name that a symbol is known by; nil for unknown ones.
    package func dottedName(_ symbol: Symbol) -> String? {
        switch symbol {
        case .definition(let id): dottedName(id)
        case .module(let node): tree.dottedName(node, names)
        case .external(let id): externals[Int(id)]
        case .dangling, .unknown: nil
        }
    }

    private func external(_ text: String) -> Symbol {
        if let known = externalIDs[text] { return .external(known) }
        let id = UInt32(externals.count)
        externals.append(text)
        externalIDs[text] = id
        return .external(id)
    }

    private func sharedPath(_ path: NamePath.ID, in file: Int32) -> [UInt32] {
        let paths = units[Int(file)].outline.paths
        var parts: [UInt32] = []
        var path = path
        while path != NamePath.none {
            parts.append(sharedIDs[Int(file)][Int(paths[Int(path)].name)])
            path = paths[Int(path)].parent
        }
        return parts.reversed()
    }

    // MARK: Paths

    /// What a dotted name stands for where it is used.
    ///
    /// - Parameter scope: the innermost definition around the use; -1 at the top of the file.
    package func resolve(_ path: NamePath.ID, in file: Int32, scope: Int32) -> Symbol {
        let unit = units[Int(file)]
        if pathCache[Int(file)].isEmpty {
            pathCache[Int(file)] = Array(repeating: nil, count: unit.outline.paths.count)
        }
        var root = path
        while unit.outline.paths[Int(root)].parent != NamePath.none {
            root = unit.outline.paths[Int(root)].parent
        }
        let name = unit.outline.paths[Int(root)].name
        if scope >= 0, let local = localBinding(name, file, scope) {
            return resolve(path, root, local, in: file)
        }
        if let known = pathCache[Int(file)][Int(path)] { return known }
        let symbol = resolve(path, root, member(name, of: file), in: file)
        pathCache[Int(file)][Int(path)] = symbol
        return symbol
    }

    private func resolve(_ path: NamePath.ID, _ root: NamePath.ID, _ found: Symbol, in file: Int32) -> Symbol
    {
        if path == root { return found }
        let node = units[Int(file)].outline.paths[Int(path)]
        let parent = resolve(node.parent, root, found, in: file)
        return member(sharedIDs[Int(file)][Int(node.name)], of: parent)
    }

    /// What a name bound inside the functions around `scope` stands for; nil where none of them binds it.
    private func localBinding(_ name: NameTable.ID, _ file: Int32, _ scope: Int32) -> Symbol? {
        let locals = moduleScope(file).locals
        guard let entries = locals[name] else { return nil }
        let definitions = units[Int(file)].outline.definitions
        var scope = scope
        var isInnermost = true
        while scope >= 0 {
            // Names of a class body are not seen from the functions inside it (Python 3.14 reference §4.2.2).
            if isInnermost || definitions[Int(scope)].kind == .function, let binding = entries[scope] {
                return symbol(binding, file)
            }
            isInnermost = false
            scope = definitions[Int(scope)].parent
        }
        return nil
    }

    // MARK: Members

    /// What `name`, an id of the file's own names, stands for at the top of `file`.
    private func member(_ name: NameTable.ID, of file: Int32) -> Symbol {
        member(sharedIDs[Int(file)][Int(name)], ofFile: file)
    }

    /// What a module binds to `name`, its own bindings first, then those of its star imports.
    private func member(_ name: UInt32, ofFile file: Int32) -> Symbol {
        let query = MemberQuery(file: file, name: name)
        if let known = memberCache[query] { return known }
        guard depth < Self.chainLimit, open.insert(query).inserted else { return .unknown }
        depth += 1
        defer {
            depth -= 1
            open.remove(query)
        }
        let symbol = findMember(name, ofFile: file)
        memberCache[query] = symbol
        return symbol
    }

    private func findMember(_ name: UInt32, ofFile file: Int32) -> Symbol {
        let scope = moduleScope(file)
        if let binding = scope.bindings[name] { return symbol(binding, file) }
        for star in scope.stars {
            guard case .module(let node) = importedModule(units[Int(file)].outline.imports[star], file),
                tree.file(of: node) >= 0
            else { continue }
            let found = member(name, ofFile: tree.file(of: node))
            if found != .unknown { return found }
        }
        return .unknown
    }

    /// What `parent.name` stands for.
    private func member(_ name: UInt32, of parent: Symbol) -> Symbol {
        switch parent {
        case .module(let node):
            let file = tree.file(of: node)
            if file >= 0 {
                let found = member(name, ofFile: file)
                if found != .unknown { return found }
            }
            if let child = tree.child(of: node, name) { return .module(child) }
            return file >= 0 && !isOpenEnded(file) ? .dangling : .unknown
        case .definition(let id):
            return nested(name, in: id)
        case .external(let id):
            return external(externals[Int(id)] + "." + names[name])
        case .dangling: return .dangling
        case .unknown: return .unknown
        }
    }

    /// A method or class declared directly in a class.
    private func nested(_ name: UInt32, in id: DefinitionID) -> Symbol {
        let outline = units[Int(id.file)].outline
        guard outline.definitions[Int(id.index)].kind == .class else { return .unknown }
        for index in outline.definitions[Int(id.index)].descendants.range
        where outline.definitions[index].parent == id.index
            && sharedIDs[Int(id.file)][Int(outline.definitions[index].name)] == name
        {
            return .definition(DefinitionID(file: id.file, index: Int32(index)))
        }
        return .unknown
    }

    /// Whether a module may define names that its text does not show: a star import from elsewhere, or a
    /// `__getattr__` of its own (PEP 562).
    private func isOpenEnded(_ file: Int32) -> Bool {
        if let known = openEnded[file] { return known }
        let scope = moduleScope(file)
        // Star imports that go in a circle add no names: a module being looked at is closed until shown open.
        openEnded[file] = scope.hasDynamicNames
        guard !scope.hasDynamicNames, depth < Self.chainLimit else { return true }
        depth += 1
        defer { depth -= 1 }
        let isOpen = scope.stars.contains { star in
            guard case .module(let node) = importedModule(units[Int(file)].outline.imports[star], file) else {
                return true
            }
            return tree.file(of: node) < 0 || isOpenEnded(tree.file(of: node))
        }
        openEnded[file] = isOpen
        return isOpen
    }

    private func symbol(_ binding: ModuleScope.Binding, _ file: Int32) -> Symbol {
        let outline = units[Int(file)].outline
        switch binding {
        case .definition(let index): return .definition(DefinitionID(file: file, index: index))
        case .imported(let index): return imported(outline.imports[Int(index)], file)
        case .alias(let index):
            guard depth < Self.chainLimit else { return .unknown }
            depth += 1
            defer { depth -= 1 }
            let value = outline.values[Int(index)]
            return resolve(value.path, in: file, scope: value.scope)
        case .opaque: return .unknown
        }
    }

    // MARK: Imports

    /// What an import binds.
    package func imported(_ item: Outline.Import, _ file: Int32) -> Symbol {
        let module = importedModule(item, file)
        guard item.name != NameTable.none else {
            guard item.level == 0, !item.flags.contains(.annotated), item.module != NamePath.none else {
                return module
            }
            // `import a.b` binds `a`.
            var first = item.module
            let paths = units[Int(file)].outline.paths
            while paths[Int(first)].parent != NamePath.none { first = paths[Int(first)].parent }
            return self.module(sharedPath(first, in: file), from: file)
        }
        return member(sharedIDs[Int(file)][Int(item.name)], of: module)
    }

    /// The module that an import names: `a.b` of `from a.b import c`.
    private func importedModule(_ item: Outline.Import, _ file: Int32) -> Symbol {
        let path = item.module == NamePath.none ? [] : sharedPath(item.module, in: file)
        guard item.level > 0 else { return module(path, from: file) }
        var folder = tree.folder(of: file)
        for _ in 1..<max(1, min(item.level, 1_000)) {
            guard folder > 0 else { return .unknown }
            folder = tree.parent(of: folder)
        }
        for part in path {
            guard let child = tree.child(of: folder, part) else { return .dangling }
            folder = child
        }
        return .module(folder)
    }

    /// The module of an absolute import. Looked for where the file's program starts, then in the folders around
    /// that, then in every other folder that programs start from, as several services in one repository have.
    private func module(_ path: [UInt32], from file: Int32) -> Symbol {
        let start = tree.root(of: file)
        let query = ModuleQuery(root: start, dotted: path)
        let answer: ModuleAnswer
        if let known = moduleCache[query] {
            answer = known
        } else {
            answer = findModule(path, from: start)
            moduleCache[query] = answer
        }
        switch answer {
        case .node(let node): return .module(node)
        case .missing: return .dangling
        case .external: return external(path.map { names[$0] }.joined(separator: "."))
        }
    }

    private func findModule(_ path: [UInt32], from start: Int32) -> ModuleAnswer {
        var isMissing = false
        var folder = start
        while true {
            switch descend(path, from: folder) {
            case .node(let node): return .node(node)
            case .missing: isMissing = true
            case .external: break
            }
            guard folder > 0 else { break }
            folder = tree.parent(of: folder)
        }
        for root in tree.roots where root > 0 && root != start {
            if case .node(let node) = descend(path, from: root) { return .node(node) }
        }
        return isMissing ? .missing : .external
    }

    /// The node of a dotted name below a folder. A folder without code of its own counts only as a step to a
    /// module: a folder named like a library is not the library.
    private func descend(_ path: [UInt32], from folder: Int32) -> ModuleAnswer {
        var node = folder
        var sawFile = false
        for (index, part) in path.enumerated() {
            guard let child = tree.child(of: node, part) else {
                return sawFile && tree.isPackage(node) && index > 0 ? .missing : .external
            }
            node = child
            if tree.file(of: node) >= 0 { sawFile = true }
        }
        return sawFile ? .node(node) : .external
    }

    // MARK: Scopes

    func moduleScope(_ file: Int32) -> ModuleScope {
        if let known = scopes[Int(file)] { return known }
        let scope = ModuleScope(units[Int(file)].outline, sharedIDs[Int(file)])
        scopes[Int(file)] = scope
        return scope
    }
}

// MARK: - Facts of the tree

extension Resolver {
    /// Whether a package of the same name keeps `file` from ever being imported.
    package func isShadowed(_ file: Int32) -> Bool { tree.isShadowed(file) }

    package func isPackageFile(_ file: Int32) -> Bool { tree.isPackageFile(file) }

    /// Whether a function of the file binds the first name of a path for itself.
    package func hasLocals(_ path: NamePath.ID, in file: Int32) -> Bool {
        let paths = units[Int(file)].outline.paths
        var root = path
        while paths[Int(root)].parent != NamePath.none { root = paths[Int(root)].parent }
        return moduleScope(file).locals[paths[Int(root)].name] != nil
    }

    /// The modules that cannot be imported, in order of path.
    package func shadowedModules() -> [ShadowedModule] {
        units.indices.compactMap { index in
            let file = Int32(index)
            guard tree.isShadowed(file) else { return nil }
            let package = tree.file(of: tree.nodeOfFile[index])
            return ShadowedModule(path: units[index].path, shadowedBy: units[Int(package)].path)
        }
    }

    /// The imports that run and resolve to nothing, in order of path and line. Imports that have a fallback, or
    /// that only type checkers see, are left out: they may fail by design.
    package func danglingImports() -> [DanglingImport] {
        var found: [DanglingImport] = []
        for (index, unit) in units.enumerated() {
            let file = Int32(index)
            for item in unit.outline.imports {
                guard item.flags.isDisjoint(with: [.fallback, .typeChecking, .star, .conditional]),
                    imported(item, file) == .dangling
                else { continue }
                var name = item.module == NamePath.none ? "" : text(item.module, in: file)
                name = String(repeating: ".", count: Int(min(item.level, 16))) + name
                if item.name != NameTable.none {
                    name += (name.isEmpty || name.hasSuffix(".") ? "" : ".") + unit.outline.names[item.name]
                }
                found.append(DanglingImport(path: unit.path, line: Int(item.line), name: name))
            }
        }
        return found
    }
}
