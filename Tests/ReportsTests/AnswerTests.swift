import Findings
import Foundation
import Reports
import TestKit
import Testing
import Verdicts

/// Plans, comparisons and counts in their formats, each from one fixed value.
struct AnswerTests {
    private static let domain = "websocket"

    private static func manager(
        _ symbol: String, _ path: String, _ line: Int, contents: String,
        change: (inout ManagerFact) -> Void = { _ in }
    ) -> ManagerFact {
        let name = symbol.split(separator: ".").last.map(String.init) ?? symbol
        var fact = ManagerFact(
            symbol: symbol, name: name, qualifiedName: name, path: path, line: line, column: 1,
            endLine: line + 29,
            kind: .class, language: "python", role: .implementation, domain: domain, isTestCode: false,
            isShadowed: false, isCounted: true, canonical: .no, target: nil, methodCount: 2,
            productionReferences: 0,
            testReferences: 0, evidence: [], references: [], contents: contents,
            members: [
                ManagerMember(name: "__init__", parameters: [MemberParameter("limit", .optional)]),
                ManagerMember(name: "send", parameters: [MemberParameter("user"), MemberParameter("event")]),
                ManagerMember(name: "open", kind: .field),
            ])
        change(&fact)
        return fact
    }

    private static let hub = manager("app.hub.SocketManager", "app/hub.py", 10, contents: "h") {
        $0.canonical = .proposed
        $0.productionReferences = 12
        $0.references = [ReferenceFact(path: "app/main.py", line: 1, scope: "", count: 12, isTestCode: false)]
    }

    private static let old = manager("app.old.OldSocketManager", "app/old.py", 3, contents: "o") {
        $0.members += [
            ManagerMember(name: "ping", parameters: [MemberParameter("interval", .optional)], isAsync: true)
        ]
        $0.members[1].parameters.append(MemberParameter("urgent", .optional))
        $0.references = (1...8).map {
            ReferenceFact(path: "app/caller\($0).py", line: $0, scope: "f", count: $0, isTestCode: $0 > 6)
        }
        $0.imports = [
            ImportedName("app.OldSocketManager", productionFiles: 5, testFiles: 2),
            ImportedName("app.old.OldSocketManager", productionFiles: 1, testFiles: 0),
        ]
    }

    private static let dead = manager("app.hub|x.`Dead`\u{1b}Manager", "app/hub_x.py", 1, contents: "d") {
        $0.isShadowed = true
    }

    private static let fake = manager("tests.FakeSocketManager", "tests/fake.py", 1, contents: "f") {
        $0.role = .testDouble
        $0.isTestCode = true
        $0.isCounted = false
    }

    private static func audit(_ managers: [ManagerFact]) -> Audit {
        Audit(
            files: FileCounts(walked: 5, sources: 5, outlined: 5, withErrors: 0, bytes: 900, lines: 90),
            definitions: DefinitionCounts(classes: 9, functions: 3), managers: managers, identifiers: [],
            skips: [],
            shadowedModules: [], danglingImports: [])
    }

    private static let before = audit([dead, hub, old, fake])

    private static let after: Audit = {
        let renamed = manager("app.real._SocketManagerImplementation", "app/real.py", 10, contents: "h")
        let new = manager("app.new.MailManager", "app/new.py", 1, contents: "n") { $0.domain = "mail" }
        let alias = manager("app.hub.SocketManager", "app/hub.py", 1, contents: "") {
            $0.kind = .alias
            $0.role = .aliasOrReexport
            $0.isCounted = false
            $0.target = renamed.symbol
        }
        return audit([alias, renamed, new, fake])
    }()

    private static func site(_ concept: String, _ line: Int, _ replacement: String, bits: Int = 122)
        -> IdentifierSite
    {
        IdentifierSite(
            path: "app/m|`x`.py", line: line, symbol: "app.m.make", scope: "make", sinkName: "\(concept)_id",
            sink: line == 3 ? .returned : .assignment, source: .secureRandom, bits: bits,
            format: bits < 64 ? "run_{8 hex}" : "uuid", concept: concept, standing: .scattered,
            replacement: replacement, isTestCode: false,
            evidence: line == 3
                ? [Evidence(aspect: .identifier, rule: "callers", detail: "returned to 2 callers")] : [])
    }

