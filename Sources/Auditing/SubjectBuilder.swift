import Classification
import Findings
import Linking
import Outlines

/// Gathers what rules may ask about a definition from the outlines, with names resolved across files.
struct SubjectBuilder: Sendable {
    let tree: LinkedTree
    /// Of every class: the classes of the repository that it inherits directly.
    let bases: [DefinitionID: [DefinitionID]]
    private let importsByFile = Keeper<Int32, [String]>()
    /// What classes declare, by class.
    let ownMembers = Keeper<DefinitionID, [OwnMember]>()

    init(_ tree: LinkedTree, jobs: Int) async {
        self.tree = tree
        let found = await concurrentMap(Array(tree.units.indices), jobs: jobs) { file in
            let definitions = tree.units[file].outline.definitions
            return definitions.indices.compactMap { index -> (DefinitionID, [DefinitionID])? in
                guard definitions[index].bases.count > 0 else { return nil }
                let id = DefinitionID(file: Int32(file), index: Int32(index))
                let bases = Self.bases(of: id, tree)
                return bases.isEmpty ? nil : (id, bases)
            }
        }
        bases = Dictionary(uniqueKeysWithValues: found.joined())
    }

    private static func bases(of id: DefinitionID, _ tree: LinkedTree) -> [DefinitionID] {
        let unit = tree.units[Int(id.file)]
        let definition = unit.outline.definitions[Int(id.index)]
        return definition.bases.range.compactMap { index -> DefinitionID? in
            let base = unit.outline.bases[index]
            guard base.keyword == NameTable.none,
                case .definition(let target) = tree.resolve(base.path, in: id.file, scope: definition.parent),
                target != id,
                tree.units[Int(target.file)].outline.definitions[Int(target.index)].kind == .class
            else { return nil }
            return target
        }
    }

    func unit(_ file: Int32) -> SourceUnit { tree.units[Int(file)] }

    /// What a path is known by: its resolved dotted name where imports tell, else as written.
    private func name(_ path: NamePath.ID, _ file: Int32, _ scope: Int32) -> String {
        tree.name(path, in: file, scope: scope)
    }

    // MARK: Definitions

    /// `Finding.contents` of a definition.
    func contents(of id: DefinitionID) -> String {
        StableHash.hexadecimal(unit(id.file).outline.prints[Int(id.index)].exact)
    }

    /// Whether a class holds nothing: a docstring, `pass`, or methods without a body.
    func isPlaceholder(_ id: DefinitionID) -> Bool {
        consists(id, of: [.empty, .raises, .returnsConstant])
    }

    /// Whether its methods have no bodies at all.
    func isEmpty(_ id: DefinitionID) -> Bool { consists(id, of: [.empty]) }

    private func consists(_ id: DefinitionID, of idle: Set<Outline.BodyShape>) -> Bool {
        let unit = unit(id.file)
        let definition = unit.outline.definitions[Int(id.index)]
        // Headers are all the statements that it has, and what its methods return or raise.
        let most = definition.descendants.range.reduce(1) { sum, index in
            sum + (unit.outline.definitions[index].body == .empty ? 1 : 2)
        }
        return unit.outline.prints[Int(id.index)].statements.count <= most
            && definition.descendants.range.allSatisfy { idle.contains(unit.outline.definitions[$0].body) }
    }

    private func start(_ id: DefinitionID, _ kind: DefinitionKind) -> Subject {
        let unit = unit(id.file)
        let definition = unit.outline.definitions[Int(id.index)]
        var subject = Subject(
            language: unit.language, kind: kind, name: unit.outline.names[definition.name],
            qualifiedName: tree.qualifiedName(id), module: tree.moduleName(of: id.file), path: unit.path,
            line: Int(definition.line), column: Int(definition.column))
        subject.isFallback = definition.flags.contains(.fallback)
        subject.isShadowed = tree.isShadowed(id.file)
        subject.decorators = definition.decorators.range.map { index in
            let place = unit.outline.decorators[index]
            return Use(name: name(place.path, id.file, definition.parent), line: Int(place.line))
        }
        subject.imports = imports(id.file)
        if definition.parent >= 0 {
            let parent = unit.outline.definitions[Int(definition.parent)]
            subject.nesting = parent.kind == .class ? .class : .function
            if parent.kind == .class { subject.enclosingClass = unit.outline.names[parent.name] }
        }
        subject.statementCount = Int(definition.statementCount)
        subject.moduleDocstring = text(unit.outline.docstring, unit)
        return subject
    }

    private func text(_ range: Outline.TextRange, _ unit: SourceUnit) -> String {
        let start = Int(range.offset)
        return String(decoding: unit.outline.texts[start..<start + Int(range.length)], as: UTF8.self)
    }

    /// Every dotted name that a file imports.
    func imports(_ file: Int32) -> [String] { importsByFile.value(file) { findImports(file) } }

