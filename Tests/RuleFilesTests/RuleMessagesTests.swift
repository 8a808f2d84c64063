import Classification
import Findings
import RuleFiles
import Testing

struct RuleMessagesTests {
    private static let head = "id: x\ntitle: T\nrationale: R\n"
    private static let tail = "examples:\n  match: [a]\n  ignore: [b]\n"

    private func messages(
        _ files: [(path: String, text: String)], adding: [(path: String, text: String)] = []
    ) -> String {
        do throws(RuleFileError) {
            _ = try RuleSet.load(files: files, adding: adding)
            return ""
        } catch {
            return error.description
        }
    }

    private func role(_ middle: String) -> String {
        messages([("Rules/Roles/x.yml", Self.head + middle + Self.tail)])
    }

    @Test(
        "each mistake in a rule is told with its place and what to do",
        arguments: [
            ("order: 1\nrole: other\nwhen: {kind: class}\n", ""),
            (
                "order: 1\nrole: exceptoin\nwhen: {kind: class}\n",
                "5:7: unknown role \"exceptoin\"; did you mean \"exception\"?"
            ),
            (
                "order: one\nrole: other\nwhen: {kind: class}\n",
                "4:8: order is \"one\"; write a whole number from 0 to 1000000"
            ),
            ("role: other\nwhen: {kind: class}\n", "1:1: role rule without \"order\"; add it"),
            (
                "order: 1\nrole: other\nwhen: {nmae: [a]}\n",
                "6:8: unknown predicate \"nmae\"; did you mean \"name\"?"
            ),
            (
                "order: 1\nrole: other\nwehn: {}\nwhen: {kind: class}\n",
                "6:1: unknown key \"wehn\" in role rule; did you mean \"when\"?"
            ),
            ("order: 1\nrole: other\nwhen: {}\n", "6:7: empty condition; add a predicate"),
            ("order: 1\nrole: other\nwhen: text\n", "6:7: condition is text; write a mapping of keys"),
            (
                "order: 1\nrole: other\nwhen: {all: {kind: class}}\n",
                "6:13: all is not a list; write a list of conditions"
            ),
            (
                "order: 1\nrole: other\nwhen: {kind: clas}\n",
                "6:14: unknown value of kind \"clas\"; did you mean \"class\"?"
            ),
            (
                "order: 1\nrole: other\nwhen: {kind: []}\n",
                "6:14: kind is an empty list; add to it or remove the key"
            ),
            ("order: 1\nrole: other\nwhen: {name: {a: b}}\n", "6:14: name is a mapping; write a list"),
            (
                "order: 1\nrole: other\nwhen: {name: 'a[b]'}\n",
                "6:14: bad pattern \"a[b]\": \"[\" cannot stand in a name; only * and ? are special"
            ),
            (
                "order: 1\nrole: other\nwhen: {name-words: [WebSocket]}\n",
                "6:21: bad word \"WebSocket\"; write lower-case letters and digits, and join neighbouring words"
            ),
            (
                "order: 1\nrole: other\nwhen: {test-code: yes}\n",
                "6:19: test-code is \"yes\"; write true or false"
            ),
            (
                "order: 1\nrole: other\nwhen: {delegates-at-least: 1.5}\n",
                "6:28: delegates-at-least is 1.5; write a number from 0 to 1"
            ),
            (
                "order: 1\nrole: other\nwhen: {delegates-at-least: some}\n",
                "6:28: delegates-at-least is \"some\"; write a number"
            ),
            (
                "order: 1\nrole: other\nwhen: {docstring: '--'}\n",
                "6:19: phrase \"--\" has no words; write some"
            ),
            ("order: 1\nrole: other\nwhen: {returns-made: randm}\n", "6:22: unknown call group \"randm\""),
            (
                "order: 1\nrole: other\nwhen: {body-share: {shapes: other}}\n",
                "6:20: body-share without \"at-least\"; add it"
            ),
            (
                "order: 1\nrole: other\nwhen: {method-body: {}}\n",
                "6:21: method-body is empty; add one of: some, all"
            ),
            ("order: 1\nrole:\nwhen: {kind: class}\n", "5:6: role is empty; write text"),
            ("order: 1\nrole: [other]\nwhen: {kind: class}\n", "5:7: role is a list; write text"),
            (
                "order: 1\norder: 2\nrole: other\nwhen: {kind: class}\n",
                "4:1: key \"order\" stands twice in one mapping; keep one"
            ),
            (
                "order: 1\nrole: &a other\nwhen: {kind: class}\n",
                "5:7: YAML anchor or alias; write the value out, or quote a text that begins with & or *"
            ),
            (
                "order: 1\nrole: !t other\nwhen: {kind: class}\n",
                "5:7: YAML tag; remove it, or quote a text that begins with !"
            ),
            ("? a\n: b\n", "4:1: complex YAML key; write key: value"),
            ("order: [1\n", "5:9: not YAML: while parsing a flow sequence did not find expected ',' or ']'"),
        ])
    func mistakes(middle: String, expected: String) {
        #expect(role(middle) == (expected.isEmpty ? "" : "Rules/Roles/x.yml:" + expected))
    }

