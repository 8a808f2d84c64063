import Findings
import Reports
import Verdicts

/// The one report that every format renders in its snapshot: each kind of fact, and texts that need escaping.
enum FixedReport {
    static let report = AuditReport(
        audit: audit, judgement: judgement,
        provenance: AuditReport.Provenance(
            toolVersion: "1.2.3", commit: "0123456789abcdef0123456789abcdef01234567",
            rulesDigest: "abcdef0123456789",
            configurationDigest: "fedcba9876543210", scope: "all Python sources, ignore files honoured",
            pattern: "name-says-manager or alias-of-manager", countedRoles: Role.countedByDefault),
        rules: rules, former: former, history: history, sources: sources, folder: "services/chat/",
        effort: AuditReport.Effort(
            elapsed: .milliseconds(250), lexed: 3, reused: 4, database: ".ssot/audit.sqlite"))

    static let empty = AuditReport(
        audit: emptyAudit,
        judgement: Judge(policy: Policy(), rules: [], today: Day(number: 0)).judge(emptyAudit),
        provenance: AuditReport.Provenance(
            toolVersion: "1.2.3", commit: nil, rulesDigest: "r", configurationDigest: "c", scope: "s",
            pattern: "p", countedRoles: [.implementation]))

    private static let emptyAudit = Audit(
        files: FileCounts(walked: 1, sources: 1, outlined: 1, withErrors: 0, bytes: 0, lines: 0),
        definitions: DefinitionCounts(classes: 0, functions: 0), managers: [], identifiers: [], skips: [],
        shadowedModules: [], danglingImports: [])

    static let audit = Audit(
        files: FileCounts(walked: 12, sources: 9, outlined: 7, withErrors: 1, bytes: 12_345, lines: 678),
        definitions: DefinitionCounts(classes: 21, functions: 43), managers: managers,
        identifiers: identifiers,
        skips: [
            Skip(
                path: "a \"quoted\"\\name.py", reason: .unreadable, isSource: true,
                detail: "permission denied"),
            Skip(path: "pipe", reason: .notRegular, isSource: false),
            Skip(path: "wide/名.py", reason: .tooLarge, isSource: true),
        ], shadowedModules: [ShadowedModule(path: "app/ws.py", shadowedBy: "app/ws/__init__.py")],
        danglingImports: [DanglingImport(path: "app/main.py", line: 3, name: "app.ws.OldManager")],
        duplicates: duplicates, sites: sites, findings: findings)

    static let managers = [
        manager("app.hub.SocketManager", "app/hub.py", 10, .implementation, "websocket") {
            $0.canonical = .designated
            $0.productionReferences = 12
            $0.testReferences = 3
            $0.evidence = [
                Evidence(
                    aspect: .match, rule: "name-says-manager", detail: "name ends in \"Manager\"", line: 10),
                Evidence(
                    aspect: .role, rule: "implementation", detail: "a class with a body of its own", line: 10),
                Evidence(
                    aspect: .domain, rule: "websocket", weight: 4, detail: "word \"socket\" in the name",
                    line: 10),
                Evidence(
                    aspect: .domain, rule: "websocket", weight: 1.25, detail: "import of websockets", line: 2),
                Evidence(aspect: .domain, rule: "cache", weight: 0.5, detail: "member \"evict\"", line: 14),
                Evidence(aspect: .canonical, rule: "configuration", detail: "named in .ssot.yaml"),
            ]
            $0.references = [
                ReferenceFact(path: "app/main.py", line: 5, scope: "main", count: 11, isTestCode: false),
                ReferenceFact(path: "app/main.py", line: 1, scope: "", count: 1, isTestCode: false),
                ReferenceFact(
                    path: "tests/test_hub.py", line: 7, scope: "TestHub.test", count: 3, isTestCode: true),
            ]
        },
        manager("app.ws.SocketManager", "app/ws.py", 4, .subclassOfManager, "websocket") {
            $0.isShadowed = true
            $0.target = "app.hub.SocketManager"
        },
        manager("app.ws.Manager", "app/ws.py", 40, .aliasOrReexport, "websocket") {
            $0.kind = .alias
            $0.isCounted = false
            $0.target = "app.hub.SocketManager"
        },
        manager("cache.Old\tManager", "cache.py", 1, .implementation, "cache") { $0.canonical = .proposed },
        manager("cache.CacheManagerError", "cache.py", 90, .exception, "cache") { $0.isCounted = false },
        manager("tests.fakes.FakeManager", "tests/fakes.py", 1, .testDouble, "cache") {
            $0.isCounted = false
            $0.isTestCode = true
        },
    ]

    static let identifiers = [
        identifier("ids.make", .canonical, isTestCode: false),
        identifier("app.new_id", .scatteredGenerator, isTestCode: false),
        identifier("tests.fake_id", .scatteredGenerator, isTestCode: true),
    ]

    private static func manager(
        _ symbol: String, _ path: String, _ line: Int, _ role: Role, _ domain: String,
        _ change: (inout ManagerFact) -> Void
    ) -> ManagerFact {
        let name = symbol.split(separator: ".").last.map(String.init) ?? symbol
        var fact = ManagerFact(
            symbol: symbol, name: name, qualifiedName: name, path: path, line: line, column: 1,
            endLine: line + 20,
            kind: .class, language: "python", role: role, domain: domain, isTestCode: false,
            isShadowed: false,
            isCounted: true, canonical: .no, target: nil, methodCount: 4, productionReferences: 0,
            testReferences: 0,
            evidence: [], references: [])
        change(&fact)
        return fact
    }

    private static func identifier(_ symbol: String, _ kind: IdentifierKind, isTestCode: Bool)
        -> IdentifierFact
    {
        IdentifierFact(
            symbol: symbol, name: symbol, qualifiedName: symbol, path: "ids.py", line: 3, column: 5,
            language: "python",
            kind: kind, concept: "session", isTestCode: isTestCode,
            evidence: [
                Evidence(
                    aspect: .identifier, rule: "plain-generator", detail: "returns uuid.uuid4()", line: 4)
            ])
    }
}
