import Classification
import Findings
import Linking
import Outlines

/// Finds the class that is meant to make all identifiers, and the functions that deal in identifiers.
struct IdentifierCensus: Sendable {
    let tree: LinkedTree
    let builder: SubjectBuilder
    let policy: AuditPolicy

    init(_ builder: SubjectBuilder, _ policy: AuditPolicy) {
        self.builder = builder
        tree = builder.tree
        self.policy = policy
    }

    // MARK: The canonical class

    /// The class that the configuration designates, or else the one outside test code whose name says that it makes
    /// identifiers and that has the most methods which do.
    func canonicalClass(
        jobs: Int
    ) async -> (id: DefinitionID, status: CanonicalStatus, evidence: Evidence)? {
        if let designated = policy.canonicalIdentifiers {
            let detail = "designated as the maker of identifiers"
            let evidence = Evidence(aspect: .canonical, rule: "configuration", detail: detail)
            return designatedClass(designated).map { ($0, .designated, evidence) }
        }
        let found = await concurrentMap(Array(tree.units.indices), jobs: jobs) { candidates(Int32($0)) }
        let best = found.joined().min { (-$0.makers, $0.name) < (-$1.makers, $1.name) }
        return best.map { best in
            let detail = "\(best.makers) methods that make identifiers by name"
            return (best.id, .proposed, Evidence(aspect: .canonical, rule: "votes", detail: detail))
        }
    }

    private func designatedClass(_ symbol: String) -> DefinitionID? {
        for (file, unit) in tree.units.enumerated() {
            for (index, definition) in unit.outline.definitions.enumerated() where definition.kind == .class {
                let id = DefinitionID(file: Int32(file), index: Int32(index))
                if symbol.hasSuffix(unit.outline.names[definition.name]), tree.dottedName(id) == symbol {
                    return id
                }
            }
        }
        return nil
    }

    /// The classes of a file that may be meant to make all identifiers.
    private func candidates(_ file: Int32) -> [(id: DefinitionID, name: String, makers: Int)] {
        let sign = policy.rules.voting.canonicalClass
        let unit = tree.units[Int(file)]
        guard !unit.isTestCode else { return [] }
        return unit.outline.definitions.indices.compactMap { index in
            let definition = unit.outline.definitions[index]
            guard definition.kind == .class,
                sign.isCandidate(className: unit.outline.names[definition.name], makers: .max)
            else { return nil }
            let makers = definition.descendants.range.count {
                unit.outline.definitions[$0].parent == Int32(index)
                    && sign.isMaker(name: unit.outline.names[unit.outline.definitions[$0].name])
            }
            guard makers >= sign.makersAtLeast else { return nil }
            let id = DefinitionID(file: file, index: Int32(index))
            return (id, tree.dottedName(id), makers)
        }
    }

    // MARK: Functions

    /// Every function that deals in identifiers, in order of path, line and column.
    func functions(
        _ surroundings: Surroundings, canonical: DefinitionID?, jobs: Int
    ) async -> [(fact: IdentifierFact, id: DefinitionID)] {
        var names: Set<String> = []
        if let canonical {
            let unit = builder.unit(canonical.file)
            for index in unit.outline.definitions[Int(canonical.index)].descendants.range {
                names.insert(unit.outline.names[unit.outline.definitions[index].name])
            }
        }
        let sieve = await FunctionSieve(
            policy.rules.identifierHints, canonicalMethods: names, tree, jobs: jobs)
        let found = await concurrentMap(Array(tree.units.indices), jobs: jobs) { file in
            facts(Int32(file), surroundings, sieve, isBeside: canonical?.file == Int32(file))
        }
        return found.flatMap {
            $0.sorted { ($0.fact.line, $0.fact.column) < ($1.fact.line, $1.fact.column) }
        }
    }

    private func facts(
        _ file: Int32, _ surroundings: Surroundings, _ sieve: FunctionSieve, isBeside: Bool
    ) -> [(fact: IdentifierFact, id: DefinitionID)] {
        let unit = builder.unit(file)
        let candidates = sieve.candidates(file, isBeside: isBeside)
        guard !candidates.isEmpty else { return [] }
        return candidates.compactMap { index in
            let id = DefinitionID(file: file, index: Int32(index))
            let subject = builder.functionSubject(id)
            guard let found = policy.rules.identifierKind(of: subject, in: surroundings) else { return nil }
            let fact = IdentifierFact(
                symbol: tree.dottedName(id), name: subject.name, qualifiedName: subject.qualifiedName,
                path: unit.path, line: subject.line, column: subject.column, language: unit.language,
                kind: found.kind, concept: found.concept, isTestCode: unit.isTestCode,
                evidence: found.evidence)
            return (fact, id)
        }
    }
}
