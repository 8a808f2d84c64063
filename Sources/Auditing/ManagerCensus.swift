import Classification
import Findings
import Linking
import Outlines

/// Finds the managers of a linked tree, with their roles and domains.
struct ManagerCensus {
    let tree: LinkedTree
    let builder: SubjectBuilder
    let policy: AuditPolicy
    let surroundings: Surroundings
    let jobs: Int
    private(set) var matched: [DefinitionID: Matched] = [:]
    private var roles: [DefinitionID: (role: Role, evidence: [Evidence])] = [:]
    private let votingImports = Keeper<Int32, [VotingImport]>()

    /// In bytes, about: what all managers together list of inherited members. A hostile file can have ten thousand
    /// classes inherit a thousand members; a thousand managers of honest code have 130 kB each.
    private static let inheritedSize = 128 << 20

    struct Matched: Sendable {
        var subject: Subject
        var evidence: [Evidence]
    }

    /// A name that the top of a file binds to a class that is declared under another name or in another file.
    struct Alias: Sendable {
        var name: String
        var file: Int32
        var line: Int
        var target: DefinitionID
    }

    init(_ builder: SubjectBuilder, _ policy: AuditPolicy, _ surroundings: Surroundings, jobs: Int) {
        self.builder = builder
        tree = builder.tree
        self.policy = policy
        self.surroundings = surroundings
        self.jobs = jobs
    }

    /// Every manager, in order of path, line and column, without references.
    mutating func run() async -> [(fact: ManagerFact, id: DefinitionID?)] {
        let aliases = findAliases()
        await matchClasses(Set(aliases.filter { saysManager($0.name) }.map(\.target)))
        let production = namesInProduction()
        for id in matched.keys {
            let name = matched[id]?.subject.name ?? ""
            let own = tree.units[Int(id.file)].isTestCode ? 0 : 1
            matched[id]?.subject.hasNamesakeInProduction = production[name, default: 0] > own
        }
        await decideRoles()
        let snapshot = self
        var facts = await concurrentMap(matched.keys.sorted(), jobs: jobs) { id in
            (fact: snapshot.classFact(id), id: Optional(id))
        }
        let domains = Dictionary(
            facts.map { ($0.id, $0.fact.domain) }, uniquingKeysWith: { first, _ in first })
        facts += aliases.compactMap { alias in
            domains[alias.target].flatMap { aliasFact(alias, domain: $0) }.map { (fact: $0, id: nil) }
        }
        return facts.sorted {
            ($0.fact.path, $0.fact.line, $0.fact.column, $0.fact.name)
                < ($1.fact.path, $1.fact.line, $1.fact.column, $1.fact.name)
        }
    }

    private func saysManager(_ name: String) -> Bool {
        policy.rules.voting.hasHead(IdentifierWords.split(name))
    }

    // MARK: Matching

    private mutating func matchClasses(_ boundToManagerName: Set<DefinitionID>) async {
        var classes: [DefinitionID] = []
        for (file, unit) in tree.units.enumerated() {
            for (index, definition) in unit.outline.definitions.enumerated() where definition.kind == .class {
                classes.append(DefinitionID(file: Int32(file), index: Int32(index)))
            }
        }
        let hints = policy.rules.matchHints.hints.filter { $0.place == .name }.map { Array($0.text.utf8) }
        let designated = policy.canonical.isEmpty ? [] : Set(classes.filter(isDesignated))
        let snapshot = self
        let isCandidate = await concurrentMap(classes, jobs: jobs) {
            boundToManagerName.contains($0) || snapshot.isHinted($0, hints) || designated.contains($0)
        }
        await match(zip(classes, isCandidate).filter(\.1).map(\.0)) { builder, id in
            var subject = builder.classSubject(id)
            subject.isBoundToManagerName = boundToManagerName.contains(id)
            return subject
        }
        for id in designated where matched[id] == nil {
            let evidence = Evidence(aspect: .match, rule: "configuration", detail: "designated as canonical")
            matched[id] = Matched(subject: builder.classSubject(id), evidence: [evidence])
        }
        // A subclass of a manager is one under any name; so are its own subclasses.
        var ancestors: [DefinitionID: DefinitionID] = [:]
        var kin: [DefinitionID: Int] = [:]
        for id in classes {
            guard let ancestor = builder.ancestors(of: id).first(where: { matched[$0] != nil }) else {
                continue
            }
            ancestors[id] = ancestor
            if matched[id] == nil, !tree.units[Int(id.file)].isTestCode { kin[ancestor, default: 0] += 1 }
        }
        let found = ancestors.mapValues { tree.dottedName($0) }
        await match(classes.filter { matched[$0] == nil && found[$0] != nil }) { builder, id in
            var subject = builder.classSubject(id)
            subject.managerAncestor = found[id]
            return subject
        }
        for (id, ancestor) in ancestors {
            matched[id]?.subject.managerAncestor = found[id]
            matched[id]?.subject.managerKin = kin[ancestor] ?? 0
        }
    }

