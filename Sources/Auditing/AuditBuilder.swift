import Classification
package import Findings
package import Linking
import Outlines

/// Judges a linked tree by a policy.
package struct AuditBuilder {
    private let resolver: Resolver
    private let policy: AuditPolicy

    package init(_ resolver: Resolver, _ policy: AuditPolicy) {
        self.resolver = resolver
        self.policy = policy
    }

    /// Everything that the audit finds; the counts of walked files and the skips are the caller's to add.
    package func build() -> Audit {
        let builder = SubjectBuilder(resolver)
        let identifierCensus = IdentifierCensus(builder, policy)
        let canonicalIDs = identifierCensus.canonicalClass()
        let surroundings = Surroundings(
            canonicalIdentifierClasses: Set(
                [canonicalIDs.map { resolver.dottedName($0.id) }].compactMap { $0 }))
        var census = ManagerCensus(builder, policy, surroundings)
        var managers = census.run()
        let references = References(of: Set(managers.compactMap(\.id)), resolver)
        for index in managers.indices {
            guard let id = managers[index].id, let facts = references.facts[id] else { continue }
            managers[index].fact.references = facts
            managers[index].fact.productionReferences =
                facts.reduce(0) { $0 + ($1.isTestCode ? 0 : $1.count) }
            managers[index].fact.testReferences = facts.reduce(0) { $0 + ($1.isTestCode ? $1.count : 0) }
        }
        if let canonicalIDs, let index = managers.firstIndex(where: { $0.id == canonicalIDs.id }) {
            managers[index].fact.canonical = canonicalIDs.status
            managers[index].fact.evidence.append(canonicalIDs.evidence)
        }
        var facts = managers.map(\.fact)
        CanonicalProposal(policy).mark(&facts)
        return Audit(
            files: FileCounts(
                walked: 0, sources: 0, outlined: resolver.units.count,
                withErrors: resolver.units.count { $0.outline.errorCount > 0 },
                bytes: resolver.units.reduce(0) { $0 + $1.outline.byteCount },
                lines: resolver.units.reduce(0) { $0 + $1.outline.lineCount }),
            definitions: DefinitionCounts(
                classes: count(.class), functions: count(.function)),
            managers: facts,
            identifiers: identifierCensus.functions(surroundings, canonical: canonicalIDs?.id),
            skips: [], shadowedModules: resolver.shadowedModules(),
            danglingImports: resolver.danglingImports())
    }

    private func count(_ kind: Outline.Kind) -> Int {
        resolver.units.reduce(0) { $0 + $1.outline.definitions.count { $0.kind == kind } }
    }
}
