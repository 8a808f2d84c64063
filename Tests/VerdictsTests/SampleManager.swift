import Findings

extension ManagerFact {
    /// A manager with what a test cares about; the rest is plain.
    static func sample(
        _ symbol: String, _ path: String, line: Int = 1, endLine: Int? = nil, members: String = "",
        contents: String = "", domain: String = "websocket", role: Role = .implementation,
        isTestCode: Bool = false,
        isShadowed: Bool = false, canonical: CanonicalStatus = .no, target: String? = nil,
        kind: DefinitionKind = .class,
        usedIn: [(path: String, count: Int, isTestCode: Bool)] = [], imports: [ImportedName] = []
    ) -> ManagerFact {
        let name = symbol.split(separator: ".").last.map(String.init) ?? symbol
        let members = members.split(separator: " ").map { ManagerMember(name: String($0)) }
        var fact = ManagerFact(
            symbol: symbol, name: name, qualifiedName: name, path: path, line: line, column: 1,
            endLine: endLine ?? line + 19, kind: kind, language: "python", role: role, domain: domain,
            isTestCode: isTestCode, isShadowed: isShadowed, isCounted: Role.countedByDefault.contains(role),
            canonical: canonical, target: target, methodCount: members.count, productionReferences: 0,
            testReferences: 0, evidence: [],
            references: usedIn.map {
                ReferenceFact(path: $0.path, line: 1, scope: "f", count: $0.count, isTestCode: $0.isTestCode)
            }, contents: contents, members: members, imports: imports)
        fact.productionReferences = usedIn.filter { !$0.isTestCode }.reduce(0) { $0 + $1.count }
        fact.testReferences = usedIn.filter(\.isTestCode).reduce(0) { $0 + $1.count }
        return fact
    }

    /// A name bound to a class at the top of a file.
    static func alias(_ symbol: String, _ path: String, of target: String) -> ManagerFact {
        sample(symbol, path, role: .aliasOrReexport, target: target, kind: .alias)
    }
}

extension Audit {
    static func sample(_ managers: [ManagerFact], duplicates: [DuplicateGroup] = []) -> Audit {
        Audit(
            files: FileCounts(walked: 1, sources: 1, outlined: 1, withErrors: 0, bytes: 1, lines: 1),
            definitions: DefinitionCounts(classes: managers.count, functions: 0), managers: managers,
            identifiers: [],
            skips: [], shadowedModules: [], danglingImports: [], duplicates: duplicates)
    }
}