    /// Whether the configuration names a class as canonical: then it is a manager, whatever it is called.
    private func isDesignated(_ id: DefinitionID) -> Bool {
        let unit = builder.unit(id.file)
        let name = unit.outline.names[unit.outline.definitions[Int(id.index)].name]
        return policy.canonical.values.contains {
            ($0 == name || $0.hasSuffix("." + name)) && $0 == tree.dottedName(id)
        }
    }

    /// Keeps the classes that a match rule holds for.
    private mutating func match(
        _ classes: [DefinitionID], _ subject: @escaping @Sendable (SubjectBuilder, DefinitionID) -> Subject
    ) async {
        let (builder, policy, surroundings) = (builder, policy, surroundings)
        let found = await concurrentMap(classes, jobs: jobs) { id -> Matched in
            let subject = subject(builder, id)
            return Matched(subject: subject, evidence: policy.rules.matches(subject, in: surroundings))
        }
        for (id, item) in zip(classes, found) where !item.evidence.isEmpty { matched[id] = item }
    }

    /// Whether the name of a class holds one of the texts that match rules look for.
    private func isHinted(_ id: DefinitionID, _ hints: [[UInt8]]) -> Bool {
        let unit = builder.unit(id.file)
        let range = unit.outline.names.range(unit.outline.definitions[Int(id.index)].name)
        let squeezed = unit.outline.names.bytes[range].compactMap { MatchHints.squeeze($0) }
        return hints.contains { hint in
            guard squeezed.count >= hint.count else { return false }
            return (0...squeezed.count - hint.count).contains { start in
                squeezed[start..<start + hint.count].elementsEqual(hint)
            }
        }
    }

    private func namesInProduction() -> [String: Int] {
        var counts: [String: Int] = [:]
        for (id, item) in matched where !tree.units[Int(id.file)].isTestCode {
            counts[item.subject.name, default: 0] += 1
        }
        return counts
    }

    // MARK: Roles

    /// Decides the role of every class: of those without a manager above them side by side, then of the others.
    private mutating func decideRoles() async {
        let snapshot = self
        let ids = matched.keys.sorted()
        let tops = ids.filter { id in
            !builder.ancestors(of: id).contains { snapshot.matched[$0] != nil }
        }
        let decided = await concurrentMap(tops, jobs: jobs) { id in
            snapshot.matched[id].map {
                snapshot.policy.rules.role(of: $0.subject, in: snapshot.surroundings)
            }
        }
        for (id, role) in zip(tops, decided) { roles[id] = role }
        for id in ids { decideRole(id) }
    }

    /// Decides the role of a class, those of its ancestors first. A loop: a hostile file can make chains of
    /// classes that are too long for recursion.
    private mutating func decideRole(_ id: DefinitionID) {
        var chain: [(id: DefinitionID, ancestor: DefinitionID?)] = []
        var next: DefinitionID? = id
        while let current = next, roles[current] == nil, matched[current] != nil {
            roles[current] = (.implementation, [])  // stands for itself where inheritance goes in a circle
            next = builder.ancestors(of: current).first { matched[$0] != nil }
            chain.append((current, next))
        }
        for (current, ancestor) in chain.reversed() {
            guard var subject = matched[current]?.subject else { continue }
            if let ancestor {
                subject.managerAncestorRole = roles[ancestor]?.role
                matched[current]?.subject.managerAncestorRole = subject.managerAncestorRole
            }
            roles[current] = policy.rules.role(of: subject, in: surroundings)
        }
    }

    // MARK: Facts

