public import Findings
public import Outlines

/// The files of a repository with every name resolved: what each dotted name of each file stands for.
///
/// Immutable, and so free to be read from any thread.
public final class LinkedTree: Sendable {
    /// In order of path.
    public let units: [SourceUnit]
    private let names: SharedNames
    /// Per file: the shared ids of its names.
    private let sharedIDs: [[UInt32]]
    private let tree: ModuleTree
    private let scopes: [ModuleScope]
    /// Per resolver: the names of other modules that it met.
    private let externals: [[String]]
    /// Per file.
    private let links: [FileLinks]
    private let moduleNames: [String]

    /// Links files.
    ///
    /// - Parameters:
    ///   - units: in order of path.
    ///   - opaque: the paths of files that can be imported, and whose names are not known.
    ///   - jobs: how many workers link; the tree is the same for any number.
    public convenience init(_ units: [SourceUnit], opaque: [String] = [], jobs: Int = 1) async {
        await self.init(units, opaque: opaque, jobs: jobs, starLimit: Resolver.starLimit)
    }

    /// - Parameter starLimit: that of each resolver.
    init(_ units: [SourceUnit], opaque: [String], jobs: Int, starLimit: Int) async {
        let (scopes, (tree, names, sharedIDs)) = await concurrently(jobs: jobs) {
            await concurrentMap(units, jobs: jobs) { ModuleScope($0.outline) }
        } _: {
            // Taken apart: names that something else held as well would be copied before one is added.
            var (names, sharedIDs) = await SharedNames.merging(units.map(\.outline.names), jobs: jobs)
            let tree = ModuleTree(
                paths: units.map(\.path), opaque: opaque,
                djangoScripts: units.indices.filter { units[$0].isDjangoScript },
                names: &names)
            return (tree, names, sharedIDs)
        }
        let homonyms = await Homonyms(units, tree, scopes, sharedIDs, jobs: jobs)
        let starts = Array(stride(from: 0, to: units.count, by: FileLinks.share))
        let parts = await concurrentMap(Array(starts.indices), jobs: jobs) { part in
            var resolver = Resolver(
                units, names, tree, scopes, homonyms, sharedIDs, number: part, of: starts.count,
                starLimit: starLimit)
            let links = (starts[part]..<min(starts[part] + FileLinks.share, units.count)).map { file in
                FileLinks(Int32(file), units[file], &resolver)
            }
            return (links: links, externals: resolver.externals)
        }
        moduleNames = await concurrentMap(Array(units.indices), jobs: jobs) {
            tree.dottedName(tree.nodeOfFile[$0], names)
        }
        links = parts.flatMap(\.links)
        externals = parts.map(\.externals)
        self.units = units
        self.names = names
        self.sharedIDs = sharedIDs
        self.tree = tree
        self.scopes = scopes
    }

    // MARK: Symbols

    /// What a dotted name stands for where it is used.
    ///
    /// - Parameter scope: the innermost definition around the use; -1 at the top of the file.
    public func resolve(_ path: NamePath.ID, in file: Int32, scope: Int32) -> Symbol {
        guard scope >= 0, hasLocals(path, in: file),
            let binding = scopes[Int(file)].local(
                units[Int(file)].outline.paths.root(of: path), scope, units[Int(file)].outline.definitions)
        else { return links[Int(file)].symbols[Int(path)] }
        switch binding {
        case .opaque, .alias, .instance: return .unknown
        case .imported(let index): return links[Int(file)].locals[index]?[path] ?? .unknown
        case .definition(let index):
            // Of a definition inside a function only the name itself is followed.
            guard node(path, in: file).parent == NamePath.none else { return .unknown }
            return .definition(DefinitionID(file: file, index: index))
        }
    }

    /// Whether a function of the file binds the first name of a path for itself.
    public func hasLocals(_ path: NamePath.ID, in file: Int32) -> Bool {
        guard scopes[Int(file)].hasLocals else { return false }
        return scopes[Int(file)].isLocal(units[Int(file)].outline.paths.root(of: path))
    }

    /// Whether the function at `scope`, or one around it, binds the first name of a path, which the top of the file binds
    /// too, for itself.
    public func isLocal(_ path: NamePath.ID, in file: Int32, scope: Int32) -> Bool {
        let unit = units[Int(file)]
        return scopes[Int(file)].local(unit.outline.paths.root(of: path), scope, unit.outline.definitions)
            != nil
    }

    // An outline taken out of its unit is a dozen arrays retained and released: these read in place.

    private func node(_ path: NamePath.ID, in file: Int32) -> NamePath {
        units[Int(file)].outline.paths[Int(path)]
    }

