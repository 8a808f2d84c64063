import Findings
import Foundation
import Testing

@testable import Storage

@Suite struct ViewTests {
    private let folder: TemporaryFolder
    private let database: AuditDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try AuditDatabase(path: folder.database)
        var older = SampleSource(seed: 9)
        // an older scan, none of which may show in the views
        try database.record(older.scan())
        try database.record(ExampleScan.record)
    }

    @Test("compliance follows DESIGN.md §4: over budget, at it, nothing allowed, nothing counted")
    func compliance() throws {
        let rows = try database.lines(
            "SELECT domain, counted, budget, surplus, round(definition_compliance, 2) FROM compliance")
        #expect(
            rows == [
                "agent|1|0|1|0.0", "cache|1|2|0|100.0", "empty|0|3|0|100.0", "session|42|1|41|2.38",
                "user|0|1|0|100.0", "websocket|2|1|1|50.0",
            ])
    }

    @Test("managers are those of the latest scan, in the audit's order, with every column")
    func managers() throws {
        let rows = try database.lines("SELECT * FROM managers LIMIT 3")
        #expect(
            rows == [
                "websocket|implementation|1|WebSocketManager|app.ws.WebSocketManager|app/ws.py|19|1|40|class"
                    + "|python||proposed|0|0|3|9|1|app",
                "websocket|implementation|1|OldWebSocketManager|app.ws.OldWebSocketManager|app/ws.py|12|1|40"
                    + "|class|python||no|0|0|3|2|1|app",
                "websocket|test_double|0|FakeWebSocketManager|app.ws.FakeWebSocketManager|app/ws.py|10|1|40"
                    + "|class|python|app.ws.Real|no|1|0|3|0|1|app",
            ])
        #expect(try database.integers("SELECT count(*) FROM managers") == [48])
    }

    @Test("the other views show the latest scan's rows")
    func otherViews() throws {
        #expect(
            try database.lines("SELECT * FROM id_functions")
                == ["app/ids.py|3|1|new_id|app.ids.new_id|scattered_generator|session|python|0"])
        #expect(try database.integers("SELECT count(*) FROM evidence") == [48 * 2 + 3])
        #expect(
            try database.lines("SELECT * FROM evidence WHERE subject = 'id_function'")
                == ["app.ids.new_id|app/ids.py|3|id_function|identifier|uuid-call|0.0|calls uuid.uuid4|0"])
        #expect(
            try database.lines("SELECT * FROM manager_references LIMIT 1")
                == ["app.ws.WebSocketManager|app/ws.py|19|main.py|4|run|9|0"])
        #expect(try database.lines("SELECT * FROM skipped_files") == ["a.py|too_large|1|5 MiB"])
        #expect(try database.lines("SELECT * FROM shadowed_modules") == ["x.py|x/__init__.py"])
        #expect(try database.lines("SELECT * FROM dangling_imports") == ["b.py|2|app.Gone"])
        let history = try database.lines(
            """
            SELECT scan, started_at, commit_id, files, lexed, reused, managers, counted, walk_ms, read_ms
            FROM scan_history
            """)
        #expect(history.count == 2)
        #expect(history.last == "2|2023-11-14T22:13:20Z|abc123|9|7|1|48|46|1.0|2.5")
    }

    @Test("duplicates, sites, waivers and findings are those of the latest scan, with every column")
    func verdict() throws {
        #expect(
            try database.lines("SELECT * FROM duplicates")
                == [
                    "1|class|websocket|similar_body|0.75|app.ws.OldWebSocketManager|app/ws.py|12|implementation"
                        + "|app.ws.WebSocketManager|app/ws.py|19|implementation|0"
                ])
        #expect(
            try database.lines("SELECT * FROM duplicate_members")
                == [
                    "1|class|websocket|app.ws.OldWebSocketManager|OldWebSocketManager|app/ws.py|12|40|app"
                        + "|implementation|no|0|0|0|0",
                    "1|class|websocket|app.ws.WebSocketManager|WebSocketManager|app/ws.py|19|40|app"
                        + "|implementation|proposed|0|0|0|0",
                ])
        #expect(
            try database.lines("SELECT * FROM id_sites LIMIT 1")
                == [
                    "app/ids.py|4|session_id|app.ids.new_id|returned|secure_random|32|sess_{8 hex}|session"
                        + "|scattered|UnifiedIDManager.generate_session_id()|0"
                ])
        #expect(try database.lines("SELECT * FROM id_compliance") == ["1|2|50.0"])
        let finding = ExampleScan.record.audit.findings[0]
        #expect(
            try database.lines("SELECT * FROM findings")
                == [
                    "cloned-manager|error|websocket|app.ws.OldWebSocketManager|app/ws.py|12|1"
                        + "|\(finding.message)|remove it|0|\(finding.fingerprint)"
                ])
        #expect(
            try database.lines("SELECT * FROM finding_places")
                == [
                    "cloned-manager|app.ws.OldWebSocketManager|app/ws.py|12|app.ws.WebSocketManager|app/ws.py|19"
                        + "|a similar body, 75 %"
                ])
        #expect(
            try database.lines("SELECT * FROM waivers_in_comments")
                == ["app/ws.py|11|12|40|surplus-manager|until the v1 API is gone"])
        #expect(
            try database.lines(
                "SELECT subject, rule, detail FROM evidence WHERE subject IN ('id_site', 'finding')")
                == ["id_site|uuid-call|calls uuid.uuid4", "finding|cloned-manager|9 of 12 statements"])
        #expect(
            try database.lines("SELECT duplicate_groups, findings FROM scan_history").last == "1|1")
        #expect(
            try database.lines(
                "SELECT to_canonical, \"references\", round(usage_compliance, 2) FROM compliance")
                == ["0|1|0.0", "0|1|0.0", "0|0|100.0", "0|0|100.0", "0|0|100.0", "9|11|81.82"])
    }

    @Test("interfaces and imports are those of the latest scan, with every column")
    func interfaces() throws {
        #expect(
            try database.lines("SELECT * FROM manager_members")
                == [
                    "app.ws.WebSocketManager|app/ws.py|19|send|method|user_id, timeout=, *rest|1|0",
                    "app.ws.WebSocketManager|app/ws.py|19|connections|field||0|1",
                ])
        #expect(
            try database.lines("SELECT * FROM manager_imports")
                == ["app.ws.WebSocketManager|app/ws.py|19|app.WebSocketManager|2|1"])
    }

    @Test("before any scan every view is empty")
    func emptyViews() throws {
        let folder = try TemporaryFolder()
        let database = try AuditDatabase(path: folder.database)
        let views = try database.lines("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
        #expect(views.count == 22)
        for view in views { #expect(try database.lines("SELECT * FROM \(view)") == [], "\(view)") }
    }

    @Test("the queries in Storage.md run and give what they promise")
    func documentedQueries() throws {
        let queries = try Self.article().components(separatedBy: "```sql\n").dropFirst()
            .compactMap { $0.components(separatedBy: "```").first }
        try #require(queries.count == 3)
        #expect(
            try database.lines(queries[0]) == ["agent|1|0|0.0", "session|42|1|2.4", "websocket|2|1|50.0"])
        #expect(
            try database.lines(queries[1])
                == ["WebSocketManager|app/ws.py|19|9", "OldWebSocketManager|app/ws.py|12|2"])
        #expect(
            try database.lines(queries[2])
                == ["domain|websocket|30.0|word in the name", "role|implementation|0.0|has a body"])
    }

    @Test("the last run of each contract shows, and older ones do not")
    func conformance() throws {
        let scan = try #require(try database.latestScan())
        for outcome in [ConformanceResult.Outcome.fail, .pass] {
            var run = SampleConformance.run
            run.results[0].outcome = outcome
            try database.record(SampleConformance.stored(run, of: scan))
        }
        #expect(
            try database.lines("SELECT requirement, numbers, level, outcome, expected FROM conformance")
                == ["ids-are-distinct|U1 C8|MUST|pass|no two alike", "ids-are-fast||SHOULD|not-applicable|"])
    }

    @Test("Storage.md names every column of every view")
    func documentedColumns() throws {
        let article = try Self.article()
        let columns = try database.lines(
            """
            SELECT view.name, info.name FROM sqlite_schema AS view, pragma_table_info(view.name) AS info
            WHERE view.type = 'view' AND view.name <> 'latest_scan'
            """)
        #expect(columns.count > 60)
        for line in columns {
            let (view, column) = try #require(line.split(separator: "|").map(String.init).pair)
            let section = article.components(separatedBy: "### ").first {
                $0.prefix { $0 != "\n" }.components(separatedBy: ", ").contains(view)
            }
            #expect(try #require(section, "\(view)").contains("`\(column)`"), "\(line)")
        }
    }

    private static func article() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(
            contentsOf: root.appendingPathComponent("Sources/Storage/Storage.docc/Storage.md"),
            encoding: .utf8)
    }
}

extension [String] {
    fileprivate var pair: (String, String)? { count == 2 ? (self[0], self[1]) : nil }
}
