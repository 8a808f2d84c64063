import Classification
import Findings
import Linking
import Outlines

/// Gathers what rules may ask about a definition from the outlines, with names resolved across files.
final class SubjectBuilder {
    let resolver: Resolver
    private var importsOfFile: [Int32: [String]] = [:]
    private var moduleNames: [Int32: String] = [:]
    private var baseCache: [DefinitionID: [DefinitionID]] = [:]

    init(_ resolver: Resolver) { self.resolver = resolver }

    func outline(_ file: Int32) -> Outline { resolver.units[Int(file)].outline }

    /// What a path is known by: its resolved dotted name where imports tell, else as written.
    private func name(_ path: NamePath.ID, _ file: Int32, _ scope: Int32) -> String {
        resolver.dottedName(resolver.resolve(path, in: file, scope: scope)) ?? resolver.text(path, in: file)
    }

    private func moduleName(_ file: Int32) -> String {
        if let known = moduleNames[file] { return known }
        let name = resolver.moduleName(of: file)
        moduleNames[file] = name
        return name
    }

    // MARK: Definitions

    private func start(_ id: DefinitionID, _ kind: DefinitionKind) -> Subject {
        let unit = resolver.units[Int(id.file)]
        let definition = unit.outline.definitions[Int(id.index)]
        var subject = Subject(
            language: unit.language, kind: kind, name: unit.outline.names[definition.name],
            qualifiedName: resolver.qualifiedName(id), module: moduleName(id.file), path: unit.path,
            line: Int(definition.line), column: Int(definition.column))
        subject.isFallback = definition.flags.contains(.fallback)
        subject.isShadowed = resolver.isShadowed(id.file)
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
        subject.moduleDocstring = text(unit.outline.docstring, unit.outline)
        return subject
    }

    private func text(_ range: Outline.TextRange, _ outline: Outline) -> String {
        let start = Int(range.offset)
        return String(decoding: outline.texts[start..<start + Int(range.length)], as: UTF8.self)
    }

    /// Every dotted name that a file imports.
    private func imports(_ file: Int32) -> [String] {
        if let known = importsOfFile[file] { return known }
        let outline = outline(file)
        var names: [String] = []
        for item in outline.imports {
            var text = item.module == NamePath.none ? "" : resolver.text(item.module, in: file)
            if item.level > 0 { text = String(repeating: ".", count: Int(min(item.level, 8))) + text }
            if let resolved = resolver.dottedName(resolver.imported(item, file)), item.name != NameTable.none
            {
                text = resolved
            } else if item.name != NameTable.none {
                text += "." + outline.names[item.name]
            }
            names.append(text)
        }
        importsOfFile[file] = names
        return names
    }

    // MARK: Classes

    /// The classes of the repository that a class inherits directly.
    func bases(of id: DefinitionID) -> [DefinitionID] {
        if let known = baseCache[id] { return known }
        let outline = outline(id.file)
        let definition = outline.definitions[Int(id.index)]
        let bases = definition.bases.range.compactMap { index -> DefinitionID? in
            let base = outline.bases[index]
            guard base.keyword == NameTable.none,
                case .definition(let target) = resolver.resolve(
                    base.path, in: id.file, scope: definition.parent),
                target != id, self.outline(target.file).definitions[Int(target.index)].kind == .class
            else { return nil }
            return target
        }
        baseCache[id] = bases
        return bases
    }

    /// The classes of the repository that a class inherits, nearest first.
    func ancestors(of id: DefinitionID) -> [DefinitionID] {
        var found: [DefinitionID] = []
        var seen: Set<DefinitionID> = [id]
        var next = bases(of: id)
        while !next.isEmpty {
            let level = next.filter { seen.insert($0).inserted }
            found += level
            next = level.flatMap { bases(of: $0) }
        }
        return found
    }

    func classSubject(_ id: DefinitionID) -> Subject {
        let outline = outline(id.file)
        let definition = outline.definitions[Int(id.index)]
        var subject = start(id, .class)
        subject.docstring = text(definition.docstring, outline)
        subject.bases = baseUses(id)
        var seen = Set([resolver.dottedName(id)])
        subject.ancestors = subject.bases.map(\.name).filter { seen.insert($0).inserted }
        for ancestor in ancestors(of: id) {
            for name in [resolver.dottedName(ancestor)] + baseUses(ancestor).map(\.name)
            where seen.insert(name).inserted { subject.ancestors.append(name) }
        }
        for index in definition.descendants.range where outline.definitions[index].parent == id.index {
            let member = outline.definitions[index]
            if member.kind == .function { subject.methods.append(method(member, id.file)) }
        }
        subject.attributes = attributes(id)
        addUses(to: &subject, id)
        return subject
    }

    private func baseUses(_ id: DefinitionID) -> [Use] {
        let outline = outline(id.file)
        let definition = outline.definitions[Int(id.index)]
        let bases = definition.bases.range.map { outline.bases[$0] }
        let plain = bases.filter { $0.keyword == NameTable.none }
        let meta = bases.filter { $0.keyword != NameTable.none && outline.names[$0.keyword] == "metaclass" }
        return (plain + meta).map { Use(name: name($0.path, id.file, definition.parent), line: Int($0.line)) }
    }

