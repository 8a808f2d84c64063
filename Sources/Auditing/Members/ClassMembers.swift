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
    /// The classes that production code makes objects of.
    private let made: Set<DefinitionID>
    private let memo = Memo()

    init(_ builder: SubjectBuilder, jobs: Int) async {
        tree = builder.tree
        self.builder = builder
        signs = await NameSigns(builder.tree, jobs: jobs)
        var subclasses: [DefinitionID: [DefinitionID]] = [:]
        for (id, bases) in builder.bases {
            for base in bases { subclasses[base, default: []].append(id) }
        }
        self.subclasses = subclasses.mapValues { $0.sorted() }
        made = await Self.made(builder.tree, jobs)
    }

    private static func made(_ tree: LinkedTree, _ jobs: Int) async -> Set<DefinitionID> {
        let found = await concurrentMap(Array(tree.units.indices), jobs: jobs) { file -> [DefinitionID] in
            let unit = tree.units[file]
            guard !unit.isTestCode else { return [] }
            return unit.outline.uses.compactMap { use -> DefinitionID? in
                guard use.kind == .call,
                    case .definition(let id) = tree.resolve(use.path, in: Int32(file), scope: use.scope),
                    tree.units[Int(id.file)].outline.definitions[Int(id.index)].kind == .class
                else { return nil }
                return id
            }
        }
        return Set(found.joined())
    }

    /// What rules say of classes whose members are all to be seen.
    struct Words: Sendable {
        let rule: String
        /// Bases outside the repository that bring no members but those of every object.
        let plainBases: Set<String>
        /// Decorators that add no members, of classes and of functions.
        let plainDecorators: Set<String>
        /// Words in the names of classes that are made to be inherited.
        let inherited: Set<String>

        init(_ rule: FindingRule) {
            self.rule = rule.header.id
            plainBases = Set(rule.texts("plain-bases"))
            plainDecorators = Set(rule.texts("plain-decorators"))
            inherited = Set(rule.texts("inherited-words"))
        }
    }

    /// Whether production code makes objects of a class.
    func isMade(_ id: DefinitionID) -> Bool { made.contains(id) }

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

    /// How many ancestors a class has whose members are still all told: code that people write has a dozen.
    private static let ancestorLimit = 64

    /// What the text of a class and of its ancestors in the repository defines and sets; nil where there may be more.
    func names(ofFamily id: DefinitionID, _ words: Words) -> Set<Int>? {
        memo.families.value(Memo.Family(rule: words.rule, id: id)) {
            let family = [id] + ancestors(of: id)
            guard family.count <= Self.ancestorLimit, !family.contains(where: { isOpen($0, words) }) else {
                return nil
            }
            return family.reduce(into: Set()) { $0.formUnion(names(of: $1)) }
        }
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
        memo.mentioned.value(file) {
            Set(tree.units[Int(file)].outline.mentions.map { tree.distinctID(of: $0.name, in: file) })
        }.contains(name)
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
        for use in outline.uses[definition.uses.range] where use.kind.binds {
            let path = outline.paths[Int(use.path)]
            if path.parent != NamePath.none { add(path.name) }
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
        if isAmbiguous(id, outline) { return true }
        let hasUnknownBase = definition.bases.range.contains { index in
            let base = outline.bases[index]
            let name = tree.name(base.path, in: id.file, scope: definition.parent)
            guard base.keyword == NameTable.none else {
                return
                    !(outline.names.equals(base.keyword, Self.metaclass) && words.plainBases.contains(name))
            }
            if case .definition(let target) = tree.resolve(base.path, in: id.file, scope: definition.parent) {
                return target == id || isReplaced(base.path, in: id.file, by: target)
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

    /// Whether another definition of the same scope has the name of this one.
    private func isAmbiguous(_ id: DefinitionID, _ outline: Outline) -> Bool {
        memo.ambiguous.value(id.file) {
            var first: [SIMD2<Int32>: Int32] = [:]
            var ambiguous: Set<Int32> = []
            for (index, definition) in outline.definitions.enumerated() {
                let place = SIMD2(definition.parent, Int32(bitPattern: definition.name))
                if let other = first[place] {
                    ambiguous.formUnion([other, Int32(index)])
                } else {
                    first[place] = Int32(index)
                }
            }
            return ambiguous
        }.contains(id.index)
    }

    /// Whether a name leads to a class because the class's module binds it anew, over another class of that name.
    private func isReplaced(_ path: NamePath.ID, in file: Int32, by target: DefinitionID) -> Bool {
        let name = tree.distinctID(of: tree.units[Int(file)].outline.paths[Int(path)].name, in: file)
        let outline = tree.units[Int(target.file)].outline
        guard tree.distinctID(of: outline.definitions[Int(target.index)].name, in: target.file) != name else {
            return false
        }
        return memo.topNames.value(target.file) {
            Set(
                outline.definitions.filter { $0.parent < 0 }.map {
                    tree.distinctID(of: $0.name, in: target.file)
                })
        }.contains(name)
    }

    /// Whether objects of a class come into being: somebody makes them, or the class has a constructor that asks no
    /// other for its part, as those of mixins do.
    func hasObjects(_ id: DefinitionID) -> Bool {
        memo.hasObjects.value(id) { findsObjects(id) }
    }

    private func findsObjects(_ id: DefinitionID) -> Bool {
        let family = [id] + ancestors(of: id)
        if isMade(id) || descendants(of: id).contains(where: isMade) { return true }
        return family.contains { relative in
            let outline = tree.units[Int(relative.file)].outline
            return outline.definitions[Int(relative.index)].descendants.range.contains { index in
                let method = outline.definitions[index]
                guard method.parent == relative.index, outline.names.equals(method.name, Self.constructor)
                else {
                    return false
                }
                return !outline.uses[method.uses.range].contains {
                    outline.names.equals(outline.paths[Int($0.path)].name, Self.constructor)
                }
            }
        }
    }

    private static let constructor: KnownName = "__init__"

    /// Whether the class itself, or the top of its file, binds members by names that are not written.
    private func bindsByName(
        _ id: DefinitionID, _ outline: Outline, _ definition: Outline.Definition
    ) -> Bool {
        if setsByName(in: id.file) { return true }
        if outline.uses[definition.uses.range].contains(where: { use in
            if isSetter(use, id.file) { return true }
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

    /// Whether code of a file outside its classes sets members by names that are not written: `setattr(a, name, b)`.
    func setsByName(in file: Int32) -> Bool {
        memo.setsByName.value(file) {
            let unit = tree.units[Int(file)]
            return unit.outline.uses.contains { use in
                guard isSetter(use, file) else { return false }
                var scope = use.scope
                while scope >= 0, unit.outline.definitions[Int(scope)].kind == .function {
                    scope = unit.outline.definitions[Int(scope)].parent
                }
                return scope < 0
            }
        }
    }

    private func isSetter(_ use: Outline.Use, _ file: Int32) -> Bool {
        guard use.kind == .call else { return false }
        let unit = tree.units[Int(file)]
        let name = unit.outline.paths[Int(use.path)].name
        return unit.outline.names.equals(name, anyOf: NameSigns.setters)
            && !isMention(onLine: use.line, of: file)
    }

    /// What a function's result is annotated with.
    func resultHint(of id: DefinitionID) -> NamePath.ID? {
        memo.resultHints.value(id.file) {
            var hints: [Int32: NamePath.ID] = [:]
            for hint in tree.units[Int(id.file)].outline.typeHints
            where hint.target == NamePath.none && hints[hint.scope] == nil {
                hints[hint.scope] = hint.type
            }
            return hints
        }[id.index]
    }

    /// Whether a text that may name a member stands on a line.
    func isMention(onLine line: UInt32, of file: Int32) -> Bool {
        memo.mentionLines.value(file) {
            Set(tree.units[Int(file)].outline.mentions.map(\.line))
        }.contains(line)
    }

    /// Whether calling a class may give something else than one of its objects: a `__new__` that asks no other for
    /// one.
    func makesOthers(_ id: DefinitionID) -> Bool {
        memo.makesOthers.value(id) { asksNoOther(id) }
    }

    private func asksNoOther(_ id: DefinitionID) -> Bool {
        ([id] + ancestors(of: id)).contains { relative in
            let outline = tree.units[Int(relative.file)].outline
            return outline.definitions[Int(relative.index)].descendants.range.contains { index in
                let method = outline.definitions[index]
                guard method.parent == relative.index, outline.names.equals(method.name, Self.new) else {
                    return false
                }
                return !outline.uses[method.uses.range].contains {
                    outline.names.equals(outline.paths[Int($0.path)].name, Self.new)
                }
            }
        }
    }

    private static let new: KnownName = "__new__"
    private static let metaclass: KnownName = "metaclass"
    private static let openMethods: [KnownName] = ["__getattr__", "__getattribute__", "__init_subclass__"]
    private static let openNames: [KnownName] = ["__dict__", "vars", "locals", "exec", "eval"]
    private static let openTargets: [KnownName] = [
        "__class__", "__dict__", "__getattr__", "__getattribute__", "__bases__",
    ]
}
