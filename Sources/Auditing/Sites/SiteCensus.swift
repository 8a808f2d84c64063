import Classification
import Findings
import Linking
import Outlines

/// Finds the places where identifiers come into being, in functions and inline.
struct SiteCensus: Sendable {
    let tree: LinkedTree
    let policy: AuditPolicy
    /// The one maker of identifiers.
    let canonical: DefinitionID?
    /// Its methods that make identifiers, in order of the source.
    let makers: [Maker]
    /// Whether made values of other kinds are left out.
    let isOfIdentifiers: Bool
    /// By distinct name: whether a call of it may make or convert a value.
    let mayMake: [Bool]

    struct Maker: Sendable {
        var id: DefinitionID
        var name: String
        /// `IDManager.generate_run_id`.
        var call: String
        /// What its identifiers identify; empty for one that serves every concept.
        var concept: String
    }

    /// A made value, and what it is taken for.
    struct Decision: Sendable {
        var site: IdentifierSite
        var sink: SinkClass?
        /// The sink rule that decided; empty where none did.
        var rule: String
        /// The definition that the site stands in; nil at the top of a file.
        var definition: DefinitionID?
    }

    init(
        _ tree: LinkedTree, _ policy: AuditPolicy, canonical: DefinitionID?, isOfIdentifiers: Bool = true
    ) {
        self.tree = tree
        self.isOfIdentifiers = isOfIdentifiers
        mayMake =
            policy.rules.sourceCallNames.map { tree.distinctNames(among: $0 + TextConversion.names) }
            ?? [Bool](repeating: true, count: tree.distinctNameLimit)
        self.policy = policy
        self.canonical = canonical
        makers = canonical.map { Self.makers(of: $0, tree, policy.rules) } ?? []
    }

    private static func makers(of id: DefinitionID, _ tree: LinkedTree, _ rules: RuleSet) -> [Maker] {
        let outline = tree.units[Int(id.file)].outline
        let owner = outline.definitions[Int(id.index)]
        return owner.descendants.range.compactMap { index in
            let definition = outline.definitions[index]
            let name = outline.names[definition.name]
            guard definition.parent == id.index, definition.kind == .function, !name.hasPrefix("_"),
                rules.voting.canonicalClass.isMaker(name: name)
            else { return nil }
            return Maker(
                id: DefinitionID(file: id.file, index: Int32(index)), name: name,
                call: outline.names[owner.name] + "." + name + "()",
                concept: rules.concept(inName: name) ?? "")
        }
    }

    /// Every site, in order of path, line and name.
    func sites(jobs: Int) async -> [IdentifierSite] {
        let (made, delegated) = await concurrently(jobs: jobs) {
            var decisions = await decisions(jobs: jobs).filter { $0.sink?.isIdentifier ?? false }
            countCallers(&decisions)
            return decisions
        } _: {
            await delegations(jobs: jobs)
        }
        // By index: a site that a sort moves is a dozen texts retained and released.
        let sites = made + delegated
        let places = sites.map { Place($0.site) }
        let order = places.indices.sorted { places[$0] < places[$1] }
        return order.indices.compactMap { index in
            let isFirst = index == 0 || places[order[index]] != places[order[index - 1]]
            return isFirst ? sites[order[index]].site : nil
        }
    }

    /// What sites are ordered by: there is one of each.
    private struct Place: Comparable {
        private let path: String
        private let line: Int
        private let name: String
        private let sink: String
        private let format: String

        init(_ site: IdentifierSite) {
            path = site.path
            line = site.line
            name = site.sinkName
            sink = site.sink.rawValue
            format = site.format
        }

        static func < (left: Place, right: Place) -> Bool {
            if left.path != right.path { return left.path < right.path }
            if left.line != right.line { return left.line < right.line }
            return (left.name, left.sink, left.format) < (right.name, right.sink, right.format)
        }
    }

    /// Every made value and what it is taken for, in order of files.
    func decisions(jobs: Int) async -> [Decision] {
        let files = tree.units.indices.filter { !tree.units[$0].outline.makings.isEmpty }
        let starts = Array(stride(from: 0, to: files.count, by: Self.share))
        let found = await concurrentMap(starts, jobs: jobs) { start in
            var names = RememberedNames(policy.rules, language: tree.units[files[start]].language)
            var reader = SinkReader(ValueReader(tree, names, mayMake, file: Int32(files[start])), self)
            return files[start..<min(start + Self.share, files.count)].flatMap { file in
                let language = tree.units[file].language
                if names.language != language { names = RememberedNames(policy.rules, language: language) }
                if file != files[start] {
                    reader.turn(to: ValueReader(tree, names, mayMake, file: Int32(file)))
                }
                return reader.decisions()
            }
        }
        return found.flatMap { $0 }
    }

    /// Files that are read with one memory of names: enough for names to come again, few enough that workers end
    /// together.
    private static let share = 128

    // MARK: What sites are told

    /// The call of the ID manager that makes identifiers of a concept; empty where there is none.
    func replacement(for concept: String) -> String {
        if let maker = makers.first(where: { $0.concept == concept }) { return maker.call }
        return makers.first { $0.concept.isEmpty }?.call ?? ""
    }

