import Foundation
import GRDB
import TestKit
import Testing

/// Plans, comparisons and counts of a small repository, by the program itself.
struct ChangeTests {
    static let faults: [([String], String)] = [
        (["plan", "websocked"], "unknown domain \"websocked\""),
        (["plan", "websocket", "--canonical", "a.b"], "\"a.b\" is no manager of websocket"),
        (["plan", "identifiers", "--canonical", "a.b"], "--canonical: names a manager of a domain"),
        (["plan", "websocket", "--format", "xml"], "take one of text, markdown, json"),
        (["diff", "1", "7"], "a.sqlite: holds no scan 7"), (["diff", "1", "x"], "not in a git repository"),
        (["diff", "1", "1", "--domain", "nothing"], "unknown domain \"nothing\""),
        (["count", "--claim", "-1"], "--claim"), (["count", "--domain", "nothing"], "unknown domain"),
    ]

    private func json(_ result: Command.Result) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    private func scanned(_ folder: TemporaryFolder) throws {
        let result = try Tool.run("scan", "tree", "--database", "a.sqlite", in: folder)
        #expect(result.status == 0, "\(result.errors)")
    }

    private func run(_ arguments: String..., in folder: TemporaryFolder) throws -> Command.Result {
        try Tool.command(arguments + ["--database", "a.sqlite"], in: folder).run()
    }

    @Test("a consolidation that removes nothing is seen to remove nothing")
    func hollow() throws {
        let folder = try Tool.tree()
        try scanned(folder)
        try folder.write("tree/app/notes.py", "class ConsolidationReport:\n    managers_removed = 40\n")
        try scanned(folder)
        let result = try run("diff", "1", "2", in: folder)
        #expect(result.status == 0)
        #expect(result.output.contains(": 0 removed, 0 merged, 0 added, 0 renamed or moved"))
        #expect(result.output.contains("nothing was removed: all "))
    }