    private static let made: Audit = {
        var made = audit([])
        made.sites = [
            site("run", 1, "IDManager.generate_run_id()", bits: 32), site("mail", 2, ""),
            site("run", 3, "IDManager.generate_run_id()"), site("run", 4, "IDManager.generate_run_id()"),
            site("run", 5, "IDManager.generate_run_id()"), site("run", 6, "IDManager.generate_run_id()"),
        ]
        return made
    }()

    private static func side(_ label: String) -> ComparisonReport.Side {
        ComparisonReport.Side(label: label, root: "/work", commit: nil, rulesDigest: "abcdef0123456789")
    }

    private static func render(_ answer: String, _ format: AnswerFormat, hasColor: Bool = false) -> [UInt8] {
        let style = Style(hasColor: hasColor)
        switch answer {
        case "plan":
            return PlanReport(RemovalPlan(before, domain: domain, budget: 1), limit: 4).render(format, style)
        case "plan-identifiers":
            return IdentifierPlanReport(IdentifierPlan(made), limit: 2).render(format, style)
        case "diff":
            return ComparisonReport(
                before: side("scan 1"), after: side("scan 2"),
                comparison: AuditComparison(before, after, budget: { _ in 1 }), limit: 3
            ).render(format, style)
        case "count":
            return CountReport(before.managers, domain: nil, claim: nil, source: "scan 1").render(
                format, style)
        default:
            return CountReport(before.managers, domain: domain, claim: 3, source: "scan 1", limit: 2)
                .render(format, style)
        }
    }

    static let answers = ["plan", "plan-identifiers", "diff", "count", "claim"]

    @Test("an answer is rendered byte for byte", arguments: answers, AnswerFormat.allCases)
    func snapshots(answer: String, format: AnswerFormat) throws {
        let text = String(decoding: Self.render(answer, format), as: UTF8.self)
        #expect(try Snapshot.difference(text, from: "Reports/\(answer).\(format.rawValue).expected") == nil)
        #expect(!text.contains("\u{1b}"))
        if format == .json {
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            #expect((object?["format"] as? String)?.hasPrefix("ssot.") == true)
        }
    }

    @Test("colour takes nothing away", arguments: answers)
    func colour(answer: String) {
        let text = String(decoding: Self.render(answer, .text, hasColor: true), as: UTF8.self)
        let parts = text.split(separator: "\u{1b}[", omittingEmptySubsequences: false)
        let bare = parts.enumerated().map { $0 == 0 ? $1[...] : $1.drop { $0 != "m" }.dropFirst() }.joined()
        #expect(bare == String(decoding: Self.render(answer, .text), as: UTF8.self))
        #expect(bare != text)
    }

    @Test("what is left out is said, and nothing is left out where everything is asked for")
    func limits() {
        let plan = RemovalPlan(Self.before, domain: Self.domain, budget: 1)
        func text(_ limit: Int?) -> String {
            String(
                decoding: PlanReport(plan, limit: limit).render(.text, Style(hasColor: false)), as: UTF8.self)
        }
        #expect(text(4).contains("and 4 more"))
        #expect(text(nil).contains("app/caller8.py ×8"))
    }

    @Test("a domain within its budget has nothing to go, and one without a canonical one says so")
    func plain() {
        func text(_ managers: [ManagerFact], _ budget: Int) -> String {
            let plan = RemovalPlan(Self.audit(managers), domain: Self.domain, budget: budget)
            return String(decoding: PlanReport(plan).render(.text, Style(hasColor: false)), as: UTF8.self)
        }
        #expect(text([Self.hub], 1).hasPrefix("websocket: 1 manager counted, budget 1: nothing has to go\n"))
        #expect(text([Self.old, Self.dead], 1).contains("no manager of websocket is canonical"))
        #expect(text([], 1).hasPrefix("websocket: 0 managers counted"))
    }
}
