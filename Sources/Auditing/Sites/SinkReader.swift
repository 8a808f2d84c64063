import Classification
import Findings
import Linking
import Outlines

/// Goes through the makings of files and says of each made value where it ends and what it is taken for. One serves
/// many files: it holds all rules, and to copy them takes longer than most files do.
struct SinkReader {
    private let census: SiteCensus
    private var values: ValueReader
    private var outline: Outline
    private var names: RememberedNames
    private var found: [Found] = []

    /// Where a value goes.
    private struct Sink {
        var kind: IdentifierSite.Sink
        var name: String
        /// The dotted name of the call that it is an argument of.
        var callee = ""
        /// The name around it, which tells what is identified where the sink's own says `id` and no more.
        var owner = ""
        /// Whether it is one of several in a tuple or list, other than one that is unpacked, or the value of a
        /// comprehension: one for each of many.
        var isElement = false
    }

    private struct Found {
        var kind: IdentifierSite.Sink
        var sink: SinkClass?
        /// Nil for what is no identifier, where only identifiers are asked for.
        var decision: SiteCensus.Decision?
        var making: Int
        var origins: [Int]
    }

    init(_ values: ValueReader, _ census: SiteCensus) {
        self.values = values
        outline = values.outline
        names = values.names
        self.census = census
    }

    /// Turns to another file.
    mutating func turn(to values: ValueReader) {
        self.values = values
        outline = values.outline
        names = values.names
        found.removeAll(keepingCapacity: true)
    }

    /// Every made value of the file, in order.
    mutating func decisions() -> [SiteCensus.Decision] {
        for (index, making) in outline.makings.enumerated() {
            guard let root = making.nodes.range.last else { continue }
            visit(root, sink(of: making), of: index, depth: 0)
        }
        return settled()
    }

    // MARK: Sinks

    private func sink(of making: Outline.Making) -> Sink? {
        let scope = making.scope < 0 ? nil : outline.definitions[Int(making.scope)]
        let scopeName = scope.map { outline.names[$0.name] } ?? ""
        let name =
            making.target == NamePath.none
            ? "" : outline.names[outline.paths[Int(making.target)].name]
        switch making.kind {
        case .assigned:
            if scope?.kind == .class { return Sink(kind: .fieldDefault, name: name, owner: scopeName) }
            let isMember =
                making.target != NamePath.none
                && outline.paths[Int(making.target)].parent != NamePath.none
            return Sink(
                kind: isMember ? .attribute : .assignment, name: name,
                owner: isMember ? className(around: making.scope) : scopeName)
        case .stored: return Sink(kind: .dictionaryValue, name: name, owner: scopeName)
        case .returned, .yielded:
            return Sink(kind: .returned, name: scopeName, owner: className(around: making.scope))
        case .parameter: return Sink(kind: .parameterDefault, name: name, owner: scopeName)
        case .column:
            let table = outline.paths[Int(making.target)].parent
            let owner = table == NamePath.none ? "" : outline.names[outline.paths[Int(table)].name]
            return Sink(kind: .fieldDefault, name: name, owner: owner)
        case .statement: return nil
        }
    }

    private func className(around scope: Int32) -> String {
        var scope = scope
        while scope >= 0 {
            let definition = outline.definitions[Int(scope)]
            if definition.kind == .class { return outline.names[definition.name] }
            scope = definition.parent
        }
        return ""
    }

    // MARK: Walking

