import Classification
package import Findings
package import Linking
import Outlines

/// Judges a linked tree by a policy.
package struct AuditBuilder {
    private let tree: LinkedTree
    private let policy: AuditPolicy
    private let jobs: Int

    /// - Parameter jobs: how many workers judge; the audit is the same for any number.
    package init(_ tree: LinkedTree, _ policy: AuditPolicy, jobs: Int = 1) {
        self.tree = tree
        self.policy = policy
        self.jobs = jobs
    }

    /// Everything that the audit finds; the counts of walked files and the skips are the caller's to add.
    package func build() async -> Audit {
        var facts = await facts()
        facts.audit.duplicates = await duplicates(among: facts)
        return await verdict(on: facts)
    }

    /// What definitions are, before they are compared and judged.
    package struct Facts: Sendable {
        /// Without findings; without duplicates until the caller has added them.
        package var audit: Audit
        fileprivate let builder: SubjectBuilder
        /// The definitions of `audit.managers`, in their order; nil for aliases.
        fileprivate let managerIDs: [DefinitionID?]
        fileprivate let makers: Set<DefinitionID>
        /// The maker of identifiers, designated or proposed.
        fileprivate let canonicalIdentifiers: DefinitionID?
        /// Kept because it takes time to free: whoever ends the process with the facts in hand spares that.
        fileprivate let managerCensus: ManagerCensus
    }

    package func facts() async -> Facts {
        let builder = await SubjectBuilder(tree, jobs: jobs)
        let identifierCensus = IdentifierCensus(builder, policy)
        let canonicalIDs = await identifierCensus.canonicalClass(jobs: jobs)
        let surroundings = Surroundings(
            canonicalIdentifierClasses: Set(
                [canonicalIDs.map { tree.dottedName($0.id) }].compactMap { $0 }))
        let canonical = canonicalIDs?.id
        let ((managers, census), (identifiers, sites, definitions)) = await concurrently(jobs: jobs) {
            await managerFacts(builder, surroundings, canonicalIDs)
        } _: {
            let identifiers = await identifierCensus.functions(
                surroundings, canonical: canonical, jobs: jobs)
            let sites = await SiteCensus(tree, policy, canonical: canonical).sites(jobs: jobs)
            let counts = DefinitionCounts(classes: count(.class), functions: count(.function))
            return (identifiers, sites, counts)
        }
        var facts = managers.map(\.fact)
        CanonicalProposal(policy).mark(&facts)
        var audit = Audit(
            files: FileCounts(
                walked: 0, sources: 0, outlined: tree.units.count,
                withErrors: tree.units.count { $0.outline.errorCount > 0 },
                bytes: tree.units.reduce(0) { $0 + $1.outline.byteCount },
                lines: tree.units.reduce(0) { $0 + $1.outline.lineCount }),
            definitions: definitions, managers: facts,
            identifiers: identifiers.map(\.fact),
            skips: [], shadowedModules: tree.shadowedModules(),
            danglingImports: tree.danglingImports())
        audit.allowances = tree.units.flatMap { AllowanceReader.allowances(of: $0) }
        audit.sites = sites
        let makers = identifiers.filter { [.canonical, .scatteredGenerator].contains($0.fact.kind) }
        return Facts(
            audit: audit, builder: builder, managerIDs: managers.map(\.id), makers: Set(makers.map(\.id)),
            canonicalIdentifiers: canonical, managerCensus: census)
    }

    /// The managers with their references, and the census that found them.
    ///
    /// - Parameter canonicalIDs: the one maker of identifiers, and why it is.
    private func managerFacts(
        _ builder: SubjectBuilder, _ surroundings: Surroundings,
        _ canonicalIDs: (id: DefinitionID, status: CanonicalStatus, evidence: Evidence)?
    ) async -> (managers: [(fact: ManagerFact, id: DefinitionID?)], census: ManagerCensus) {
        var census = ManagerCensus(builder, policy, surroundings, jobs: jobs)
        var managers = await census.run()
        let targets = Set(managers.compactMap(\.id))
        let references = await References(of: targets, tree, jobs: jobs)
        let imports = await ImportedNames(of: targets, tree, jobs: jobs)
        for index in managers.indices {
            guard let id = managers[index].id else { continue }
            managers[index].fact.imports = imports.facts[id] ?? []
            guard let facts = references.facts[id] else { continue }
            managers[index].fact.references = facts
            managers[index].fact.productionReferences =
                facts.reduce(0) { $0 + ($1.isTestCode ? 0 : $1.count) }
            managers[index].fact.testReferences = facts.reduce(0) { $0 + ($1.isTestCode ? $1.count : 0) }
        }
        if let canonicalIDs, let index = managers.firstIndex(where: { $0.id == canonicalIDs.id }) {
            managers[index].fact.canonical = canonicalIDs.status
            managers[index].fact.evidence.append(canonicalIDs.evidence)
        }
        return (managers, census)
    }

    package func duplicates(among facts: Facts) async -> [DuplicateGroup] {
        let managers = zip(facts.managerIDs, facts.audit.managers).compactMap { id, fact in
            id.map { ($0, fact) }
        }
        return await DuplicateSearch(
            tree: tree, builder: facts.builder, policy: policy,
            managers: Dictionary(managers, uniquingKeysWith: { first, _ in first }),
            makers: facts.makers, jobs: jobs
        ).groups()
    }

    /// The facts, duplicates among them, with the findings.
    package func verdict(on facts: Facts) async -> Audit {
        var audit = facts.audit
        audit.findings = await Check.run(
            CheckInputs(
                tree: tree, builder: facts.builder, policy: policy, audit: audit,
                managerIDs: facts.managerIDs, canonicalIdentifiers: facts.canonicalIdentifiers, jobs: jobs),
            jobs: jobs)
        return audit
    }

    private func count(_ kind: Outline.Kind) -> Int {
        tree.units.reduce(0) { $0 + $1.outline.definitions.count { $0.kind == kind } }
    }
}
