import Findings
import Reports
import Verdicts

extension FixedReport {
    static let findings: [Finding] = [
        finding("surplus-manager", .warning, "app.ws.SocketManager", "app/ws.py", 4, "websocket") {
            $0.message = "second manager for \"websocket\"; canonical is app/hub.py:10"
            $0.fix = "Import SocketManager from app.hub."
            $0.related = [
                RelatedPlace(symbol: "app.hub.SocketManager", path: "app/hub.py", line: 10, note: "canonical")
            ]
            $0.evidence = [Evidence(aspect: .match, rule: "name-says-manager", detail: "name", line: 4)]
        },
        finding("same-name-manager", .error, "app.ws.SocketManager", "app/ws.py", 4, "websocket") {
            $0.message = "SocketManager is defined twice | 50% of <script>alert(1)</script> [see](1)"
            $0.related = (1...25).map {
                RelatedPlace(symbol: "app.m\($0)", path: "app/a b, c:\($0).py", line: $0, note: "")
            }
        },
        finding("cloned-id-function", .warning, "app.new_id", "ids.py", 3, "identifiers") {
            $0.message = "=cmd|' /C calc'!A0"
            $0.column = 5
        },
        finding("dead-duplicate", .note, "app.ws", "app/ws.py", 0, "") { $0.message = "" },
        finding("surplus-manager", .warning, "cache.Old\tManager", "cache.py", 1, "cache") {
            $0.message = "waived one"
        },
        finding("surplus-manager", .warning, "app.ws.Other", "app/ws.py", 5, "websocket") {
            $0.qualifiedName = "SocketManager"
            $0.message = "known one"
        },
        finding("surplus-manager", .warning, "app.ws.Another", "app/ws.py", 6, "websocket") {
            $0.qualifiedName = "SocketManager"
            $0.message = "old one"
        },
        finding("unused-waiver", .error, ".ssot.yaml", ".ssot.yaml", 12, "") {
            $0.message = "waiver of nothing"
        },
    ]

    static let waiver = Waiver(
        rule: "surplus-manager", symbol: "cache", owner: "ana", reason: "kept until the \"v1\" API is gone",
        expires: Day("2026-12-31"), origin: Waiver.Origin(path: ".ssot.yaml", line: 9))

    static let judgement: Judgement = {
        let standings: [Int: JudgedFinding.Standing] = [
            4: .waived(waiver), 5: .known(isChanged: true), 6: .old,
        ]
        return Judgement(
            findings: findings.enumerated().map {
                JudgedFinding(
                    finding: $1, severity: $1.severity, standing: standings[$0] ?? .new)
            },
            compliance: Compliance(audit, budget: { $0 == "cache" ? 2 : 1 }),
            fixed: [
                Baseline.Entry(finding("surplus-manager", .warning, "gone.Manager", "gone.py", 1, "cache"))
            ],
            base: Judgement.Base(revision: "main", commit: "89abcdef"),
            verdict: Verdict(
                outcome: .incomplete,
                reasons: ["2 source files could not be read", "4 new findings of severity warning or graver"])
        )
    }()

    static let rules = [
        RuleText(
            id: "cloned-id-function", title: "An ID function whose body is a copy", severity: .warning,
            isAdvice: false, rationale: "Copies drift.", fix: "Keep one of them."),
        RuleText(
            id: "dead-duplicate", title: "A duplicate that nobody can import", severity: .note,
            isAdvice: true,
            rationale: "It misleads *readers*.", fix: "Delete it."),
        RuleText(
            id: "same-name-manager", title: "Two managers of one name", severity: .error, isAdvice: false,
            rationale: "An import of the wrong one goes unnoticed.", fix: "Rename or remove one."),
        RuleText(
            id: "surplus-manager", title: "More managers than the budget", severity: .warning,
            isAdvice: false,
            rationale: "Two owners of one state disagree.", fix: "Move callers to the canonical one."),
    ]

