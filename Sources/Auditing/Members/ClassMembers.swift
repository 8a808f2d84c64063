import Classification
import Linking
import Outlines

/// What classes are known to have, and where more may come from than their text says.
struct ClassMembers: Sendable {
    let tree: LinkedTree
    let builder: SubjectBuilder
    let signs: NameSigns
    /// The classes that inherit a class directly.
    private let subclasses: [DefinitionID: [DefinitionID]]
    /// Of the classes that others inherit: those that production code makes objects of.
    private let made: Set<DefinitionID>

    init(_ builder: SubjectBuilder, jobs: Int) async {
        tree = builder.tree
        self.builder = builder
        signs = await NameSigns(builder.tree, jobs: jobs)
        var subclasses: [DefinitionID: [DefinitionID]] = [:]
        for (id, bases) in builder.bases {
            for base in bases { subclasses[base, default: []].append(id) }
        }
        self.subclasses = subclasses.mapValues { $0.sorted() }
        made = await Self.made(among: Set(subclasses.keys), builder.tree, jobs)
    }

    /// The classes of a set that production code makes objects of.
    private static func made(
        among classes: Set<DefinitionID>, _ tree: LinkedTree, _ jobs: Int
    ) async -> Set<DefinitionID> {
        let found = await concurrentMap(Array(tree.units.indices), jobs: jobs) { file -> [DefinitionID] in
            let unit = tree.units[file]
            guard !unit.isTestCode else { return [] }
            return unit.outline.uses.compactMap { use -> DefinitionID? in
                guard use.kind == .call,
                    case .definition(let id) = tree.resolve(use.path, in: Int32(file), scope: use.scope),
                    classes.contains(id)
                else { return nil }
                return id
            }
        }
        return Set(found.joined())
    }

    /// What rules say of classes whose members are all to be seen.
    struct Words: Sendable {
        /// Bases outside the repository that bring no members but those of every object.
        let plainBases: Set<String>
        /// Decorators that add no members, of classes and of functions.
        let plainDecorators: Set<String>
        /// Words in the names of classes that are made to be inherited.
        let inherited: Set<String>

        init(_ rule: FindingRule) {
            plainBases = Set(rule.texts("plain-bases"))
            plainDecorators = Set(rule.texts("plain-decorators"))
            inherited = Set(rule.texts("inherited-words"))
        }
    }

    // MARK: Families

    func ancestors(of id: DefinitionID) -> [DefinitionID] { builder.ancestors(of: id) }

    /// How many classes below one are looked at.
    private static let descendantLimit = 256

    /// The classes that inherit a class, nearest first.
    func descendants(of id: DefinitionID) -> [DefinitionID] {
        var found: [DefinitionID] = []
        var seen: Set<DefinitionID> = [id]
        var next = subclasses[id] ?? []
        while !next.isEmpty, found.count < Self.descendantLimit {
            let level = next.filter { seen.insert($0).inserted }
            found += level
            next = level.flatMap { subclasses[$0] ?? [] }
        }
        return found
    }

    /// Whether the members of a class may come from classes that inherit it: by its name or by its own doing it is
    /// made for that, a class that is not known may inherit it, or others do and nobody makes objects of it.
    func isInherited(_ id: DefinitionID, _ words: Words) -> Bool {
        let unit = tree.units[Int(id.file)]
        let outline = unit.outline
        let definition = outline.definitions[Int(id.index)]
        if hasWord(outline.names[definition.name], words.inherited) { return true }
        if signs.has(tree.distinctID(of: definition.name, in: id.file), .unknownBase) { return true }
        let isAbstract = definition.descendants.range.contains { index in
            outline.definitions[index].decorators.range.contains {
                let path = outline.decorators[$0].path
                return outline.names.equals(outline.paths[Int(path)].name, anyOf: Self.abstractMarks)
            }
        }
        if isAbstract { return true }
        let hasAbstractBase = definition.bases.range.contains {
            outline.names.equals(
                outline.paths[Int(outline.bases[$0].path)].name, anyOf: Self.abstractBases)
        }
        if hasAbstractBase { return true }
        let isInherited = (subclasses[id] ?? []).contains { !tree.units[Int($0.file)].isTestCode }
        return isInherited && !made.contains(id)
    }

    private static let abstractMarks: [KnownName] = ["abstractmethod", "abstractproperty"]
    private static let abstractBases: [KnownName] = ["ABC", "ABCMeta", "Protocol"]

    // MARK: Members

    /// What the text of a class and of its ancestors in the repository defines and sets; nil where there may be more.
    func names(ofFamily id: DefinitionID, _ words: Words) -> Set<Int>? {
        let family = [id] + ancestors(of: id)
        guard !family.contains(where: { isOpen($0, words) }) else { return nil }
        return family.reduce(into: []) { $0.formUnion(names(of: $1)) }
    }