    private func findImports(_ file: Int32) -> [String] {
        let unit = unit(file)
        return unit.outline.imports.enumerated().map { index, item in
            let module = item.module == NamePath.none ? "" : tree.text(item.module, in: file)
            guard item.name != NameTable.none else { return module }
            return tree.dottedName(tree.imported(index, in: file))
                ?? String(repeating: ".", count: Int(min(item.level, 8))) + module + "."
                + unit.outline.names[item.name]
        }
    }

    // MARK: Classes

    /// The start of a definition's docstring: the outline keeps no more of it.
    func docstring(of id: DefinitionID) -> String {
        let unit = unit(id.file)
        return text(unit.outline.definitions[Int(id.index)].docstring, unit)
    }

    /// How many ancestors of a class are looked at: a hostile file can chain a hundred thousand.
    private static let ancestorLimit = 64

    /// The classes of the repository that a class inherits, nearest first, about `ancestorLimit` of them at most.
    func ancestors(of id: DefinitionID) -> [DefinitionID] {
        guard var next = bases[id] else { return [] }
        var found: [DefinitionID] = []
        var seen: Set<DefinitionID> = [id]
        while !next.isEmpty, found.count < Self.ancestorLimit {
            let level = next.filter { seen.insert($0).inserted }
            found += level
            next = level.flatMap { bases[$0] ?? [] }
        }
        return found
    }

    func classSubject(_ id: DefinitionID) -> Subject {
        let unit = unit(id.file)
        let definition = unit.outline.definitions[Int(id.index)]
        var subject = start(id, .class)
        subject.docstring = text(definition.docstring, unit)
        subject.bases = baseUses(id)
        var seen = Set([tree.dottedName(id)])
        subject.ancestors = subject.bases.map(\.name).filter { seen.insert($0).inserted }
        for ancestor in ancestors(of: id) {
            for name in [tree.dottedName(ancestor)] + baseUses(ancestor).map(\.name)
            where seen.insert(name).inserted { subject.ancestors.append(name) }
        }
        for index in definition.descendants.range where unit.outline.definitions[index].parent == id.index {
            let member = unit.outline.definitions[index]
            if member.kind == .function { subject.methods.append(method(member, id.file)) }
        }
        subject.attributes = attributes(id)
        addUses(to: &subject, id)
        return subject
    }

    private func baseUses(_ id: DefinitionID) -> [Use] {
        let unit = unit(id.file)
        let definition = unit.outline.definitions[Int(id.index)]
        let bases = definition.bases.range.map { unit.outline.bases[$0] }
        let plain = bases.filter { $0.keyword == NameTable.none }
        let meta = bases.filter {
            $0.keyword != NameTable.none && unit.outline.names[$0.keyword] == "metaclass"
        }
        return (plain + meta).map { Use(name: name($0.path, id.file, definition.parent), line: Int($0.line)) }
    }

    private func method(_ definition: Outline.Definition, _ file: Int32) -> Method {
        let unit = unit(file)
        return Method(
            name: unit.outline.names[definition.name], line: Int(definition.line),
            isAsync: definition.flags.contains(.async),
            decorators: definition.decorators.range.map {
                name(unit.outline.decorators[$0].path, file, definition.parent)
            },
            parameters: definition.parameters.range.map {
                unit.outline.names[unit.outline.parameters[$0].name]
            },
            body: shape(definition.body), statementCount: Int(definition.statementCount))
    }

    private func shape(_ body: Outline.BodyShape) -> BodyShape {
        switch body {
        case .empty: .empty
        case .raises: .raises
        case .delegates: .delegates
        case .returnsConstant: .returnsConstant
        case .other: .other
        }
    }

    /// Fields of the class and of its instances, each name once.
    func attributes(_ id: DefinitionID) -> [Attribute] {
        let unit = unit(id.file)
        let definition = unit.outline.definitions[Int(id.index)]
        var seen: Set<NameTable.ID> = []
        var attributes: [Attribute] = []
        for value in unit.outline.values[definition.values.range] where value.target != NamePath.none {
            let target = unit.outline.paths[Int(value.target)]
            let isOwn = value.scope == id.index && target.parent == NamePath.none
            guard isOwn || isInstanceMember(target, value.scope, id.index, unit) else { continue }
            guard seen.insert(target.name).inserted else { continue }
            let isDeclared = value.flags.contains(.annotated)
            attributes.append(
                Attribute(
                    name: unit.outline.names[target.name], line: Int(value.line), isAnnotated: isDeclared,
                    hasValue: !isDeclared || value.shape != .other || value.uses.count > 0,
                    isInstance: !isOwn,
                    value: value.path == NamePath.none ? nil : name(value.path, id.file, value.scope)))
        }
        return attributes
    }

