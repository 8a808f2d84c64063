import Classification
import Findings
import Foundation
import RuleFiles
import Testing
import Verdicts

struct ConfigurationTests {
    @Test("every key is read")
    func all() throws {
        let text = """
            # comment
            version: 1
            include: ["src/**"]
            exclude: vendor/**
            test-code: ["**/spec/**"]
            canonical: {websocket: app.ws.Manager, identifiers: app.ids.IDManager}
            budgets: {default: 2, redis: 3}
            counted-roles: [implementation]
            rules: [rules/Roles]
            disabled-rules: [satellite]
            """
        let configuration = try Configuration.read(path: ".ssot.yaml", text: text)
        #expect(configuration.canonical["websocket"]?.text == "app.ws.Manager")
        #expect(configuration.canonical["websocket"]?.line == 6)
        #expect(configuration.canonicalIdentifiers?.text == "app.ids.IDManager")
        #expect(configuration.policy.budget(for: "redis") == 3)
        #expect(configuration.policy.budget(for: "cache") == 2)
        #expect(configuration.countedRoles == [Role.implementation])
        #expect(configuration.rules.map(\.text) == ["rules/Roles"])
        #expect(configuration.disabledRules.map(\.text) == ["satellite"])
        #expect(configuration.testCode.map(\.text) == ["**/spec/**"])
        #expect(configuration.covers(path: "src/a.py"))
        #expect(!configuration.covers(path: "lib/a.py"))
        #expect(try Configuration.read(path: "p", text: text + "\n").digest != configuration.digest)
    }

    @Test(
        "nothing said is the default",
        arguments: ["", "# only a comment\n", "version: 1\n", "---\nversion: 1\n"])
    func defaults(text: String) throws {
        let configuration = try Configuration.read(path: "p", text: text)
        #expect(configuration.policy.budget(for: "x") == 1)
        #expect(configuration.countedRoles == Role.countedByDefault)
        #expect(configuration.covers(path: "any/path.py"))
    }

    @Test(
        "each mistake is told with its place and what to do",
        arguments: [
            ("version: 2", "1:10: unknown version; this tool reads version 1"),
            ("exlude: [a]", "1:1: unknown key \"exlude\" in configuration; did you mean \"exclude\"?"),
            (
                "budgets: {redis: -1}",
                "1:18: budget of \"redis\" is \"-1\"; write a whole number from 0 to 1000000"
            ),
            ("budgets: [redis]", "1:10: budgets is a list; write a mapping of keys"),
            ("counted-roles: [impl]", "1:17: unknown role \"impl\"; did you mean \"implementation\"?"),
            (
                "canonical: {redis: 'a b'}",
                "1:20: bad symbol \"a b\"; write a dotted name, such as app.ws.manager.WebSocketManager"
            ),
            ("include: ['/a']", "1:11: bad pattern \"/a\": empty component; remove a slash"),
            ("rules: {a: b}", "1:8: rules is a mapping; write a list"),
            ("- a", "1:1: configuration is a list; write a mapping of keys"),
            ("a: 1\n--- b", "2:5: text beside a document marker; begin it on the next line"),
            (
                "version: 1\n---\nversion: 1",
                "2:1: not YAML: expected a single document in the stream but found another document"
            ),
            ("version: \u{2028}1", "1:10: invisible control character; remove it"),
        ])
    func mistakes(text: String, expected: String) {
        do throws(RuleFileError) {
            _ = try Configuration.read(path: ".ssot.yaml", text: text)
            Issue.record("no error")
        } catch {
            #expect(error.description == ".ssot.yaml:" + expected)
        }
    }

    @Test("domains and rules that nobody defines are told where they stand")
    func unknownNames() throws {
        let text =
            "canonical: {webscoket: a.B, identifiers: a.C}\nbudgets: {default: 1, nothing: 1}\ndisabled-rules: [satelite]\n"
        let configuration = try Configuration.read(path: "c", text: text)
        do throws(RuleFileError) {
            try configuration.check(domains: ["websocket", "redis"], ruleIDs: ["satellite"])
            Issue.record("no error")
        } catch {
            #expect(
                error.description == """
                    c:1:13: unknown domain "webscoket"; did you mean "websocket"?
                    c:2:23: unknown domain "nothing"; known domains: websocket, redis
                    c:3:18: unknown rule "satelite"; did you mean "satellite"?
                    """)
        }
    }

    @Test("the nearest file upward is found")
    func find() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "ssot-find-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let deep = root.appending(path: "a/b")
        try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
        let path = { (url: URL) in url.path(percentEncoded: false) }
        #expect(Configuration.find(from: path(deep)) == nil)
        let file = root.appending(path: ".ssot.yaml")
        try "".write(to: file, atomically: true, encoding: .utf8)
        #expect(Configuration.find(from: path(deep)) == path(file))
        #expect(Configuration.find(from: path(deep.appending(path: "x.py"))) == path(file))
    }
}
