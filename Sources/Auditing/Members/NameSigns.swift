import Linking
import Outlines

/// What production code does with names, whatever object they are members of: where a class cannot be told, a name
/// that is set or read anywhere counts as set or read.
struct NameSigns: Sendable {
    struct Sign: OptionSet, Sendable {
        let rawValue: UInt16

        /// Set as a member of something other than a method's own object.
        static let assigned = Sign(rawValue: 1)
        /// Written as a text that may name a member.
        static let mentioned = Sign(rawValue: 2)
        /// The key of an element that is set.
        static let key = Sign(rawValue: 4)
        /// Read as a member of something other than a method's own object.
        static let read = Sign(rawValue: 8)
        static let imported = Sign(rawValue: 16)
        /// Read as a bare name in a file that imports all names of some module.
        static let readBehindStar = Sign(rawValue: 32)
        /// A base class by this name is not known. Said by tests, too.
        static let unknownBase = Sign(rawValue: 64)
        /// Given to `setattr`.
        static let setByText = Sign(rawValue: 128)
        /// A table that something other than a method's own object has, and whose elements are set by keys that are no
        /// plain texts.
        static let setByAnyKey = Sign(rawValue: 256)
        /// Asked for by an `__all__`.
        static let exported = Sign(rawValue: 512)
    }

    private var signs: [UInt16]

    init(_ tree: LinkedTree, jobs: Int) async {
        let found = await concurrentMap(Array(tree.units.indices), jobs: jobs) { Self.signs(Int32($0), tree) }
        signs = Array(repeating: 0, count: tree.distinctNameLimit)
        for (file, own) in found.enumerated() {
            for (name, sign) in own.enumerated() where sign != 0 {
                signs[tree.distinctID(of: NameTable.ID(name), in: Int32(file))] |= sign
            }
        }
    }

    func has(_ distinctName: Int, _ sign: Sign) -> Bool { signs[distinctName] & sign.rawValue != 0 }

    /// The signs of the names of one file, by the file's own numbers.
    private static func signs(_ file: Int32, _ tree: LinkedTree) -> [UInt16] {
        let unit = tree.units[Int(file)]
        var signs = [UInt16](repeating: 0, count: unit.outline.names.count)
        func mark(_ name: NameTable.ID, _ sign: Sign) { signs[Int(name)] |= sign.rawValue }
        markUnknownBases(file, tree, mark)
        guard !unit.isTestCode else { return signs }

        let parts = PathParts(unit.outline)
        let isOwn = unit.outline.paths.map { unit.outline.names.equals($0.name, anyOf: owners) }
        func isOfAnother(_ path: NamePath.ID) -> Bool {
            let second = parts.second[Int(path)]
            return second != NamePath.none && (second != path || !isOwn[Int(parts.first[Int(path)])])
        }
        func markSet(_ path: NamePath.ID) {
            if isOfAnother(path) { mark(unit.outline.paths[Int(path)].name, .assigned) }
        }
        for value in unit.outline.values where value.target != NamePath.none { markSet(value.target) }
        for element in unit.outline.elements where element.kind == .set {
            if element.key != NameTable.none {
                mark(element.key, .key)
            } else if element.table != NamePath.none, isOfAnother(element.table) {
                mark(unit.outline.paths[Int(element.table)].name, .setByAnyKey)
            }
        }
        for name in unit.outline.exports { mark(name, .exported) }
        for mention in unit.outline.mentions { mark(mention.name, .mentioned) }
        let hasStar = unit.outline.imports.contains { $0.bound == NameTable.none }
        for item in unit.outline.imports where item.name != NameTable.none { mark(item.name, .imported) }
        var setterLines: Set<UInt32> = []
        for use in unit.outline.uses {
            if use.kind.binds {
                markSet(use.path)
                continue
            }
            if use.kind == .call,
                unit.outline.names.equals(unit.outline.paths[Int(use.path)].name, anyOf: setters)
            {
                setterLines.insert(use.line)
            }
            var path = use.path
            while path != NamePath.none {
                let item = unit.outline.paths[Int(path)]
                if item.parent == NamePath.none {
                    if hasStar { mark(item.name, .readBehindStar) }
                } else if parts.second[Int(path)] != path || !isOwn[Int(item.parent)] {
                    mark(item.name, .read)
                }
                path = item.parent
            }
        }
        for mention in unit.outline.mentions where setterLines.contains(mention.line) {
            mark(mention.name, .setByText)
        }
        return signs
    }

    private static func markUnknownBases(
        _ file: Int32, _ tree: LinkedTree, _ mark: (NameTable.ID, Sign) -> Void
    ) {
        let outline = tree.units[Int(file)].outline
        for definition in outline.definitions where definition.kind == .class {
            for index in definition.bases.range {
                let path = outline.bases[index].path
                if case .definition = tree.resolve(path, in: file, scope: definition.parent) { continue }
                mark(outline.paths[Int(path)].name, .unknownBase)
            }
        }
    }

    private static let owners: [KnownName] = ["self", "cls"]
    static let setters: [KnownName] = ["setattr", "__setattr__"]
}