    private func isInstanceMember(
        _ target: NamePath, _ scope: Int32, _ classIndex: Int32, _ unit: SourceUnit
    ) -> Bool {
        guard target.parent != NamePath.none, scope >= 0,
            unit.outline.definitions[Int(scope)].parent == classIndex,
            unit.outline.definitions[Int(scope)].kind == .function
        else { return false }
        let root = unit.outline.paths[Int(target.parent)]
        guard root.parent == NamePath.none else { return false }
        let text = unit.outline.names[root.name]
        return text == "self" || text == "cls"
    }

    /// Calls and raised names of the body, without those of classes inside it.
    private func addUses(to subject: inout Subject, _ id: DefinitionID) {
        let unit = unit(id.file)
        let definition = unit.outline.definitions[Int(id.index)]
        for use in unit.outline.uses[definition.uses.range] where use.kind == .call || use.kind == .raised {
            guard use.scope >= id.index, !isInNestedClass(use.scope, below: id.index, unit) else {
                continue
            }
            let item = Use(name: name(use.path, id.file, use.scope), line: Int(use.line))
            if use.kind == .call { subject.calls.append(item) } else { subject.raises.append(item) }
        }
    }

    private func isInNestedClass(_ scope: Int32, below outer: Int32, _ unit: SourceUnit) -> Bool {
        var scope = scope
        while scope > outer {
            if unit.outline.definitions[Int(scope)].kind == .class { return true }
            scope = unit.outline.definitions[Int(scope)].parent
        }
        return false
    }

    // MARK: Functions

    func functionSubject(_ id: DefinitionID) -> Subject {
        let unit = unit(id.file)
        let definition = unit.outline.definitions[Int(id.index)]
        var subject = start(id, .function)
        subject.isAsync = definition.flags.contains(.async)
        subject.parameters = definition.parameters.range.map {
            unit.outline.names[unit.outline.parameters[$0].name]
        }
        let counters = unit.outline.counters(in: definition.uses.range)[id.index] ?? []
        for value in unit.outline.values[definition.values.range] where value.scope == id.index {
            switch value.kind {
            case .returned, .yielded: subject.returns.append(expression(value, id.file, counters))
            case .assigned:
                guard value.target != NamePath.none else { continue }
                subject.bindings.append(
                    Binding(
                        target: tree.text(value.target, in: id.file),
                        value: expression(value, id.file, counters)))
            case .bound: continue
            }
        }
        addUses(to: &subject, id)
        return subject
    }

    /// - Parameter counters: what the function counts up.
    private func expression(_ value: Outline.Value, _ file: Int32, _ counters: Set<NamePath.ID>) -> Return {
        let unit = unit(file)
        var calls: [String] = []
        var names: [String] = []
        var counter: String?
        for use in unit.outline.uses[value.uses.range] {
            if use.kind == .call { calls.append(name(use.path, file, use.scope)) }
            names += mentionedNames(use.path, unit.outline)
            // Elsewhere in an expression it may be an index, or a condition.
            let isValue = value.path == use.path || value.shape == .formatted || value.shape == .call
            if counter == nil, isValue, counters.contains(use.path) {
                counter = tree.text(use.path, in: file)
            }
        }
        return Return(
            line: Int(value.line), shape: shape(value.shape),
            name: value.path == NamePath.none ? nil : name(value.path, file, value.scope),
            text: value.text == NameTable.none || value.shape == .number
                ? "" : unit.outline.names[value.text],
            calls: calls,
            names: names, counter: counter)
    }

    /// The variable that a dotted name starts from, and the field where it is one of the object itself.
    private func mentionedNames(_ path: NamePath.ID, _ outline: Outline) -> [String] {
        var node = outline.paths[Int(path)]
        var member: NameTable.ID?
        while node.parent != NamePath.none {
            member = node.name
            node = outline.paths[Int(node.parent)]
        }
        let root = outline.names[node.name]
        guard let member, root == "self" || root == "cls" else { return [root] }
        return [root, root + "." + outline.names[member]]
    }

    private func shape(_ shape: Outline.Value.Shape) -> ValueShape {
        switch shape {
        case .none: ValueShape.none
        case .name: .name
        case .call: .call
        case .text: .text
        case .formatted: .formatted
        case .other, .number: .other
        }
    }

    // MARK: Aliases

    /// The subject of a name that `file` binds to a class at its top.
    func aliasSubject(_ name: String, _ file: Int32, line: Int, column: Int, target: DefinitionID) -> Subject
    {
        let unit = unit(file)
        var subject = Subject(
            language: unit.language, kind: .alias, name: name, qualifiedName: name,
            module: tree.moduleName(of: file),
            path: unit.path, line: line, column: column)
        subject.isShadowed = tree.isShadowed(file)
        subject.imports = imports(file)
        subject.moduleDocstring = text(unit.outline.docstring, unit)
        subject.target = tree.dottedName(target)
        return subject
    }
}
