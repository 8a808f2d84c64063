import Outlines

/// Modules of the repository that only share a name with what imports mean: `from mcp import ClientSession` speaks of
/// a library, whatever `tools/mcp` stands beside the file.
///
/// A folder below the top of the tree need not be one that imports start from, and a folder of tests often has the
/// folders of what it tests. What imports mean shows in what they find: a module is a homonym if more imports that it
/// could answer ask it for names and submodules that it lacks than for those that it has. Folders around the importing
/// files are judged by the imports of all files inside them; folders elsewhere by those of one program, since what others
/// mean is no sign.
struct Homonyms: Sendable {
    /// A top name as imports would find it in a folder.
    private struct Claim: Hashable {
        /// `ModuleTree.root(of:)` of the importing files; -1 for all that stand inside the folder.
        var program: Int32
        var folder: Int32
        var name: UInt32
    }

    private enum Answer { case found, missing, unclear }

    private let tree: ModuleTree
    private let scopes: [ModuleScope]
    private let sharedIDs: [[UInt32]]
    /// Per file that was asked: the shared ids of what its top binds.
    private let bound = Keeper<Int32, Set<UInt32>>()
    private var refused: Set<Claim> = []

    /// - Complexity: O(n) in the imports, times the folders around a file that hold what it imports, and in the names of
    ///   the files that are imported from.
    init(
        _ units: [SourceUnit], _ tree: ModuleTree, _ scopes: [ModuleScope], _ sharedIDs: [[UInt32]], jobs: Int
    ) async {
        self.tree = tree
        self.scopes = scopes
        self.sharedIDs = sharedIDs
        let below = Set(tree.nodes.lazy.filter { $0.parent > 0 }.map(\.name))
        // First the folders around files: what they refuse is looked for elsewhere.
        for isAround in [true, false] {
            let judged = self
            // Few imports begin with such a name, and no others are looked at.
            let named = isAround ? below : below.filter { !tree.homes(of: $0).isEmpty }
            let found = await concurrentMap(Array(units.indices), jobs: jobs) { file in
                judged.claims(Int32(file), units[file], named, isAround: isAround)
            }
            var balances: [Claim: Int] = [:]
            for claims in found { balances.merge(claims, uniquingKeysWith: +) }
            for (claim, balance) in balances where balance < 0 { refused.insert(claim) }
        }
    }

    /// Whether imports of a program do not mean the module of this name in a folder.
    func contains(_ name: UInt32, in folder: Int32, of program: Int32) -> Bool {
        refused.contains(Claim(program: -1, folder: folder, name: name))
            || refused.contains(Claim(program: program, folder: folder, name: name))
    }

    /// How many imports of the file find what they ask for, less those that do not, by what might answer them.
    private func claims(
        _ file: Int32, _ unit: SourceUnit, _ named: Set<UInt32>, isAround: Bool
    ) -> [Claim: Int] {
        let ids = sharedIDs[Int(file)]
        let program = tree.root(of: file)
        guard program > 0 || !isAround else { return [:] }
        var candidates: [UInt32: [Claim]] = [:]
        var claims: [Claim: Int] = [:]
        for item in unit.outline.imports where item.level == 0 && item.module != NamePath.none {
            let first = ids[Int(unit.outline.paths.root(of: item.module))]
            guard named.contains(first) else { continue }
            if candidates[first] == nil {
                let around = claimsAround(first, program)
                if isAround {
                    candidates[first] = around
                } else {
                    let isAnswered =
                        hasCode(0, first)
                        || around.contains { !refused.contains($0) && hasCode($0.folder, first) }
                    candidates[first] = isAnswered ? [] : claimsElsewhere(first, program)
                }
            }
            guard let claimants = candidates[first], !claimants.isEmpty else { continue }
            let path = unit.outline.paths.sharedIDs(of: item.module, ids)
            let name = item.name == NameTable.none ? nil : ids[Int(item.name)]
            for claim in claimants {
                switch answer(path, name, in: claim.folder) {
                case .found: claims[claim, default: 0] += 1
                case .missing: claims[claim, default: 0] -= 1
                case .unclear: break
                }
            }
        }
        return claims
    }

    private func hasCode(_ folder: Int32, _ name: UInt32) -> Bool {
        tree.child(of: folder, name).map { tree.hasCode($0) } ?? false
    }

    private func claimsAround(_ name: UInt32, _ program: Int32) -> [Claim] {
        var claims: [Claim] = []
        var folder = program
        while folder > 0 {
            if tree.child(of: folder, name) != nil {
                claims.append(Claim(program: -1, folder: folder, name: name))
            }
            folder = tree.parent(of: folder)
        }
        return claims
    }

    /// Of how many folders elsewhere a name alone may mean one; a path of several parts may mean one of more.
    static let fewHomes = 8

    private func claimsElsewhere(_ name: UInt32, _ program: Int32) -> [Claim] {
        let homes = tree.homes(of: name)
        guard homes.count <= Self.fewHomes else { return [] }
        return homes.map { Claim(program: program, folder: $0, name: name) }
    }

    /// Whether a folder has the module that an import names, and that module the name.
    private func answer(_ path: [UInt32], _ name: UInt32?, in folder: Int32) -> Answer {
        var node = folder
        for part in path {
            guard let child = tree.child(of: node, part) else { return lack(of: node, below: folder) }
            node = child
        }
        guard let name else { return path.count > 1 ? .found : .unclear }
        if tree.child(of: node, name) != nil { return .found }
        let file = tree.file(of: node)
        guard file >= 0 else { return .unclear }
        let names = bound.value(file) {
            let ids = sharedIDs[Int(file)]
            return Set(ids.indices.lazy.filter { scopes[Int(file)].bindings[$0] != nil }.map { ids[$0] })
        }
        return names.contains(name) ? .found : lack(of: node, below: folder)
    }

    /// What it means that a node lacks what it is asked for: nothing where it may have more than the tree shows, as a
    /// package of several folders.
    private func lack(of node: Int32, below folder: Int32) -> Answer {
        let file = tree.file(of: node)
        guard node != folder, file >= 0, !tree.isSearchedElsewhere(node, scopes) else { return .unclear }
        return scopes[Int(file)].stars.isEmpty ? .missing : .unclear
    }
}