    /// Whether objects of a class may have a member that its family lacks: set from outside, named by a text in one
    /// of the files, or brought by a class that inherits it.
    func mayGain(_ name: Int, _ id: DefinitionID, _ words: Words) -> Bool {
        if signs.has(name, .assigned) || signs.has(name, .setByText) { return true }
        if ([id] + ancestors(of: id)).contains(where: { isMentioned(name, in: $0.file) }) { return true }
        return descendants(of: id).contains { names(ofFamily: $0, words)?.contains(name) ?? true }
    }

    /// Whether a file writes a name as a text: it may be set, or asked for, by that.
    func isMentioned(_ name: Int, in file: Int32) -> Bool {
        tree.units[Int(file)].outline.mentions.contains { tree.distinctID(of: $0.name, in: file) == name }
    }

    /// What the text of a class defines and sets.
    func names(of id: DefinitionID) -> Set<Int> {
        let outline = tree.units[Int(id.file)].outline
        let definition = outline.definitions[Int(id.index)]
        var names: Set<Int> = []
        func add(_ name: NameTable.ID) { names.insert(tree.distinctID(of: name, in: id.file)) }
        for index in definition.descendants.range where outline.definitions[index].parent == id.index {
            add(outline.definitions[index].name)
        }
        for value in outline.values[definition.values.range] where value.target != NamePath.none {
            let path = outline.paths[Int(value.target)]
            // Whatever it is set on: a second name of the object is as good.
            if path.parent != NamePath.none || value.scope == id.index { add(path.name) }
        }
        for use in outline.uses[definition.uses.range] where use.kind == .written {
            add(outline.paths[Int(use.path)].name)
        }
        for item in outline.imports where item.scope == id.index && item.bound != NameTable.none {
            add(item.bound)
        }
        return names
    }

    // MARK: Openness

    /// Whether a class may have members that neither its text nor that of its bases shows: a base or a metaclass that
    /// is not known, a decorator, names that are made up while it runs.
    private func isOpen(_ id: DefinitionID, _ words: Words) -> Bool {
        let unit = tree.units[Int(id.file)]
        let outline = unit.outline
        let definition = outline.definitions[Int(id.index)]
        guard outline.errorCount == 0, !unit.path.hasSuffix(".pyi"),
            definition.flags.isDisjoint(with: [.fallback, .typeChecking])
        else { return true }
        let isAmbiguous = outline.definitions.indices.contains {
            $0 != Int(id.index) && outline.definitions[$0].name == definition.name
                && outline.definitions[$0].parent == definition.parent
        }
        if isAmbiguous { return true }
        let hasUnknownBase = definition.bases.range.contains { index in
            let base = outline.bases[index]
            let name = tree.name(base.path, in: id.file, scope: definition.parent)
            guard base.keyword == NameTable.none else {
                return
                    !(outline.names.equals(base.keyword, Self.metaclass) && words.plainBases.contains(name))
            }
            if case .definition(let target) = tree.resolve(base.path, in: id.file, scope: definition.parent) {
                return target == id
                    || tree.units[Int(target.file)].outline.definitions[Int(target.index)].kind != .class
            }
            return !words.plainBases.contains(name)
        }
        if hasUnknownBase { return true }
        let hasUnknownDecorator = definition.decorators.range.contains {
            let name = tree.name(outline.decorators[$0].path, in: id.file, scope: definition.parent)
            return !words.plainDecorators.contains(name)
        }
        if hasUnknownDecorator { return true }
        let answersForAll = definition.descendants.range.contains {
            outline.definitions[$0].parent == id.index
                && outline.names.equals(outline.definitions[$0].name, anyOf: Self.openMethods)
        }
        return answersForAll || bindsByName(id, outline, definition)
    }

    /// Whether the class itself, or the top of its file, binds members by names that are not written.
    private func bindsByName(
        _ id: DefinitionID, _ outline: Outline, _ definition: Outline.Definition
    ) -> Bool {
        func isSetter(_ use: Outline.Use) -> Bool {
            use.kind == .call
                && outline.names.equals(outline.paths[Int(use.path)].name, anyOf: NameSigns.setters)
                && !outline.mentions.contains { $0.line == use.line }
        }
        if outline.uses.contains(where: { $0.scope < 0 && isSetter($0) }) { return true }
        if outline.uses[definition.uses.range].contains(where: { use in
            if isSetter(use) { return true }
            var path = use.path
            while path != NamePath.none {
                if outline.names.equals(outline.paths[Int(path)].name, anyOf: Self.openNames) { return true }
                path = outline.paths[Int(path)].parent
            }
            return false
        }) {
            return true
        }
        return outline.values[definition.values.range].contains {
            $0.target != NamePath.none
                && outline.names.equals(outline.paths[Int($0.target)].name, anyOf: Self.openTargets)
        }
    }

    private static let metaclass: KnownName = "metaclass"
    private static let openMethods: [KnownName] = ["__getattr__", "__getattribute__", "__init_subclass__"]
    private static let openNames: [KnownName] = ["__dict__", "vars", "locals", "exec", "eval"]
    private static let openTargets: [KnownName] = [
        "__class__", "__dict__", "__getattr__", "__getattribute__", "__bases__",
    ]
}