    private func ownName(_ name: NameTable.ID, in file: Int32) -> String {
        let range = units[Int(file)].outline.names.range(name)
        guard range.count <= TextLimit.most else {
            return TextLimit.cut(units[Int(file)].outline.names.bytes[range])
        }
        return units[Int(file)].outline.names[name]
    }

    /// What the import at `index` of a file binds.
    public func imported(_ index: Int, in file: Int32) -> Symbol { links[Int(file)].imports[index] }

    // MARK: Names

    /// What the numbers of distinct names are less than; some numbers are left out.
    public var distinctNameLimit: Int { names.idLimit }

    /// The bytes of a distinct name; none for a number that is left out.
    public func distinctName(_ id: Int) -> ArraySlice<UInt8> { names.bytes(UInt32(id)) }

    /// By distinct name: whether it is one of some texts.
    public func distinctNames(among texts: some Sequence<String>) -> [Bool] {
        var isAmong = [Bool](repeating: false, count: distinctNameLimit)
        for text in texts {
            if let id = names.known(text) { isAmong[Int(id)] = true }
        }
        return isAmong
    }

    /// Which distinct name a name of a file is.
    public func distinctID(of name: NameTable.ID, in file: Int32) -> Int {
        Int(sharedIDs[Int(file)][Int(name)])
    }

    // MARK: Texts

    /// The dotted name of a file's module, from the top of the tree.
    public func moduleName(of file: Int32) -> String { moduleNames[Int(file)] }

    /// The dotted name of a definition from the top of the tree: `app.ws.Hub.send`.
    public func dottedName(_ id: DefinitionID) -> String {
        let module = moduleName(of: id.file)
        let name = qualifiedName(id)
        return module.isEmpty ? name : Self.joined(module, name)
    }

    /// The name of a definition inside its file.
    public func qualifiedName(_ id: DefinitionID) -> String {
        var name = ""
        var index = id.index
        while index >= 0 {
            let definition = units[Int(id.file)].outline.definitions[Int(index)]
            let own = ownName(definition.name, in: id.file)
            name = name.isEmpty ? own : Self.joined(own, name)
            index = definition.parent
        }
        return name
    }

    /// What a path of `file` says, as written.
    ///
    /// - Parameter outer: a path that it begins with, which is left out.
    public func text(_ path: NamePath.ID, behind outer: NamePath.ID = NamePath.none, in file: Int32) -> String
    {
        let last = node(path, in: file)
        var text = ownName(last.name, in: file)
        var parent = last.parent
        while parent != outer {
            let node = node(parent, in: file)
            text = Self.joined(ownName(node.name, in: file), text)
            parent = node.parent
        }
        return text
    }

    /// `a.b` of `a` and `b`, `a()` of `a` and `()`.
    private static func joined(_ outer: String, _ inner: String) -> String {
        TextLimit.cut(outer + (inner.hasPrefix(NamePath.callMark) ? "" : ".") + inner)
    }

    /// The dotted name that a symbol is known by; nil for unknown ones.
    public func dottedName(_ symbol: Symbol) -> String? {
        switch symbol {
        case .definition(let id): dottedName(id)
        case .module(let node): tree.dottedName(node, names)
        case .external(let id): externals[Int(id) % externals.count][Int(id) / externals.count]
        case .instance, .dangling, .unknown: nil
        }
    }

    /// What a path is known by where it is used: its resolved dotted name as far as imports tell, the rest as
    /// written.
    public func name(_ path: NamePath.ID, in file: Int32, scope: Int32) -> String {
        if let known = dottedName(resolve(path, in: file, scope: scope)) { return known }
        var parent = node(path, in: file).parent
        while parent != NamePath.none {
            if let known = dottedName(resolve(parent, in: file, scope: scope)) {
                return Self.joined(known, text(path, behind: parent, in: file))
            }
            parent = node(parent, in: file).parent
        }
        return text(path, in: file)
    }

    // MARK: Facts of the tree

    /// Whether a package of the same name keeps `file` from ever being imported.
    public func isShadowed(_ file: Int32) -> Bool { tree.isShadowed(file) }

    /// Whether `file` is the `__init__` of a package.
    public func isPackageFile(_ file: Int32) -> Bool { tree.isPackageFile(file) }

    /// The modules that cannot be imported, in order of path.
    public func shadowedModules() -> [ShadowedModule] {
        units.indices.compactMap { index in
            guard tree.isShadowed(Int32(index)) else { return nil }
            let package = tree.file(of: tree.nodeOfFile[index])
            return ShadowedModule(path: units[index].path, shadowedBy: units[Int(package)].path)
        }
    }

    /// The imports that run and resolve to nothing, in order of path and line. Imports that have a fallback, or
    /// that only type checkers see, are left out: they may fail by design. So are those of a name that another
    /// module of the repository fails to import: the fault is that module's.
    public func danglingImports() -> [DanglingImport] { links.flatMap(\.dangling) }
}