    @Test("mistakes about files and ids name both files")
    func files() {
        let rule = "order: 1\nrole: other\nwhen: {kind: class}\n" + Self.tail
        #expect(
            messages([("Rules/Roles/y.yml", Self.head + rule)])
                == "Rules/Roles/y.yml:1:5: id \"x\" is not the file's name \"y\"; make them one")
        #expect(
            messages([
                ("Rules/Roles/x.yml", Self.head + rule),
                ("Rules/Managers/x.yml", Self.head + "when: {kind: class}\n" + Self.tail),
            ])
                == "Rules/Roles/x.yml:1:5: id \"x\" is taken by Rules/Managers/x.yml; ids are unique over all groups"
        )
        #expect(
            messages([("Rules/Rolls/x.yml", "")])
                == "Rules/Rolls/x.yml:1:1: unknown rule group \"Rolls\"; did you mean \"Roles\"?")
        #expect(
            messages([("Rules/Roles/x.txt", "")])
                == "Rules/Roles/x.txt:1:1: not a rule file; end its name in .yml")
        #expect(
            messages([("Rules/Roles/x.yml", "")])
                == "Rules/Roles/x.yml:1:1: empty file; write the keys of a rule or remove it")
        #expect(
            messages([("Rules/Roles/X_.yml", "id: X_\ntitle: T\nrationale: R\n" + rule)])
                == "Rules/Roles/X_.yml:1:5: bad id \"X_\"; write lower-case words joined by - or _, such as test-case"
        )
        #expect(
            messages(
                [("Rules/Roles/x.yml", Self.head + rule)],
                adding: [("more/Managers/x.yml", Self.head + "when: {kind: class}\n" + Self.tail)])
                == "more/Managers/x.yml:1:1: id \"x\" is a rule of Roles; a rule replaces one of its own group"
        )
    }

    @Test("missing examples are told, and all mistakes of a load at once, in order")
    func several() {
        let text =
            "id: x\ntitle: ''\nrationale: R\norder: -1\nrole: other\nwhen: {a: b, kind: class}\nexamples: {match: []}\n"
        #expect(
            messages([("Rules/Roles/x.yml", text), ("Rules/Roles/y.yml", "- a")]) == """
                Rules/Roles/x.yml:2:8: title is empty; write text
                Rules/Roles/x.yml:4:8: order is "-1"; write a whole number from 0 to 1000000
                Rules/Roles/x.yml:6:8: unknown predicate "a"
                Rules/Roles/x.yml:7:11: examples without "ignore"; add it
                Rules/Roles/x.yml:7:19: match is an empty list; add to it or remove the key
                Rules/Roles/y.yml:1:1: role rule is a list; write a mapping of keys
                """)
    }

    @Test("an added rule replaces the one of its id, and a disabled one is gone")
    func layers() throws {
        let rule = { (role: String) in
            Self.head + "order: 1\nrole: \(role)\nwhen: {kind: class}\n" + Self.tail
        }
        let base = [(path: "Rules/Roles/x.yml", text: rule("other"))]
        let replaced = try RuleSet.load(files: base, adding: [("mine/Roles/x.yml", rule("exception"))])
        #expect(replaced.roleRules.map(\.decision) == [.exception])
        let disabled = try RuleSet.load(files: base, disabling: ["x"])
        #expect(disabled.roleRules.isEmpty)
        let plain = try RuleSet.load(files: base)
        #expect(Set([plain.digest, replaced.digest, disabled.digest]).count == 3)
        #expect(plain.digest.utf8.count == 64)
    }
}
