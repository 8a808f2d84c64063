import Foundation
import TestKit
import Testing

struct ScanTests {
    private func json(_ result: Command.Result) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test(
        "a scan prints its figures and exits 0, without colour where no terminal reads",
        arguments: FixtureNames.all)
    func scan(name: String) throws {
        let folder = try Tool.tree(name)
        let result = try Tool.run("scan", "tree", in: folder, environment: ["TERM": "xterm-256color"])
        #expect(result.status == 0)
        #expect(result.errors == "")
        #expect(!result.output.contains("\u{1b}"))
        #expect(result.output.contains("how the count comes about"))
        #expect(FileManager.default.fileExists(atPath: folder.path + "/tree/.ssot/audit.sqlite"))
    }

    @Test("a database is no part of the tree that it stands in", arguments: ["tree", "link"])
    func ownDatabase(tree: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("tree/a.py", "class HubManager:\n    def send(self): pass\n")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: folder.path + "/tree")
        for _ in 0..<3 {
            let result = try Tool.run("scan", "tree", "--database", tree + "/own.sqlite", in: folder)
            #expect(result.status == 0)
            let walked = try Tool.shell(
                "sqlite3 tree/own.sqlite 'SELECT walked_files FROM audits'", in: folder)
            #expect(walked.output == "1\n")
        }
    }

    @Test("the second scan lexes nothing, an edited file is lexed alone")
    func reuse() throws {
        let folder = try Tool.tree()
        let first = try Tool.run("scan", "tree", in: folder)
        #expect(first.output.contains(" files lexed, 0 known"))
        #expect(try Tool.run("scan", "tree", in: folder).output.contains("; 0 files lexed,"))
        try folder.write(
            "tree/app/cache.py", "class CacheManager:\n    def evict(self, key): self.cache.pop(key)\n")
        #expect(try Tool.run("scan", "tree", in: folder).output.contains("; 1 files lexed,"))
        // A copy of a known file holds nothing new.
        try folder.write(
            "tree/app/copy.py", "class CacheManager:\n    def evict(self, key): self.cache.pop(key)\n")
        #expect(try Tool.run("scan", "tree", in: folder).output.contains("; 0 files lexed,"))
        try folder.remove("tree/app/copy.py")
        let last = try json(try Tool.run("scan", "tree", "--format", "json-v1", in: folder))
        let managers = try #require(last["managers"] as? [[String: Any]])
        #expect(managers.count { $0["name"] as? String == "CacheManager" } == 1)
    }

    @Test(
        "equal trees give equal bytes: with one job and two, in another folder, scanned again",
        arguments: FixtureNames.all)
    func determinism(name: String) throws {
        let folder = try Tool.tree(name)
        try folder.copyFixture("Repositories/" + name, to: "elsewhere/deep/copy")
        func output(_ tree: String, _ jobs: String) throws -> String {
            try Tool.run("scan", tree, "--format", "json-v1", "--jobs", jobs, in: folder).output
        }
        let first = try output("tree", "1")
        #expect(first.hasPrefix("{\n  \"format\": \"ssot.scan/v1\""))
        #expect(try output("tree", "2") == first)
        #expect(try output("elsewhere/deep/copy", "2") == first)
        try folder.remove("tree/.ssot")
        #expect(try output("tree", "7") == first)
        #expect(try output(folder.path + "/tree/", "1") == first)
        #expect(try output("./elsewhere/../tree", "1") == first)
    }

    @Test("what was scanned can be listed, explained and queried")
    func commands() throws {
        let folder = try Tool.tree()
        #expect(try Tool.run("scan", "tree", in: folder).status == 0)
        let tree = folder.path + "/tree"
        func run(_ arguments: String...) throws -> Command.Result {
            try Command(Tool.path, arguments, in: tree).run()
        }
        let list = try run("list", "managers", "--domain", "websocket", "--counted")
        #expect(list.status == 0)
        #expect(list.output.split(separator: "\n").count == 4)
        #expect(try run("list", "managers", "--role", "exception").output.split(separator: "\n").count == 3)
        let ids = try run("list", "ids")
        #expect(ids.status == 0)
        let byName = try run("explain", "CacheManager")
        let byLine = try run("explain", "app/cache.py:8")
        #expect(byName.status == 0)
        #expect(byName.output == byLine.output)
        #expect(byName.output.contains("votes for domains"))
        let unknown = try run("explain", "CacheManger")
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("did you mean \"CacheManager\"?"))
        #expect(try run("list", "managers", "--domain", "nothing").status == 2)
        #expect(try run("list", "managers", "--role", "nothing").status == 2)
    }

    @Test("the outline lists every definition as JSON lines")
    func outline() throws {
        let folder = try TemporaryFolder()
        try folder.write("a/é.py", "class A:\n    def f(self): pass\nx = '''\nclass B: pass\n'''\n")
        let result = try Tool.run("outline", "a", in: folder)
        #expect(result.status == 0)
        #expect(
            result.output == """
                {"file":"é.py","line":1,"kind":"class","qualname":"A","name":"A"}
                {"file":"é.py","line":2,"kind":"function","qualname":"A.f","name":"f"}

                """)
    }

    @Test("rules can be listed, checked, tested and exported")
    func rules() throws {
        let folder = try TemporaryFolder()
        #expect(try Tool.run("rules", "list", in: folder).output.contains("domains/websocket\t"))
        #expect(try Tool.run("rules", "check", in: folder).output.contains("rules are sound"))
        let test = try Tool.run("rules", "test", in: folder)
        #expect(test.output.hasSuffix(", 0 failures\n"))
        #expect(test.status == 0)
        #expect(try Tool.run("rules", "export", "out", in: folder).status == 0)
        let exported = try String(contentsOfFile: folder.path + "/out/Domains/websocket.yml", encoding: .utf8)
        let original = try String(
            contentsOfFile: Fixtures.repository + "/Rules/Domains/websocket.yml", encoding: .utf8)
        #expect(exported == original)
        #expect(try Tool.run("rules", "export", "out", in: folder).status == 2)
        // What was exported can be added as it stands.
        try folder.write(".ssot.yaml", "version: 1\nrules: [out]\n")
        #expect(try Tool.run("rules", "check", in: folder).output.contains("rules are sound"))
    }

    @Test("a configuration adds rules, budgets and a canonical manager")
    func configuration() throws {
        let folder = try Tool.tree()
        try folder.write(
            "tree/.ssot.yaml",
            "version: 1\nbudgets: {default: 1, websocket: 2}\ncanonical:\n  websocket: app.websocket.hub.WebSocketManager\n"
                + "exclude: [\"tests/**\"]\n")
        let object = try json(try Tool.run("scan", "tree", "--format", "json-v1", in: folder))
        let domains = try #require(object["domains"] as? [[String: Any]])
        let websocket = try #require(domains.first { $0["domain"] as? String == "websocket" })
        #expect(websocket["budget"] as? Int == 2)
        #expect(websocket["test_doubles"] as? Int == 0)
        #expect(websocket["canonical"] as? String == "app.websocket.hub.WebSocketManager")
    }
}

/// The fixture repositories.
enum FixtureNames {
    static let all = Fixtures.names(in: "Repositories")
}