    private func method(_ definition: Outline.Definition, _ file: Int32) -> Method {
        let outline = outline(file)
        return Method(
            name: outline.names[definition.name], line: Int(definition.line),
            isAsync: definition.flags.contains(.async),
            decorators: definition.decorators.range.map {
                name(outline.decorators[$0].path, file, definition.parent)
            },
            parameters: definition.parameters.range.map { outline.names[outline.parameters[$0].name] },
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
    private func attributes(_ id: DefinitionID) -> [Attribute] {
        let outline = outline(id.file)
        let definition = outline.definitions[Int(id.index)]
        var seen: Set<NameTable.ID> = []
        var attributes: [Attribute] = []
        for value in outline.values[definition.values.range] where value.target != NamePath.none {
            let target = outline.paths[Int(value.target)]
            let isOwn = value.scope == id.index && target.parent == NamePath.none
            guard isOwn || isInstanceMember(target, value.scope, id.index, outline) else { continue }
            guard seen.insert(target.name).inserted else { continue }
            let isDeclared = value.flags.contains(.annotated)
            attributes.append(
                Attribute(
                    name: outline.names[target.name], line: Int(value.line), isAnnotated: isDeclared,
                    hasValue: !isDeclared || value.shape != .other || value.uses.count > 0,
                    isInstance: !isOwn,
                    value: value.path == NamePath.none ? nil : name(value.path, id.file, value.scope)))
        }
        return attributes
    }

    private func isInstanceMember(
        _ target: NamePath, _ scope: Int32, _ classIndex: Int32, _ outline: Outline
    ) -> Bool {
        guard target.parent != NamePath.none, scope >= 0,
            outline.definitions[Int(scope)].parent == classIndex,
            outline.definitions[Int(scope)].kind == .function
        else { return false }
        let root = outline.paths[Int(target.parent)]
        guard root.parent == NamePath.none else { return false }
        let text = outline.names[root.name]
        return text == "self" || text == "cls"
    }

    /// Calls and raised names of the body, without those of classes inside it.
    private func addUses(to subject: inout Subject, _ id: DefinitionID) {
        let outline = outline(id.file)
        let definition = outline.definitions[Int(id.index)]
        for use in outline.uses[definition.uses.range] where use.kind == .call || use.kind == .raised {
            guard use.scope >= id.index, !isInNestedClass(use.scope, below: id.index, outline) else {
                continue
            }
            let item = Use(name: name(use.path, id.file, use.scope), line: Int(use.line))
            if use.kind == .call { subject.calls.append(item) } else { subject.raises.append(item) }
        }
    }

    private func isInNestedClass(_ scope: Int32, below outer: Int32, _ outline: Outline) -> Bool {
        var scope = scope
        while scope > outer {
            if outline.definitions[Int(scope)].kind == .class { return true }
            scope = outline.definitions[Int(scope)].parent
        }
        return false
    }

    // MARK: Functions

    func functionSubject(_ id: DefinitionID) -> Subject {
        let outline = outline(id.file)
        let definition = outline.definitions[Int(id.index)]
        var subject = start(id, .function)
        subject.isAsync = definition.flags.contains(.async)
        subject.parameters = definition.parameters.range.map { outline.names[outline.parameters[$0].name] }
        for value in outline.values[definition.values.range] where value.scope == id.index {
            switch value.kind {
            case .returned, .yielded: subject.returns.append(returned(value, id.file))
            case .assigned:
                guard value.target != NamePath.none else { continue }
                let item = returned(value, id.file)
                subject.bindings.append(
                    Binding(
                        line: item.line, target: resolver.text(value.target, in: id.file), shape: item.shape,
                        name: item.name, text: item.text, calls: item.calls, names: item.names))
            case .bound: continue
            }
        }
        addUses(to: &subject, id)
        return subject
    }

    private func returned(_ value: Outline.Value, _ file: Int32) -> Return {
        let outline = outline(file)
        var calls: [String] = []
        var names: [String] = []
        for use in outline.uses[value.uses.range] {
            if use.kind == .call {
                calls.append(name(use.path, file, use.scope))
            } else if outline.paths[Int(use.path)].parent == NamePath.none {
                names.append(outline.names[outline.paths[Int(use.path)].name])
            }
        }
        return Return(
            line: Int(value.line), shape: shape(value.shape),
            name: value.path == NamePath.none ? nil : name(value.path, file, value.scope),
            text: value.text == NameTable.none ? "" : outline.names[value.text], calls: calls, names: names)
    }

    private func shape(_ shape: Outline.Value.Shape) -> ValueShape {
        switch shape {
        case .none: ValueShape.none
        case .name: .name
        case .call: .call
        case .text: .text
        case .formatted: .formatted
        case .other: .other
        }
    }

    // MARK: Aliases

    /// The subject of a name that `file` binds to a class at its top.
    func aliasSubject(_ name: String, _ file: Int32, line: Int, column: Int, target: DefinitionID) -> Subject
    {
        let unit = resolver.units[Int(file)]
        var subject = Subject(
            language: unit.language, kind: .alias, name: name, qualifiedName: name, module: moduleName(file),
            path: unit.path, line: line, column: column)
        subject.isShadowed = resolver.isShadowed(file)
        subject.imports = imports(file)
        subject.moduleDocstring = text(unit.outline.docstring, unit.outline)
        subject.target = resolver.dottedName(target)
        return subject
    }
}
