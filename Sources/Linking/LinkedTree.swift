package import Findings
package import Outlines

/// The files of a repository with every name resolved: what each dotted name of each file stands for.
///
/// Immutable, and so free to be read from any thread.
package final class LinkedTree: Sendable {
    /// In order of path.
    package let units: [SourceUnit]
    private let names: SharedNames
    /// Per file: the shared ids of its names.
    private let sharedIDs: [[UInt32]]
    private let tree: ModuleTree
    private let scopes: [ModuleScope]
    private let externals: [String]
    /// Per file and path: what it stands for at the top of the file.
    private let symbols: [[Symbol]]
    /// Per file and import: what the import binds.
    private let imports: [[Symbol]]
    /// Per file and import of a function: what the paths that start with its name stand for.
    private let localSymbols: [[Int32: [NamePath.ID: Symbol]]]
    private let moduleNames: [String]
    private let dangling: [DanglingImport]

    /// Links files.
    ///
    /// - Parameters:
    ///   - units: in order of path.
    ///   - opaque: the paths of files that can be imported, and whose names are not known.
    ///   - jobs: how many workers read scopes; the tree is the same for any number.
    package init(_ units: [SourceUnit], opaque: [String] = [], jobs: Int = 1) async {
        self.units = units
        var names = SharedNames()
        let sharedIDs = units.map { names.merge($0.outline.names) }
        tree = ModuleTree(paths: units.map(\.path), opaque: opaque, names: &names)
        self.names = names
        self.sharedIDs = sharedIDs
        scopes = await concurrentMap(units, jobs: jobs) { ModuleScope($0.outline) }
        var resolver = Resolver(units, names, tree, scopes, sharedIDs)
        var symbols: [[Symbol]] = []
        var imports: [[Symbol]] = []
        var localSymbols: [[Int32: [NamePath.ID: Symbol]]] = []
        for (index, unit) in units.enumerated() {
            let file = Int32(index)
            symbols.append(resolver.symbols(of: file))
            imports.append(unit.outline.imports.map { resolver.imported($0, file) })
            var locals: [Int32: [NamePath.ID: Symbol]] = [:]
            for (position, item) in unit.outline.imports.enumerated()
            where item.scope >= 0 && item.bound != NameTable.none {
                locals[Int32(position)] = resolver.symbols(
                    of: file, behind: item.bound, imports[index][position])
            }
            localSymbols.append(locals)
        }
        self.symbols = symbols
        self.imports = imports
        self.localSymbols = localSymbols
        dangling = Self.danglingImports(units, &resolver)
        externals = resolver.externals
        let tree = tree
        moduleNames = units.indices.map { tree.dottedName(tree.nodeOfFile[$0], names) }
    }

    // MARK: Symbols

    /// What a dotted name stands for where it is used.
    ///
    /// - Parameter scope: the innermost definition around the use; -1 at the top of the file.
    package func resolve(_ path: NamePath.ID, in file: Int32, scope: Int32) -> Symbol {
        guard scope >= 0, !scopes[Int(file)].locals.isEmpty else { return symbols[Int(file)][Int(path)] }
        let outline = units[Int(file)].outline
        let root = self.root(of: path, in: file)
        guard let binding = scopes[Int(file)].local(root, scope, outline.definitions) else {
            return symbols[Int(file)][Int(path)]
        }
        switch binding {
        case .opaque, .alias, .instance: return .unknown
        case .imported(let index): return localSymbols[Int(file)][index]?[path] ?? .unknown
        case .definition(let index):
            // Of a definition inside a function only the name itself is followed.
            guard outline.paths[Int(path)].parent == NamePath.none else { return .unknown }
            return .definition(DefinitionID(file: file, index: index))
        }
    }

    /// Whether a function of the file binds the first name of a path for itself.
    package func hasLocals(_ path: NamePath.ID, in file: Int32) -> Bool {
        !scopes[Int(file)].locals.isEmpty && scopes[Int(file)].locals[root(of: path, in: file)] != nil
    }

    private func root(of path: NamePath.ID, in file: Int32) -> NameTable.ID {
        var path = path
        while true {
            let node = units[Int(file)].outline.paths[Int(path)]
            if node.parent == NamePath.none { return node.name }
            path = node.parent
        }
    }

    /// What the import at `index` of a file binds.
    package func imported(_ index: Int, in file: Int32) -> Symbol { imports[Int(file)][index] }

    // MARK: Names

    /// How many distinct names the files hold.
    package var distinctNameCount: Int { names.count }

    /// The bytes of a distinct name.
    package func distinctName(_ id: Int) -> ArraySlice<UInt8> { names.bytes(UInt32(id)) }

    /// Which distinct name a name of a file is.
    package func distinctID(of name: NameTable.ID, in file: Int32) -> Int {
        Int(sharedIDs[Int(file)][Int(name)])
    }

    // MARK: Texts

    /// The dotted name of a file's module, from the top of the tree.
    package func moduleName(of file: Int32) -> String { moduleNames[Int(file)] }

    /// The dotted name of a definition from the top of the tree: `app.ws.Hub.send`.
    package func dottedName(_ id: DefinitionID) -> String {
        let module = moduleName(of: id.file)
        let name = qualifiedName(id)
        return module.isEmpty ? name : module + "." + name
    }

    /// The name of a definition inside its file.
    package func qualifiedName(_ id: DefinitionID) -> String {
        let unit = units[Int(id.file)]
        let definition = unit.outline.definitions[Int(id.index)]
        var name = unit.outline.names[definition.name]
        var parent = definition.parent
        while parent >= 0 {
            let outer = unit.outline.definitions[Int(parent)]
            name = unit.outline.names[outer.name] + "." + name
            parent = outer.parent
        }
        return name
    }

    /// What a path of `file` says, as written.
    package func text(_ path: NamePath.ID, in file: Int32) -> String {
        let unit = units[Int(file)]
        let node = unit.outline.paths[Int(path)]
        var text = unit.outline.names[node.name]
        var parent = node.parent
        while parent != NamePath.none {
            let outer = unit.outline.paths[Int(parent)]
            let dot = text.hasPrefix(NamePath.callMark) ? "" : "."
            text = unit.outline.names[outer.name] + dot + text
            parent = outer.parent
        }
        return text
    }

    /// The dotted name that a symbol is known by; nil for unknown ones.
    package func dottedName(_ symbol: Symbol) -> String? {
        switch symbol {
        case .definition(let id): dottedName(id)
        case .module(let node): tree.dottedName(node, names)
        case .external(let id): externals[Int(id)]
        case .instance, .dangling, .unknown: nil
        }
    }

    /// What a path is known by where it is used: its resolved dotted name as far as imports tell, the rest as
    /// written.
    package func name(_ path: NamePath.ID, in file: Int32, scope: Int32) -> String {
        if let known = dottedName(resolve(path, in: file, scope: scope)) { return known }
        let outline = units[Int(file)].outline
        var parent = outline.paths[Int(path)].parent
        while parent != NamePath.none {
            if let known = dottedName(resolve(parent, in: file, scope: scope)) {
                return known + text(path, in: file).dropFirst(text(parent, in: file).count)
            }
            parent = outline.paths[Int(parent)].parent
        }
        return text(path, in: file)
    }

    // MARK: Facts of the tree

    /// Whether a package of the same name keeps `file` from ever being imported.
    package func isShadowed(_ file: Int32) -> Bool { tree.isShadowed(file) }

    /// Whether `file` is the `__init__` of a package.
    package func isPackageFile(_ file: Int32) -> Bool { tree.isPackageFile(file) }

    /// The modules that cannot be imported, in order of path.
    package func shadowedModules() -> [ShadowedModule] {
        units.indices.compactMap { index in
            guard tree.isShadowed(Int32(index)) else { return nil }
            let package = tree.file(of: tree.nodeOfFile[index])
            return ShadowedModule(path: units[index].path, shadowedBy: units[Int(package)].path)
        }
    }

    /// The imports that run and resolve to nothing, in order of path and line. Imports that have a fallback, or
    /// that only type checkers see, are left out: they may fail by design. So are those of a name that another
    /// module of the repository fails to import: the fault is that module's.
    package func danglingImports() -> [DanglingImport] { dangling }

    private static func danglingImports(
        _ units: [SourceUnit], _ resolver: inout Resolver
    ) -> [DanglingImport] {
        var found: [DanglingImport] = []
        for (file, unit) in units.enumerated() where !unit.path.hasSuffix(".pyi") {
            for item in unit.outline.imports {
                guard item.flags.isDisjoint(with: [.fallback, .typeChecking, .conditional]),
                    resolver.isDangling(item, Int32(file))
                else { continue }
                found.append(
                    DanglingImport(
                        path: unit.path, line: Int(item.line), name: writtenName(item, unit.outline)))
            }
        }
        return found
    }

    /// The dotted name of an import as it is written: `..a.b` for `from ..a import b`.
    private static func writtenName(_ item: Outline.Import, _ outline: Outline) -> String {
        var parts: [String] = []
        var path = item.module
        while path != NamePath.none {
            parts.append(outline.names[outline.paths[Int(path)].name])
            path = outline.paths[Int(path)].parent
        }
        parts.reverse()
        if item.name != NameTable.none { parts.append(outline.names[item.name]) }
        return String(repeating: ".", count: Int(min(item.level, 16))) + parts.joined(separator: ".")
    }
}