    @Test("a class that is renamed to dodge a counter is the same manager under a new name")
    func evasion() throws {
        let folder = try Tool.tree()
        try scanned(folder)
        let path = folder.path + "/tree/app/websocket/hub.py"
        let source = try String(contentsOfFile: path, encoding: .utf8)
        try folder.write(
            "tree/app/websocket/hub.py",
            source.replacing("class WebSocketManager", with: "class _HiddenConnectionCore")
                + "\n\nWebSocketManager = _HiddenConnectionCore\n")
        try scanned(folder)
        let object = try json(try run("diff", "1", "2", "--format", "json", in: folder))
        let changes = try #require(object["changes"] as? [[String: Any]])
        let change = try #require(changes.first { $0["change"] as? String == "renamed" })
        #expect(
            (change["before"] as? [String: Any])?["symbol"] as? String == "app.websocket.hub.WebSocketManager"
        )
        #expect(
            (change["after"] as? [String: Any])?["symbol"] as? String
                == "app.websocket.hub._HiddenConnectionCore")
        let total = try #require(object["total"] as? [String: Any])
        for kind in ["removed", "merged", "added", "split"] {
            #expect((total[kind] as? [String: Any])?["definitions"] as? Int == 0, "\(kind)")
        }
        let text = try run("diff", "1", "2", "--domain", "websocket", in: folder).output
        #expect(text.contains("the same manager under a new name: 1"))
    }

    @Test("revisions are compared without a checkout, by the rules of today")
    func revisions() throws {
        let folder = try Tool.tree()
        func git(_ line: String) throws {
            let result = try Tool.shell(
                "cd tree && git -c user.name=a -c user.email=a@b.c -c commit.gpgsign=false \(line)",
                in: folder)
            #expect(result.status == 0, "\(line): \(result.errors)")
        }
        try git("init -q -b main")
        try git("add -A")
        try git("commit -qm one")
        try git("mv app/websocket/second.py app/websocket/third.py")
        try git("rm -q app/cache.py")
        try git("commit -qam two")
        let text = try run("diff", "main~1", "main", "tree", in: folder)
        #expect(text.errors == "")
        #expect(text.output.contains("moved: "), "\(text.output)")
        #expect(text.output.contains("UnifiedWebSocketManagerCore app/websocket/second.py:5"))
        let object = try json(try run("diff", "main~1", "main", "tree", "--format", "json", in: folder))
        let total = try #require(object["total"] as? [String: Any])
        #expect((total["moved"] as? [String: Any])?["counted"] as? Int == 2)
        #expect((total["removed"] as? [String: Any])?["counted"] as? Int == 2)
        // A scan of the checked out tree and the revision that it is of are the same.
        try scanned(folder)
        let same = try run("diff", "1", "main", "tree", in: folder)
        #expect(same.output.contains(": 0 removed, 0 merged, 0 added, 0 renamed or moved"), "\(same.output)")
        let unknown = try run("diff", "main", "nothing", "tree", in: folder)
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("nothing"))
    }

    @Test("a real removal is seen, in a tree elsewhere too")
    func removal() throws {
        let folder = try Tool.tree()
        try scanned(folder)
        try folder.copyFixture("Repositories/three-managers", to: "elsewhere")
        try folder.remove("elsewhere/app/websocket/second.py")
        #expect(try Tool.run("scan", "elsewhere", "--database", "a.sqlite", in: folder).status == 0)
        let result = try run("diff", "1", "2", in: folder)
        #expect(result.output.contains("2 removed, 0 merged, 0 added"))
        #expect(result.output.contains("UnifiedWebSocketManagerCore app/websocket/second.py:5"))
        let back = try run("diff", "2", "1", in: folder)
        #expect(back.output.contains("0 removed, 0 merged, 2 added"))
    }

    @Test("a plan names every counted manager of the domain but the canonical one")
    func plan() throws {
        let folder = try Tool.tree()
        try scanned(folder)
        let object = try json(try run("plan", "websocket", "--format", "json", in: folder))
        #expect(
            (object["canonical"] as? [String: Any])?["symbol"] as? String
                == "app.websocket.hub.WebSocketManager")
        let steps = try #require(object["steps"] as? [[String: Any]])
        #expect(steps.count == (object["surplus"] as? Int))
        #expect(Set(steps.compactMap { $0["symbol"] as? String }).count == 2)
        for format in ["text", "markdown"] {
            #expect(try run("plan", "websocket", "--format", format, in: folder).status == 0)
        }
        let other = try json(
            try run(
                "plan", "websocket", "--canonical", "app.websocket.second.UnifiedWebSocketManagerCore",
                "--format",
                "json", in: folder))
        let names = try #require(other["steps"] as? [[String: Any]]).compactMap { $0["symbol"] as? String }
        #expect(names.contains("app.websocket.hub.WebSocketManager"))
    }

    @Test("the query of every rule gives the figure of the rule", arguments: ["", "websocket", "cache"])
    func queries(domain: String) throws {
        let folder = try Tool.tree()
        try scanned(folder)
        let database = try DatabaseQueue(path: folder.path + "/a.sqlite")
        func figure(_ sql: String) throws -> Int? {
            try database.read { try Int.fetchOne($0, sql: sql) }
        }
        let scope = domain.isEmpty ? [] : ["--domain", domain]
        var checked = 0
        for claim in 0...24 {
            let result = try Tool.command(
                ["count", "--claim", "\(claim)", "--format", "json", "--database", "a.sqlite"] + scope,
                in: folder
            ).run()
            let object = try json(result)
            if claim == 0 {
                for item in try #require(object["figures"] as? [[String: Any]]) {
                    let sql = try #require(item["sql"] as? String)
                    #expect(try figure(sql) == item["figure"] as? Int, "\(sql)")
                }
            }
            let check = try #require(object["claim"] as? [String: Any])
            let hits = try #require(check["hits"] as? [[String: Any]])
            #expect(result.status == (hits.isEmpty ? 1 : 0))
            for hit in hits {
                let sql = try #require(hit["sql"] as? String)
                #expect(try figure(sql) == claim, "\(sql)")
                checked += 1
            }
        }
        #expect(checked > 10)
    }

    @Test("a claim that no rule gives exits 1, and says how many rules were tried")
    func noRule() throws {
        let folder = try Tool.tree()
        try scanned(folder)
        let result = try run("count", "--claim", "186", in: folder)
        #expect(result.status == 1)
        #expect(result.output.contains("186: no rule of "))
        #expect(try run("count", in: folder).status == 0)
    }

    @Test(
        "what cannot be answered exits 2 and says what to do",
        arguments: Self.faults)
    func failures(arguments: [String], message: String) throws {
        let folder = try Tool.tree()
        try scanned(folder)
        let result = try Tool.command(arguments + ["--database", "a.sqlite"], in: folder).run()
        #expect(result.status == 2)
        #expect(result.output == "")
        #expect(result.errors.contains(message), "\(result.errors)")
    }
}