    private func classFact(_ id: DefinitionID) -> ManagerFact {
        let unit = tree.units[Int(id.file)]
        let subject = matched[id]?.subject ?? builder.classSubject(id)
        let decided = roles[id] ?? (.implementation, [])
        let votingImports = votingImports.value(id.file) { policy.rules.votingImports(subject.imports) }
        var domain = policy.rules.domain(
            of: subject, role: decided.role, in: surroundings, imports: votingImports)
        let symbol = tree.dottedName(id)
        if let designated = policy.canonical.filter({ $0.value == symbol }).keys.min() {
            domain.domain = designated
            domain.evidence.insert(
                Evidence(aspect: .domain, rule: "configuration", detail: "designated for \(designated)"),
                at: 0)
        }
        let definition = unit.outline.definitions[Int(id.index)]
        return ManagerFact(
            symbol: symbol, name: subject.name, qualifiedName: subject.qualifiedName,
            path: unit.path, line: subject.line, column: subject.column, endLine: Int(definition.endLine),
            kind: .class, language: unit.language, role: decided.role, domain: domain.domain,
            isTestCode: unit.isTestCode, isShadowed: subject.isShadowed,
            isCounted: policy.countedRoles.contains(decided.role), canonical: .no,
            target: subject.managerAncestor,
            methodCount: subject.methods.count, productionReferences: 0, testReferences: 0,
            evidence: (matched[id]?.evidence ?? []) + decided.evidence + domain.evidence, references: [],
            service: policy.service(of: unit.path), contents: builder.contents(of: id),
            members: builder.members(of: id, inheriting: Self.inheritedSize / max(1, matched.count)))
    }

    /// - Parameter domain: that of the target, which an alias serves under another name.
    private func aliasFact(_ alias: Alias, domain: String) -> ManagerFact? {
        var subject = builder.aliasSubject(
            alias.name, alias.file, line: alias.line, column: 1, target: alias.target)
        subject.targetIsManager = true
        let matches = policy.rules.matches(subject, in: surroundings)
        guard !matches.isEmpty else { return nil }
        let decided = policy.rules.role(of: subject, in: surroundings)
        let unit = tree.units[Int(alias.file)]
        return ManagerFact(
            symbol: subject.module.isEmpty ? alias.name : subject.module + "." + alias.name, name: alias.name,
            qualifiedName: alias.name, path: unit.path, line: alias.line, column: 1, endLine: alias.line,
            kind: .alias, language: unit.language, role: decided.role, domain: domain,
            isTestCode: unit.isTestCode, isShadowed: subject.isShadowed,
            isCounted: policy.countedRoles.contains(decided.role), canonical: .no, target: subject.target,
            methodCount: 0, productionReferences: 0, testReferences: 0,
            evidence: matches + decided.evidence
                + [
                    Evidence(
                        aspect: .domain, rule: domain, detail: "domain of \(subject.target ?? "")")
                ],
            references: [])
    }

    // MARK: Aliases

    /// Assignments of classes, imports under another name, and re-exports of packages.
    private func findAliases() -> [Alias] {
        var aliases: [Alias] = []
        for (index, unit) in tree.units.enumerated() {
            let file = Int32(index)
            for value in unit.outline.values
            where value.scope < 0 && value.kind == .assigned && value.shape == .name
                && value.target != NamePath.none
                && unit.outline.paths[Int(value.target)].parent == NamePath.none
            {
                guard let target = classTarget(tree.resolve(value.path, in: file, scope: -1)) else {
                    continue
                }
                let name = unit.outline.names[unit.outline.paths[Int(value.target)].name]
                let isItself =
                    target.file == file
                    && unit.outline.names[unit.outline.definitions[Int(target.index)].name] == name
                if !isItself {
                    aliases.append(Alias(name: name, file: file, line: Int(value.line), target: target))
                }
            }
            let isPackage = tree.isPackageFile(file)
            let exports = Set(unit.outline.exports)
            for (position, item) in unit.outline.imports.enumerated()
            where item.scope < 0 && item.name != NameTable.none && item.bound != NameTable.none {
                guard item.bound != item.name || isPackage || exports.contains(item.bound),
                    let target = classTarget(tree.imported(position, in: file))
                else { continue }
                aliases.append(
                    Alias(
                        name: unit.outline.names[item.bound], file: file, line: Int(item.line), target: target
                    ))
            }
        }
        return aliases
    }

    private func classTarget(_ symbol: Symbol) -> DefinitionID? {
        guard case .definition(let id) = symbol,
            builder.unit(id.file).outline.definitions[Int(id.index)].kind == .class
        else { return nil }
        return id
    }
}