    private mutating func visit(
        _ node: Int, _ sink: Sink?, of making: Int, depth: Int, isLater: Bool = false
    ) {
        guard depth < ValueReader.depthLimit else { return }
        let item = outline.makingNodes[node]
        let children = outline.children(of: node)
        switch item.kind {
        case .choice:
            var fallback = sink
            fallback?.kind = .fallback
            for child in children { visit(child, fallback, of: making, depth: depth + 1, isLater: isLater) }
        case .callable, .display:
            var inner = sink
            if item.kind == .display {
                let isUnpacked = sink?.kind == .assignment && !names.isPlural(sink?.name ?? "")
                inner?.isElement = item.other == 1 || children.count > 1 && !isUnpacked
            }
            for child in children { visit(child, inner, of: making, depth: depth + 1, isLater: isLater) }
        case .entry:
            var entry = sink ?? Sink(kind: .dictionaryValue, name: "")
            entry.kind = .dictionaryValue
            entry.isElement = false
            if item.value != NameTable.none {
                let name = outline.names[item.value]
                if !names.isIdentifier(entry.name) || !name.isEmpty {
                    if entry.owner.isEmpty || !entry.name.isEmpty { entry.owner = entry.name }
                    entry.name = name
                }
            }
            if let value = children.last {
                visit(value, entry, of: making, depth: depth + 1, isLater: isLater)
            }
            for key in children.dropLast() { visit(key, nil, of: making, depth: depth + 1) }
        case .argument:
            for child in children {
                let name = item.value == NameTable.none ? "" : outline.names[item.value]
                visit(
                    child, name.isEmpty ? nil : Sink(kind: .argument, name: name), of: making,
                    depth: depth + 1)
            }
        case .other:
            for child in children { visit(child, nil, of: making, depth: depth + 1) }
        default:
            if let value = values.value(node, of: making, isLater: isLater) {
                if let sink { take(value, sink, item, of: making) }
                return
            }
            let isCall = item.kind == .call || item.kind == .method
            let callee = isCall && !children.isEmpty ? callee(of: item, making) : ""
            for child in children {
                if isCall, outline.makingNodes[child].kind == .argument {
                    visitArgument(child, of: item, callee, sink, making, children, depth)
                } else {
                    visit(child, nil, of: making, depth: depth + 1)
                }
            }
        }
    }

    /// Keywords of a field or column whose value, or what it calls, fills the field.
    private static let fieldKeywords: Set<String> = [
        "default", "default_factory", "factory", "server_default", "insert_default", "load_default",
        "missing",
        "dump_default", "id_factory", "default_value",
    ]

    /// Calls whose last argument stands in for what they do not find.
    private static let lookups: Set<String> = [
        "get", "setdefault", "pop", "getattr", "getenv", "get_or_default",
    ]

    /// Whether the first text among arguments is no key but a sentence: `db.get("SELECT …", (now,))`.
    private func isQuery(_ arguments: [Int]) -> Bool {
        arguments.lazy.compactMap { text(ofArgument: $0) }.first?.contains(" ") ?? false
    }

    private mutating func visitArgument(
        _ argument: Int, of call: Outline.MakingNode, _ callee: String, _ outer: Sink?, _ making: Int,
        _ siblings: [Int], _ depth: Int
    ) {
        guard let child = outline.children(of: argument).first else { return }
        let item = outline.makingNodes[argument]
        let last = ValueReader.lastName(of: callee)
        var sink = Sink(kind: .argument, name: "", callee: callee, owner: last)
        var isLater = false
        if item.value != NameTable.none {
            sink.name = outline.names[item.value]
            isLater = Self.fieldKeywords.contains(sink.name) || sink.name.hasSuffix("_factory")
            if isLater, let outer {
                sink = outer
                if outer.kind != .parameterDefault { sink.kind = .fieldDefault }
            }
        } else if Self.lookups.contains(last), item.other >= 1, !isQuery(siblings) {
            let key = siblings.compactMap { text(ofArgument: $0) }.first
            sink = outer ?? sink
            if !names.isIdentifier(sink.name), let key { sink.name = key }
            sink.kind = .fallback
        } else if let name = parameterName(call, Int(item.other), making) {
            sink.name = name
        } else if names.isIdentifier(last) {
            sink.name = last
        } else if let outer,
            sink.owner.isEmpty || names.isIdentifier(outer.name)
        {
            sink.owner = outer.name
        }
        visit(child, sink, of: making, depth: depth + 1, isLater: isLater)
    }

