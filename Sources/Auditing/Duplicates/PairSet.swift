import Findings
import Linking
import Outlines

/// Pairs of definitions, each once, with its strongest evidence.
struct PairSet {
    private let tree: LinkedTree
    private(set) var pairs: [DuplicateSearch.Pair] = []
    private var known: Set<Key> = []

    private struct Key: Hashable {
        var left: DefinitionID
        var right: DefinitionID

        init(_ left: DefinitionID, _ right: DefinitionID) {
            self.left = min(left, right)
            self.right = max(left, right)
        }
    }

    init(_ tree: LinkedTree) { self.tree = tree }

    /// Adds pairs; one that is there already has stronger evidence, which comes first.
    mutating func add(_ new: [DuplicateSearch.Pair]) {
        for pair in new where known.insert(Key(pair.left, pair.right)).inserted { pairs.append(pair) }
    }

    /// Whether definitions around the two of a pair are a pair themselves: then this one says nothing new.
    func holdsOuter(of pair: DuplicateSearch.Pair) -> Bool {
        let rights = [pair.right] + outer(pair.right)
        return outer(pair.left).contains { left in
            rights.contains { left != $0 && known.contains(Key(left, $0)) }
        } || outer(pair.right).contains { $0 != pair.left && known.contains(Key(pair.left, $0)) }
    }

    /// The definitions around one, innermost first; of deep nests the inner ones.
    private func outer(_ id: DefinitionID) -> [DefinitionID] {
        let definitions = tree.units[Int(id.file)].outline.definitions
        var found: [DefinitionID] = []
        var parent = definitions[Int(id.index)].parent
        while parent >= 0, found.count < 8 {
            found.append(DefinitionID(file: id.file, index: parent))
            parent = definitions[Int(parent)].parent
        }
        return found
    }
}
