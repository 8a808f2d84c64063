import Findings
import Linking
import Outlines

/// Under which names the files of a tree import some definitions.
struct ImportedNames {
    /// In order of name.
    private(set) var facts: [DefinitionID: [ImportedName]] = [:]

    private struct Key: Hashable, Sendable {
        var target: DefinitionID
        var name: String
    }

    /// An import counts once a file, wherever it stands in it. That of a file's own definition counts for nothing.
    init(of targets: Set<DefinitionID>, _ tree: LinkedTree, jobs: Int) async {
        var counts: [Key: (production: Int, tests: Int)] = [:]
        let found = await concurrentMap(Array(tree.units.indices), jobs: jobs) { file in
            Self.find(targets, Int32(file), tree)
        }
        for (unit, keys) in zip(tree.units, found) {
            for key in keys {
                if unit.isTestCode {
                    counts[key, default: (0, 0)].tests += 1
                } else {
                    counts[key, default: (0, 0)].production += 1
                }
            }
        }
        for (key, count) in counts.sorted(by: { $0.key.name < $1.key.name }) {
            facts[key.target, default: []].append(
                ImportedName(key.name, productionFiles: count.production, testFiles: count.tests))
        }
    }

    /// What a file imports, in no order.
    private static func find(_ targets: Set<DefinitionID>, _ file: Int32, _ tree: LinkedTree) -> Set<Key> {
        var keys: Set<Key> = []
        for (position, item) in tree.units[Int(file)].outline.imports.enumerated()
        where item.name != NameTable.none {
            guard case .definition(let id) = tree.imported(position, in: file), targets.contains(id),
                id.file != file
            else { continue }
            keys.insert(Key(target: id, name: name(item, file, tree, of: id)))
        }
        return keys
    }

    /// The dotted name that an import asks for, from the top of the tree where that can be told.
    private static func name(
        _ item: Outline.Import, _ file: Int32, _ tree: LinkedTree, of target: DefinitionID
    ) -> String {
        let names = tree.units[Int(file)].outline.names
        var module = item.module == NamePath.none ? "" : tree.text(item.module, in: file)
        if item.level > 0 {
            // The first dot is the package that the file stands in.
            let steps = Int(item.level) - (tree.isPackageFile(file) ? 1 : 0)
            let package = tree.moduleName(of: file).split(separator: ".").dropLast(steps)
            module = (package.map(String.init) + (module.isEmpty ? [] : [module])).joined(separator: ".")
        }
        let name = module.isEmpty ? names[item.name] : module + "." + names[item.name]
        // The tree may lie below the folder that imports start from.
        let symbol = tree.dottedName(target)
        return symbol.hasSuffix("." + name) ? symbol : name
    }
}
