import Linking
import Outlines

/// What classes do with the members of their own objects. Keeps what it has read of files and classes.
final class OwnUses {
    private let members: ClassMembers
    private var files: [Int32: (parts: PathParts, scopes: MethodScopes)] = [:]
    private var classes: [DefinitionID: [Item]] = [:]
    private var reads: [DefinitionID: Reads] = [:]

    init(_ members: ClassMembers) { self.members = members }

    /// A use of a member of a method's own object.
    struct Item {
        /// Which distinct name the member has.
        var member: Int
        /// The path of object and member.
        var path: NamePath.ID
        var use: Outline.Use
        var file: Int32
        /// Whether it stands in a method that makes the object.
        var isInConstructor: Bool
    }

    func parts(of file: Int32) -> (parts: PathParts, scopes: MethodScopes) {
        if let known = files[file] { return known }
        let found = (PathParts(members.tree.units[Int(file)].outline), MethodScopes(file, members.tree))
        files[file] = found
        return found
    }

    /// The uses in the text of a class, in order of the source.
    func items(of id: DefinitionID) -> [Item] {
        if let known = classes[id] { return known }
        let outline = members.tree.units[Int(id.file)].outline
        let (parts, scopes) = parts(of: id.file)
        let definition = outline.definitions[Int(id.index)]
        let found = outline.uses[definition.uses.range].compactMap { use -> Item? in
            let second = parts.second[Int(use.path)]
            guard second != NamePath.none, use.scope >= 0 else { return nil }
            let object = outline.paths[Int(parts.first[Int(use.path)])].name
            guard isOwn(object, use.scope, id, outline, scopes) else { return nil }
            return Item(
                member: members.tree.distinctID(of: outline.paths[Int(second)].name, in: id.file),
                path: second,
                use: use, file: id.file, isInConstructor: isConstructor(use.scope, id, outline))
        }
        classes[id] = found
        return found
    }

    /// What the text of a class reads.
    struct Reads {
        /// The members of its own objects, and bare names.
        var names: Set<Int>
        /// Whether it asks objects for members by texts that are not written out.
        var isByText: Bool
    }

    func reads(of id: DefinitionID) -> Reads {
        if let known = reads[id] { return known }
        let outline = members.tree.units[Int(id.file)].outline
        let uses = outline.uses[outline.definitions[Int(id.index)].uses.range]
        var names = Set(items(of: id).filter { !$0.use.kind.binds }.map(\.member))
        for use in uses where outline.paths[Int(use.path)].parent == NamePath.none {
            names.insert(members.tree.distinctID(of: outline.paths[Int(use.path)].name, in: id.file))
        }
        let found = Reads(names: names, isByText: readsByText(uses, of: id.file))
        reads[id] = found
        return found
    }

    /// Whether code asks objects for members by texts that are not written out.
    func readsByText(_ uses: ArraySlice<Outline.Use>, of file: Int32) -> Bool {
        let outline = members.tree.units[Int(file)].outline
        return uses.contains { use in
            let path = outline.paths[Int(use.path)]
            if outline.names.equals(path.name, anyOf: Self.tables) { return true }
            return use.kind == .call && outline.names.equals(path.name, Self.getattr)
                && !members.isMention(onLine: use.line, of: file)
        }
    }

    private static let tables: [KnownName] = ["__dict__", "vars", "globals", "locals", "asdict"]
    private static let getattr: KnownName = "getattr"

    /// The classes whose methods may share an object with those of a class: its ancestors, its heirs, and theirs.
    func family(of id: DefinitionID) -> [DefinitionID] {
        let heirs = members.descendants(of: id)
        var seen: Set<DefinitionID> = []
        return ([id] + members.ancestors(of: id) + heirs + heirs.flatMap { members.ancestors(of: $0) }).filter
        {
            seen.insert($0).inserted
        }
    }

    /// Whether a name stands for the object of a class, or for the class, in a scope.
    func isOwn(
        _ name: NameTable.ID, _ scope: Int32, _ id: DefinitionID, _ outline: Outline, _ scopes: MethodScopes
    ) -> Bool {
        if scope >= 0, let method = scopes.methods[Int(scope)], method.owner == id.index,
            method.object == name
        {
            return true
        }
        return name == outline.definitions[Int(id.index)].name
            || outline.names.equals(name, anyOf: Self.objects)
    }

    /// Whether a scope is a method that makes objects of a class, or a function inside one.
    func isConstructor(_ scope: Int32, _ id: DefinitionID, _ outline: Outline) -> Bool {
        var scope = scope
        while scope > id.index {
            if outline.definitions[Int(scope)].parent == id.index {
                return outline.names.equals(outline.definitions[Int(scope)].name, anyOf: Self.constructors)
            }
            scope = outline.definitions[Int(scope)].parent
        }
        return false
    }

    private static let objects: [KnownName] = ["self", "cls"]
    private static let constructors: [KnownName] = ["__init__", "__new__", "__post_init__"]
}
