import Classification
import Findings
import Linking
import Outlines

/// Finds the class that is meant to make all identifiers, and the functions that deal in identifiers.
struct IdentifierCensus: Sendable {
    let tree: LinkedTree
    let builder: SubjectBuilder
    let policy: AuditPolicy

    /// The last parts of the names of calls that make values fit for an identifier.
    private let makers: Set<String>
    private let nameHints: [[UInt8]]

    init(_ builder: SubjectBuilder, _ policy: AuditPolicy) {
        self.builder = builder
        tree = builder.tree
        self.policy = policy
        makers = Set(
            policy.rules.callGroups.values.joined().map { String($0.text.split(separator: ".").last ?? "") })
        nameHints = policy.rules.identifierHints.hints.filter { $0.place == .name }.map {
            Array($0.text.utf8)
        }
    }

    // MARK: The canonical class

    /// The class that the configuration designates, or else the one outside test code whose name says that it makes
    /// identifiers and that has the most methods which do.
    func canonicalClass() -> (id: DefinitionID, status: CanonicalStatus, evidence: Evidence)? {
        let sign = policy.rules.voting.canonicalClass
        var best: (id: DefinitionID, name: String, makers: Int)?
        for (file, unit) in tree.units.enumerated() {
            for (index, definition) in unit.outline.definitions.enumerated() where definition.kind == .class {
                let id = DefinitionID(file: Int32(file), index: Int32(index))
                if let designated = policy.canonicalIdentifiers {
                    guard designated.hasSuffix(unit.outline.names[definition.name]),
                        tree.dottedName(id) == designated
                    else { continue }
                    let detail = "designated as the maker of identifiers"
                    return (
                        id, .designated, Evidence(aspect: .canonical, rule: "configuration", detail: detail)
                    )
                }
                guard !unit.isTestCode,
                    sign.isCandidate(
                        className: unit.outline.names[definition.name], makers: .max)
                else { continue }
                let makers = definition.descendants.range.count {
                    unit.outline.definitions[$0].parent == Int32(index)
                        && sign.isMaker(name: unit.outline.names[unit.outline.definitions[$0].name])
                }
                guard makers >= sign.makersAtLeast else { continue }
                let name = tree.dottedName(id)
                if best.map({ makers > $0.makers || makers == $0.makers && name < $0.name }) ?? true {
                    best = (id, name, makers)
                }
            }
        }
        guard let best else { return nil }
        let evidence = Evidence(
            aspect: .canonical, rule: "votes", detail: "\(best.makers) methods that make identifiers by name")
        return (best.id, .proposed, evidence)
    }

    // MARK: Functions

    /// Every function that deals in identifiers, in order of path, line and column.
    func functions(
        _ surroundings: Surroundings, canonical: DefinitionID?, jobs: Int
    ) async -> [IdentifierFact] {
        var names: Set<String> = []
        if let canonical {
            let unit = builder.unit(canonical.file)
            for index in unit.outline.definitions[Int(canonical.index)].descendants.range {
                names.insert(unit.outline.names[unit.outline.definitions[index].name])
            }
        }
        let canonicalMethods = names
        let found = await concurrentMap(Array(tree.units.indices), jobs: jobs) { file in
            facts(Int32(file), surroundings, canonicalMethods, isBeside: canonical?.file == Int32(file))
        }
        return found.flatMap { $0.sorted { ($0.line, $0.column) < ($1.line, $1.column) } }
    }

    private func facts(
        _ file: Int32, _ surroundings: Surroundings, _ canonicalMethods: Set<String>, isBeside: Bool
    ) -> [IdentifierFact] {
        let unit = builder.unit(file)
        let candidates = candidates(unit.outline, canonicalMethods, isBeside)
        guard !candidates.isEmpty else { return [] }
        let imports = builder.imports(file)
        return candidates.compactMap { index in
            let id = DefinitionID(file: file, index: Int32(index))
            let subject = builder.functionSubject(id, imports: imports)
            guard let found = policy.rules.identifierKind(of: subject, in: surroundings) else { return nil }
            return IdentifierFact(
                symbol: tree.dottedName(id), name: subject.name, qualifiedName: subject.qualifiedName,
                path: unit.path, line: subject.line, column: subject.column, language: unit.language,
                kind: found.kind, concept: found.concept, isTestCode: unit.isTestCode,
                evidence: found.evidence)
        }
    }

    /// The functions of a file that rules may hold for: their names say it, or a value that they return or keep
    /// comes from a call that makes identifiers. A sieve: it passes more than the rules do, never less.
    private func candidates(_ outline: Outline, _ canonicalMethods: Set<String>, _ isBeside: Bool) -> [Int] {
        var isCandidate = [Bool](repeating: isBeside, count: outline.definitions.count)
        var hinted: [NameTable.ID: Bool] = [:]
        for (index, definition) in outline.definitions.enumerated() where definition.kind == .function {
            if let known = hinted[definition.name] {
                if known { isCandidate[index] = true }
                continue
            }
            let isHinted = isHinted(definition.name, outline)
            hinted[definition.name] = isHinted
            if isHinted { isCandidate[index] = true }
        }
        var isMaker: [NamePath.ID: Bool] = [:]
        for value in outline.values where value.scope >= 0 && !isCandidate[Int(value.scope)] {
            for use in outline.uses[value.uses.range] where use.kind == .call {
                let makes: Bool
                if let known = isMaker[use.path] {
                    makes = known
                } else {
                    let name = outline.names[outline.paths[Int(use.path)].name]
                    makes = makers.contains(name) || canonicalMethods.contains(name)
                    isMaker[use.path] = makes
                }
                if makes {
                    isCandidate[Int(value.scope)] = true
                    break
                }
            }
        }
        return outline.definitions.indices.filter {
            isCandidate[$0] && outline.definitions[$0].kind == .function
        }
    }

    private func isHinted(_ name: NameTable.ID, _ outline: Outline) -> Bool {
        let squeezed = outline.names.bytes[outline.names.range(name)].compactMap { MatchHints.squeeze($0) }
        let holdsHint = nameHints.contains { hint in
            guard squeezed.count >= hint.count else { return false }
            return (0...squeezed.count - hint.count).contains { start in
                squeezed[start..<start + hint.count].elementsEqual(hint)
            }
        }
        guard holdsHint else { return false }
        // "id" stands inside many words; only words of their own count.
        let words = IdentifierWords.split(outline.names[name])
        return words.indices.contains { index in
            (1...3).contains { length in
                guard index + length <= words.count else { return false }
                let run = words[index..<index + length].joined()
                return nameHints.contains(Array(run.utf8))
                    || nameHints.contains(Array(IdentifierWords.singular(run).utf8))
            }
        }
    }
}
