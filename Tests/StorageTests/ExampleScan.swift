import Digests
import Findings

@testable import Storage

/// One scan whose every row is known: the views and the fixtures of old versions are checked against it.
enum ExampleScan {
    static var record: ScanRecord { record(version: Schema.newest) }

    /// The scan as far as a database of an older version can hold it.
    static func record(version: Int) -> ScanRecord {
        guard let inputs = Digest([UInt8](0..<32)), let content = Digest([UInt8](32..<64)) else {
            preconditionFailure("32 bytes make a digest")
        }
        return ScanRecord(
            inputs: inputs, audit: audit(version: version),
            context: ScanContext(
                root: "/tree", startedAt: 1_700_000_000_123, commit: "abc123",
                toolVersion: "0.1", rulesDigest: "rules", configurationDigest: "config",
                scope: "production and tests", pattern: "*Manager"),
            timings: ScanTimings(
                walk: .milliseconds(1), read: .microseconds(2_500), link: .milliseconds(3), classify: .zero),
            work: ScanWork(files: 9, outlined: 8, lexed: 7, reused: 1),
            budgets: ["websocket": 1, "cache": 2, "agent": 0, "empty": 3],
            newOutlines: [StoredOutline(contentHash: content, analyzer: 3, bytes: [1, 0, 255])],
            fileStates: FileStateChanges(
                written: [
                    FileState(
                        path: "app/ws.py", size: 12, modified: 1_700_000_000_000_000_001, changed: 2,
                        inode: .max, device: 4, contentHash: content)
                ], removed: []))
    }

    private static func audit(version: Int) -> Audit {
        // 42 for a budget of 1 is DESIGN.md's example
        let sessions = (0..<42).map { manager("M\($0)Manager", "session", counted: true, uses: 0) }
        var audit = Audit(
            files: FileCounts(walked: 12, sources: 9, outlined: 8, withErrors: 2, bytes: 4_000, lines: 100),
            definitions: DefinitionCounts(classes: 50, functions: 70),
            managers: [
                manager("WebSocketManager", "websocket", counted: true, uses: 9),
                manager("OldWebSocketManager", "websocket", counted: true, uses: 2),
                manager("FakeWebSocketManager", "websocket", counted: false, uses: 0),
                manager("CacheManager", "cache", counted: true, uses: 1),
                manager("AgentManager", "agent", counted: true, uses: 1),
                manager("FakeUserManager", "user", counted: false, uses: 0),
            ] + sessions,
            identifiers: [
                IdentifierFact(
                    symbol: "app.ids.new_id", name: "new_id", qualifiedName: "new_id", path: "app/ids.py",
                    line: 3, column: 1, language: "python", kind: .scatteredGenerator, concept: "session",
                    isTestCode: false,
                    evidence: [Evidence(aspect: .identifier, rule: "uuid-call", detail: "calls uuid.uuid4")])
            ], skips: [Skip(path: "a.py", reason: .tooLarge, isSource: true, detail: "5 MiB")],
            shadowedModules: [ShadowedModule(path: "x.py", shadowedBy: "x/__init__.py")],
            danglingImports: [DanglingImport(path: "b.py", line: 2, name: "app.Gone")])
        if version >= 2 {
            for index in audit.managers.indices {
                audit.managers[index].service = "app"
                audit.managers[index].contents = "c\(index)"
            }
            audit.managers[0].members = [
                ManagerMember(
                    name: "send",
                    parameters: [
                        MemberParameter("user_id"), MemberParameter("timeout", .optional),
                        MemberParameter("rest", .variadic),
                    ], isAsync: true),
                ManagerMember(name: "connections", kind: .field, isInherited: true),
            ]
            audit.managers[0].imports = [
                ImportedName("app.WebSocketManager", productionFiles: 2, testFiles: 1)
            ]
            audit.duplicates = [duplicates]
            audit.sites = sites
            audit.allowances = [
                Allowance(
                    path: "app/ws.py", line: 11, firstLine: 12, lastLine: 40, rule: "surplus-manager",
                    reason: "until the v1 API is gone")
            ]
            audit.findings = [finding]
        }
        return audit
    }

    private static var duplicates: DuplicateGroup {
        func member(_ name: String, line: Int, canonical: CanonicalStatus) -> DuplicateMember {
            DuplicateMember(
                symbol: "app.ws.\(name)", name: name, qualifiedName: name, path: "app/ws.py", line: line,
                column: 1, endLine: 40, service: "app", role: .implementation, canonical: canonical,
                isTestCode: false, isShadowed: false, isPlaceholder: false, contents: "")
        }
        return DuplicateGroup(
            kind: .class, domain: "websocket",
            members: [
                member("OldWebSocketManager", line: 12, canonical: .no),
                member("WebSocketManager", line: 19, canonical: .proposed),
            ], pairs: [DuplicatePair(left: 0, right: 1, kind: .similarBody, score: 0.75)],
            isAcrossServices: false)
    }

    private static var sites: [IdentifierSite] {
        let scattered = IdentifierSite(
            path: "app/ids.py", line: 4, symbol: "app.ids.new_id", scope: "new_id", sinkName: "session_id",
            sink: .returned, source: .secureRandom, bits: 32, format: "sess_{8 hex}", concept: "session",
            standing: .scattered, replacement: "UnifiedIDManager.generate_session_id()", isTestCode: false,
            evidence: [Evidence(aspect: .identifier, rule: "uuid-call", detail: "calls uuid.uuid4", line: 4)])
        var delegating = scattered
        delegating.line = 9
        delegating.standing = .delegating
        delegating.evidence = []
        return [scattered, delegating]
    }

    private static var finding: Finding {
        Finding(
            rule: "cloned-manager", severity: .error, domain: "websocket",
            symbol: "app.ws.OldWebSocketManager", qualifiedName: "OldWebSocketManager", path: "app/ws.py",
            line: 12, message: "has a similar body as WebSocketManager at app/ws.py:19", fix: "remove it",
            related: [
                RelatedPlace(
                    symbol: "app.ws.WebSocketManager", path: "app/ws.py", line: 19,
                    note: "a similar body, 75 %")
            ], evidence: [Evidence(aspect: .match, rule: "cloned-manager", detail: "9 of 12 statements")],
            contents: "c1")
    }

    private static func manager(_ name: String, _ domain: String, counted: Bool, uses: Int) -> ManagerFact {
        ManagerFact(
            symbol: "app.ws.\(name)", name: name, qualifiedName: name, path: "app/ws.py", line: 10 + uses,
            column: 1, endLine: 40, kind: .class, language: "python",
            role: counted ? .implementation : .testDouble, domain: domain, isTestCode: !counted,
            isShadowed: false, isCounted: counted, canonical: uses == 9 ? .proposed : .no,
            target: counted ? nil : "app.ws.Real", methodCount: 3, productionReferences: uses,
            testReferences: 1,
            evidence: [
                Evidence(aspect: .role, rule: "implementation", detail: "has a body"),
                Evidence(aspect: .domain, rule: domain, weight: 30, detail: "word in the name", line: 12),
            ],
            references: [
                ReferenceFact(path: "main.py", line: 4, scope: "run", count: uses, isTestCode: false)
            ])
    }
}