    private func text(ofArgument argument: Int) -> String? {
        guard outline.makingNodes[argument].kind == .argument,
            let child = outline.children(of: argument).first, outline.makingNodes[child].kind == .text
        else { return nil }
        return outline.names[outline.makingNodes[child].value]
    }

    private func callee(of call: Outline.MakingNode, _ making: Int) -> String {
        guard call.kind == .call else { return outline.names[call.value] }
        return values.tree.name(call.value, in: values.file, scope: outline.makings[making].scope)
    }

    /// What the called function names the argument at a place.
    private func parameterName(_ call: Outline.MakingNode, _ place: Int, _ making: Int) -> String? {
        guard call.kind == .call, let id = definition(of: call.value, making) else { return nil }
        let unit = values.tree.units[Int(id.file)]
        let definition = unit.outline.definitions[Int(id.index)]
        func names(_ function: Outline.Definition) -> [String] {
            let names = function.parameters.range.map { unit.outline.names[unit.outline.parameters[$0].name] }
            return names.first == "self" || names.first == "cls" ? Array(names.dropFirst()) : names
        }
        if definition.kind == .function {
            let names = names(definition)
            return place < names.count ? names[place] : nil
        }
        let maker = definition.descendants.range.first {
            unit.outline.definitions[$0].parent == id.index
                && unit.outline.names[unit.outline.definitions[$0].name] == "__init__"
        }
        if let maker {
            let names = names(unit.outline.definitions[maker])
            return place < names.count ? names[place] : nil
        }
        let fields = unit.outline.values[definition.values.range].filter {
            $0.scope == id.index && $0.flags.contains(.annotated) && $0.target != NamePath.none
        }
        return place < fields.count
            ? unit.outline.names[unit.outline.paths[Int(fields[place].target)].name] : nil
    }

    /// The definition that a call means: a method of the own class, or what resolution finds.
    private func definition(of path: NamePath.ID, _ making: Int) -> DefinitionID? {
        let scope = outline.makings[making].scope
        let node = outline.paths[Int(path)]
        if node.parent != NamePath.none, outline.paths[Int(node.parent)].parent == NamePath.none,
            ["self", "cls"].contains(outline.names[outline.paths[Int(node.parent)].name])
        {
            var owner = scope
            while owner >= 0, outline.definitions[Int(owner)].kind != .class {
                owner = outline.definitions[Int(owner)].parent
            }
            guard owner >= 0 else { return nil }
            let method = outline.definitions[Int(owner)].descendants.range.first {
                outline.definitions[$0].parent == owner && outline.definitions[$0].name == node.name
            }
            return method.map { DefinitionID(file: values.file, index: Int32($0)) }
        }
        guard case .definition(let id) = values.tree.resolve(path, in: values.file, scope: scope) else {
            return nil
        }
        return id
    }

    // MARK: Deciding

    private mutating func take(_ value: MadeValue, _ sink: Sink, _ item: Outline.MakingNode, of making: Int) {
        var value = value
        let isNamed = names.isIdentifier(sink.name)
        if value.source == nil {
            // A text of other values; one field alone is no new text.
            let fields = value.pieces.count { $0 == .field }
            guard isNamed, fields > 0, value.pieces.count > 1, !value.literal.contains(" ") else { return }
            value.source = .composed
            value.line = Int(item.line)
        }
        guard let source = value.source, !isOfMany(value, source, sink) else { return }
        let subject = SinkSubject(
            name: names.sinkName(sink.name), sink: sink.kind, callee: sink.callee, literal: value.literal,
            source: source,
            isIdentifierSource: value.isIdentifier)
        let verdict = census.policy.rules.sinkClass(of: subject, language: names.language)
        let isWanted = !census.isOfIdentifiers || verdict?.sink.isIdentifier ?? false
        found.append(
            Found(
                kind: sink.kind, sink: verdict?.sink,
                decision: isWanted ? decision(value, source, sink, verdict, item, making) : nil,
                making: making, origins: value.origins))
    }

