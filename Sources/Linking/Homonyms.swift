import Outlines

/// Modules of the repository that only share a name with what imports mean: `from mcp import ClientSession` speaks of
/// a library, whatever `tools/mcp` stands beside the file.
///
/// A folder below the top of the tree need not be one that imports start from, and a folder of tests often has the
/// folders of what it tests. What imports mean shows in what they find: a module is a homonym for a program if more
/// imports of that program's files ask it for names and submodules that it lacks than for those that it has.
struct Homonyms: Sendable {
    /// A top name as imports of a program would find it in a folder.
    private struct Claim: Hashable {
        /// `ModuleTree.root(of:)` of the importing files.
        var program: Int32
        var folder: Int32
        var name: UInt32
    }

    private enum Answer { case found, missing, unclear }

    private var refused: Set<Claim> = []

    /// - Complexity: O(n) in the imports, times the depth of folders.
    init(
        _ units: [SourceUnit], _ tree: ModuleTree, _ scopes: [ModuleScope], _ sharedIDs: [[UInt32]], jobs: Int
    ) async {
        let named = Set(tree.nodes.lazy.filter { $0.parent > 0 }.map(\.name))
        let found = await concurrentMap(Array(units.indices), jobs: jobs) { file in
            Self.claims(Int32(file), units[file].outline, tree, named, scopes, sharedIDs)
        }
        var balances: [Claim: Int] = [:]
        for claims in found { balances.merge(claims, uniquingKeysWith: +) }
        refused = Set(balances.filter { $0.value < 0 }.keys)
    }

    /// Whether the imports of a program do not mean the module of this name in a folder.
    func contains(_ name: UInt32, in folder: Int32, of program: Int32) -> Bool {
        refused.contains(Claim(program: program, folder: folder, name: name))
    }

    /// How many imports of the file find what they ask for, less those that do not, by what might answer them.
    private static func claims(
        _ file: Int32, _ outline: Outline, _ tree: ModuleTree,
        _ named: Set<UInt32>,
        _ scopes: [ModuleScope], _ sharedIDs: [[UInt32]]
    ) -> [Claim: Int] {
        let program = tree.root(of: file)
        var around: [Int32] = []
        var folder = program
        while folder > 0 {
            around.append(folder)
            folder = tree.parent(of: folder)
        }
        let ids = sharedIDs[Int(file)]
        var claims: [Claim: Int] = [:]
        for item in outline.imports where item.level == 0 && item.module != NamePath.none {
            // Few imports begin with what stands below the top of the tree.
            guard named.contains(ids[Int(outline.root(of: item.module))]) else { continue }
            let path = outline.sharedPath(item.module, ids)
            let name = item.name == NameTable.none ? nil : ids[Int(item.name)]
            let own = around.filter { tree.child(of: $0, path[0]) != nil }
            let isAtTop = tree.child(of: 0, path[0]) != nil
            for folder in own.isEmpty && !isAtTop ? tree.homes(of: path[0]) : own {
                let claim = Claim(program: program, folder: folder, name: path[0])
                switch answer(path, name, in: folder, tree, scopes, sharedIDs) {
                case .found: claims[claim, default: 0] += 1
                case .missing: claims[claim, default: 0] -= 1
                case .unclear: break
                }
            }
        }
        return claims
    }

    /// Whether a folder has the module that an import names, and that module the name.
    private static func answer(
        _ path: [UInt32], _ name: UInt32?, in folder: Int32, _ tree: ModuleTree, _ scopes: [ModuleScope],
        _ sharedIDs: [[UInt32]]
    ) -> Answer {
        var node = folder
        for part in path {
            guard let child = tree.child(of: node, part) else { return .missing }
            node = child
        }
        guard let name else { return path.count > 1 ? .found : .unclear }
        if tree.child(of: node, name) != nil { return .found }
        let file = tree.file(of: node)
        if tree.isOpaque(node) { return .unclear }
        guard file >= 0 else { return .missing }
        let scope = scopes[Int(file)]
        let isBound = sharedIDs[Int(file)].firstIndex(of: name).map { scope.bindings[$0] != nil } ?? false
        if isBound { return .found }
        return scope.isDynamic || !scope.stars.isEmpty ? .unclear : .missing
    }
}