    static let duplicates = [
        DuplicateGroup(
            kind: .class, domain: "websocket",
            members: [
                member("app.hub.SocketManager", "app/hub.py", 10),
                member("app.ws.SocketManager", "app/ws.py", 4),
            ],
            pairs: [
                DuplicatePair(left: 0, right: 1, kind: .sameName, score: 1),
                DuplicatePair(left: 0, right: 1, kind: .similarBody, score: 0.875),
            ], isAcrossServices: false),
        DuplicateGroup(
            kind: .function, domain: "identifiers",
            members: [
                member("ids.make", "ids.py", 3), member("app.new_id", "ids.py", 3),
                member("tests.fake_id", "ids.py", 3),
            ],
            pairs: [DuplicatePair(left: 0, right: 2, kind: .renamedBody, score: 0.999)],
            isAcrossServices: true),
    ]

    static let sites = [
        site("session", "uuid4", .scattered), site("session", "s_{8 hex}", .scattered),
        site("request", "uuid4", .delegating), site("run", "run_{}", .canonical),
    ]

    static let history = [
        point(1, 4, Share(1, of: 4)), point(2, 3, Share(1, of: 3)), point(7, 3, Share(2, of: 3)),
    ]

    static let former: FormerScan = {
        var old = audit
        old.findings = Array(findings.prefix(3)) + [findings[0]]
        old.sites = []
        old.managers[0].contents = "aa"
        old.managers[0].path = "app/old_hub.py"
        old.managers[3].symbol = "legacy.store.Older"
        old.managers[3].name = "Older"
        old.managers[3].path = "legacy/store.py"
        var now = audit
        now.findings = findings
        now.managers[0].contents = "aa"
        return FormerScan(
            point: history[0], former: old, compliance: Compliance(old, budget: { _ in 1 }), now: now)
    }()

    static let sources = [
        "app/ws.py": "import websockets\n\n\nclass SocketManager(Hub):\n\tpass\r\n# ende",
        "ids.py": "import uuid\n\né =  def new_id():\n",
    ]

    private static func finding(
        _ rule: String, _ severity: Severity, _ symbol: String, _ path: String, _ line: Int, _ domain: String,
        _ change: (inout Finding) -> Void = { _ in }
    ) -> Finding {
        let name = symbol.split(separator: ".").last.map(String.init) ?? symbol
        var finding = Finding(
            rule: rule, severity: severity, domain: domain, symbol: symbol, qualifiedName: name, path: path,
            line: line, message: "")
        change(&finding)
        return finding
    }

    private static func member(_ symbol: String, _ path: String, _ line: Int) -> DuplicateMember {
        let name = symbol.split(separator: ".").last.map(String.init) ?? symbol
        return DuplicateMember(
            symbol: symbol, name: name, qualifiedName: name, path: path, line: line, column: 1,
            endLine: line + 20, service: "", role: line == 3 ? nil : .implementation, canonical: .no,
            isTestCode: false, isShadowed: false, isPlaceholder: false, contents: "")
    }

    private static func site(
        _ concept: String, _ format: String, _ standing: IdentifierSite.Standing
    ) -> IdentifierSite {
        IdentifierSite(
            path: "ids.py", line: 7, symbol: "ids.make", scope: "make", sinkName: concept + "_id",
            sink: .assignment, source: .secureRandom, bits: 122, format: format, concept: concept,
            standing: standing, replacement: "IDs.make(.\(concept))", isTestCode: false, evidence: [])
    }

    private static func point(_ scan: Int64, _ counted: Int, _ definition: Share) -> ScanPoint {
        ScanPoint(
            scan: scan, startedAt: 1_700_000_000_000 + scan * 3_600_000,
            commit: scan == 1 ? nil : "abc\(scan)",
            rulesDigest: scan == 1 ? "older" : "abcdef0123456789",
            counted: ["websocket": counted - 1, "cache": 1],
            definition: definition, usage: Share(3, of: 12), identifiers: Share(0, of: 0), duplicateGroups: 2,
            findings: 4)
    }
}