    /// Whether a value speaks of identifiers that there are, and is none: addresses of all of some objects tell them
    /// apart, and a moment among other things, or under a name of many, says when each was seen.
    private func isOfMany(_ value: MadeValue, _ source: IdentifierSite.Source, _ sink: Sink) -> Bool {
        switch source {
        case .memoryAddress: sink.isElement && value.pieces.count == 1
        case .clock:
            !value.isIdentifier && value.pieces.count == 1 && (sink.isElement || names.isPlural(sink.name))
        default: false
        }
    }

    private func decision(
        _ value: MadeValue, _ source: IdentifierSite.Source, _ sink: Sink,
        _ verdict: (sink: SinkClass, rule: String)?, _ item: Outline.MakingNode, _ making: Int
    ) -> SiteCensus.Decision {
        let place = SitePlace(values.tree, values.file, scope: outline.makings[making].scope)
        let unit = values.tree.units[Int(values.file)]
        let concept = concept(sink, value)
        let site = IdentifierSite(
            path: unit.path, line: value.line, symbol: place.symbol, scope: place.scope, sinkName: sink.name,
            sink: sink.kind, source: source, bits: Int(value.bits), format: value.format, concept: concept,
            standing: census.standing(of: values.file), replacement: census.replacement(for: concept),
            isTestCode: unit.isTestCode, evidence: evidence(value, sink, verdict?.rule, Int(item.line)))
        return SiteCensus.Decision(
            site: site, sink: verdict?.sink, rule: verdict?.rule ?? "", definition: place.definition)
    }

    private func evidence(
        _ value: MadeValue, _ sink: Sink, _ rule: String?, _ line: Int
    ) -> [Evidence] {
        var evidence: [Evidence] = []
        if !value.call.isEmpty {
            evidence.append(
                Evidence(
                    aspect: .identifier, rule: value.rule, detail: "made by \(value.call)", line: value.line))
        }
        if let rule {
            let name = sink.name.isEmpty ? "no name" : "\"\(sink.name)\""
            let callee = sink.callee.isEmpty ? "" : " of \(sink.callee)"
            evidence.append(
                Evidence(
                    aspect: .identifier, rule: rule,
                    detail: "goes to \(name), \(Self.words(sink.kind))\(callee)",
                    line: line))
        }
        return evidence
    }

    private static func words(_ kind: IdentifierSite.Sink) -> String {
        let (underscore, space) = (UInt8(ascii: "_"), UInt8(ascii: " "))
        return String(decoding: kind.rawValue.utf8.map { $0 == underscore ? space : $0 }, as: UTF8.self)
    }

    private func concept(_ sink: Sink, _ value: MadeValue) -> String {
        if let concept = names.concept(in: sink.name) { return concept }
        if names.isIdentifier(sink.name) || sink.name.isEmpty {
            if let concept = names.concept(in: sink.owner) ?? names.tellingWord(of: sink.owner) {
                return concept
            }
        }
        let prefix = value.literal.prefix { $0.isLetter }
        if prefix.count > 1, let concept = names.tellingWord(of: String(prefix)) { return concept }
        return names.tellingWord(of: sink.name) ?? "other"
    }

    // MARK: Local names

    /// What a value given to a local name is, its uses say: the name itself is a site only where nothing follows it.
    private func settled() -> [SiteCensus.Decision] {
        var isFollowed: Set<Int> = []
        var isNamed: Set<Int> = []
        for item in found {
            for origin in item.origins {
                isFollowed.insert(origin)
                if let sink = item.sink, sink.isIdentifier, sink != .presumedIdentifier {
                    isNamed.insert(origin)
                }
            }
        }
        return found.compactMap { item in
            let isOfLocal = item.kind == .assignment || item.kind == .fallback
            if isOfLocal, item.sink != .identifier, isFollowed.contains(item.making),
                outline.makings[item.making].kind == .assigned
            {
                return nil
            }
            // Where one use of a local name is an identifier by name, its other uses are that identifier's.
            if item.sink == .presumedIdentifier,
                item.origins.contains(where: { isNamed.contains($0) })
            {
                return nil
            }
            return item.decision
        }
    }
}