    func standing(of file: Int32) -> IdentifierSite.Standing {
        canonical?.file == file ? .canonical : .scattered
    }

    // MARK: Callers and delegates

    /// Says of each function that returns what it makes at how many places it is called: it is a generator, and its
    /// callers make nothing.
    private func countCallers(_ decisions: inout [Decision]) {
        var counts: [DefinitionID: Int] = [:]
        for decision in decisions where decision.site.sink == .returned {
            if let id = decision.definition { counts[id] = 0 }
        }
        guard !counts.isEmpty else { return }
        forEachCall(of: Set(counts.keys)) { id, _, _ in counts[id, default: 0] += 1 }
        for index in decisions.indices where decisions[index].site.sink == .returned {
            guard let id = decisions[index].definition, let count = counts[id], count > 0 else { continue }
            decisions[index].site.evidence.append(
                Evidence(
                    aspect: .identifier, rule: "callers",
                    detail: "returned to \(count) \(count == 1 ? "caller" : "callers")"))
        }
    }

    /// Calls `body` for every call that resolves to one of the definitions, in order of files and lines.
    private func forEachCall(
        of ids: Set<DefinitionID>, _ body: (DefinitionID, Int32, Int) -> Void
    ) {
        var isWanted = [Bool](repeating: false, count: tree.distinctNameLimit)
        for id in ids {
            let name = tree.units[Int(id.file)].outline.definitions[Int(id.index)].name
            isWanted[tree.distinctID(of: name, in: id.file)] = true
        }
        for (file, unit) in tree.units.enumerated() {
            for (index, use) in unit.outline.uses.enumerated() where use.kind == .call {
                let name = unit.outline.paths[Int(use.path)].name
                guard isWanted[tree.distinctID(of: name, in: Int32(file))],
                    case .definition(let id) = tree.resolve(use.path, in: Int32(file), scope: use.scope),
                    ids.contains(id)
                else { continue }
                body(id, Int32(file), index)
            }
        }
    }

    /// The calls of the ID manager from other files.
    private func delegations(jobs: Int) async -> [Decision] {
        guard let canonical else { return [] }
        let outline = tree.units[Int(canonical.file)].outline
        let className = outline.names[outline.definitions[Int(canonical.index)].name]
        let isMaker = tree.distinctNames(among: makers.map(\.name))
        let found = await concurrentMap(Array(tree.units.indices), jobs: jobs) { file -> [Decision] in
            guard Int32(file) != canonical.file else { return [] }
            return delegations(Int32(file), isMaker, className)
        }
        return found.flatMap { $0 }
    }

    private func delegations(_ file: Int32, _ isMaker: [Bool], _ className: String) -> [Decision] {
        let unit = tree.units[Int(file)]
        return unit.outline.uses.enumerated().compactMap { index, use in
            guard use.kind == .call,
                isMaker[tree.distinctID(of: unit.outline.paths[Int(use.path)].name, in: file)],
                let maker = maker(use, file, className)
            else { return nil }
            let value = unit.outline.values.first { $0.uses.range.contains(index) && $0.scope == use.scope }
            let name = value.flatMap { value -> String? in
                guard value.target != NamePath.none else { return nil }
                return unit.outline.names[unit.outline.paths[Int(value.target)].name]
            }
            let place = SitePlace(tree, file, scope: use.scope)
            let site = IdentifierSite(
                path: unit.path, line: Int(use.line), symbol: place.symbol, scope: place.scope,
                sinkName: name ?? maker.concept,
                sink: value.map { $0.kind == .returned ? .returned : .assignment } ?? .argument,
                source: .external, bits: 0, format: maker.call,
                concept: maker.concept.isEmpty
                    ? name.flatMap { policy.rules.concept(inName: $0) } ?? "other" : maker.concept,
                standing: .delegating, replacement: maker.call, isTestCode: unit.isTestCode,
                evidence: [
                    Evidence(
                        aspect: .identifier, rule: "delegates", detail: "calls \(maker.call)",
                        line: Int(use.line))
                ])
            return Decision(site: site, sink: .identifier, rule: "delegates", definition: place.definition)
        }
    }

    /// The method of the ID manager that a call means: by resolution, or as a method of a call of the class.
    private func maker(_ use: Outline.Use, _ file: Int32, _ className: String) -> Maker? {
        let symbol = tree.resolve(use.path, in: file, scope: use.scope)
        if case .definition(let id) = symbol { return makers.first { $0.id == id } }
        let text = tree.name(use.path, in: file, scope: use.scope)
        guard let canonical else { return nil }
        let dotted = tree.dottedName(canonical)
        return makers.first { text == dotted + "()." + $0.name || text == dotted + "." + $0.name }
    }
}

/// Where in a file a site stands.
struct SitePlace {
    var symbol: String
    var scope: String
    var definition: DefinitionID?

    init(_ tree: LinkedTree, _ file: Int32, scope index: Int32) {
        guard index >= 0 else {
            symbol = tree.moduleName(of: file)
            scope = ""
            return
        }
        let id = DefinitionID(file: file, index: index)
        symbol = tree.dottedName(id)
        scope = tree.qualifiedName(id)
        definition = id
    }
}
