import Classification
import Findings
import Testing

struct PredicateTests {
    /// For each predicate: a value, a subject for which it holds with what it then says, and one for which it does not.
    struct Case: Sendable {
        var key: String
        var argument: Argument
        var holds: Subject
        var detail: String
        var fails: Subject

        init(_ key: String, _ argument: Argument, _ holds: Subject, _ detail: String, _ fails: Subject) {
            (self.key, self.argument, self.holds, self.detail, self.fails) = (
                key, argument, holds, detail, fails
            )
        }
    }

    static let plain = Subject.sample()
    static let tested = Subject.sample(path: "tests/test_session.py")
    static let made = Subject.function("make_id").with {
        $0.returns = [Return(line: 9, shape: .name, name: "run_id", names: ["run_id"])]
        $0.bindings = [
            Binding(
                target: "run_id",
                value: Return(line: 8, shape: .call, name: "str", calls: ["str", "uuid.uuid4"]))
        ]
        $0.calls = [Use(name: "str", line: 8), Use(name: "uuid.uuid4", line: 8)]
        $0.statementCount = 2
        $0.parameters = ["prefix"]
    }
    static let delegated = Subject.function("new_id").with {
        let call = "app.ids.IDMaker().generate_id"
        $0.returns = [Return(line: 9, shape: .call, name: call, calls: [call])]
        $0.calls = [Use(name: call, line: 9)]
        $0.qualifiedName = "IDMaker.new_id"
        $0.enclosingClass = "IDMaker"
    }
    static let full = Subject.sample().with {
        $0.bases = [Use(name: "app.base.CoreManager", line: 7)]
        $0.ancestors = ["app.base.CoreManager", "abc.ABC"]
        $0.managerAncestor = "app.base.CoreManager"
        $0.managerAncestorRole = .implementation
        $0.managerKin = 2
        $0.decorators = [Use(name: "dataclasses.dataclass", line: 6)]
        $0.methods = [
            Method(name: "__init__", line: 8), Method(name: "send", line: 10, body: .delegates),
            Method(name: "close", line: 12, decorators: ["abc.abstractmethod"], body: .raises),
        ]
        $0.attributes = [Attribute(name: "clients", line: 9, isAnnotated: true, value: "dict")]
        $0.docstring = "Keeps web-socket clients.\n\n    Deprecated: use Hub."
        $0.moduleDocstring = "Sockets."
        $0.calls = [Use(name: "warnings.warn", line: 11)]
        $0.raises = [Use(name: "NotImplementedError", line: 13)]
        $0.imports = ["abc", "starlette.websockets.WebSocket"]
        $0.isFallback = true
        $0.isShadowed = true
        $0.nesting = .function
        $0.target = "app.base.CoreManager"
        $0.targetIsManager = true
        $0.isBoundToManagerName = true
        $0.hasNamesakeInProduction = true
    }

    static func cases() throws -> [Case] {
        [
            Case("kind", .choices(["class"]), plain, "kind class", made),
            Case("name", try .globs("*Manager", scope: .name), plain, "name SessionManager", made),
            Case("name-words", .words("sessionmanager"), plain, "word \"sessionmanager\" in the name", made),
            Case("name-first", .words("session"), plain, "name begins with \"session\"", made),
            Case(
                "name-last", .words("manager"), plain, "name ends with \"manager\"", .sample("ManagerError")),
            Case(
                "name-subject", .words("session"), plain, "name is about \"session\"", .sample("SessionThing")
            ),
            Case(
                "enclosing-class-words", .words("maker"), delegated, "word \"maker\" in the enclosing class",
                made),
            Case("path-words", .words("session"), plain, "word \"session\" in the path", made),
            Case("path", try .globs("app/session.*", scope: .path), plain, "path app/session.py", tested),
            Case("test-code", .flag(true), tested, "in test code", plain),
            Case("nested-in", .choices(["function"]), full, "nested in function", plain),
            Case("fallback", .flag(true), full, "stands in for a failed import", plain),
            Case("shadowed", .flag(true), full, "module hidden by a package", plain),
            Case("base", try .globs("ABC"), full, "base abc.ABC", plain),
            Case("direct-base", try .globs("base.CoreManager"), full, "base app.base.CoreManager", plain),
            Case("manager-ancestor", .flag(true), full, "manager ancestor app.base.CoreManager", plain),
            Case(
                "kin-at-least", .count(2), full, "2 classes with this ancestor",
                plain.with { $0.managerKin = 1 }),
            Case(
                "manager-ancestor-role", .choices(["implementation"]), full,
                "manager ancestor app.base.CoreManager is implementation", plain),
            Case("target-is-manager", .flag(true), full, "stands for manager app.base.CoreManager", plain),
            Case("bound-to-manager-name", .flag(true), full, "bound to a manager's name", plain),
            Case(
                "same-name-in-production", .flag(true), full, "production code has a manager of this name",
                plain),
            Case("decorator", try .globs("dataclass"), full, "decorator dataclasses.dataclass", plain),
            Case("target", try .globs("CoreManager"), full, "stands for app.base.CoreManager", plain),
            Case("member", try .globs("cl*s", scope: .name), full, "member clients", plain),
            Case("own-member", try .globs("cl*", scope: .name), full, "method close", plain),
            Case("member-words", .words("client"), full, "word \"client\" in member clients", plain),
            Case("members-at-least", .count(4), full, "4 members", plain),
            Case("methods-at-least", .count(2), full, "2 methods", plain),
            Case("methods-at-most", .count(1), plain, "0 methods", full),
            Case("attributes-at-least", .count(1), full, "1 attributes", plain),
            Case("attributes-at-most", .count(0), plain, "0 attributes", full),
            Case(
                "method-body", .record(["some": .choices(["raises"])]), full, "method close with body raises",
                plain),
            Case(
                "body-share", .record(["shapes": .choices(["raises"]), "at-least": .fraction(0.5)]), full,
                "1 of 2 methods with body raises", plain),
            Case(
                "method-decorator", try .globs("abstract*"), full,
                "method close with decorator abc.abstractmethod", plain),
            Case(
                "method-decorator-share",
                .record(["decorators": try .globs("abstract*"), "at-least": .fraction(0.5)]),
                full, "1 of 2 methods with decorator abstract*", plain),
            Case(
                "methods-named",
                .record(["names": try .globs("s*", scope: .name), "at-least": .fraction(0.5)]), full,
                "1 of 2 methods named s*", plain),
            Case("delegates-at-least", .fraction(0.5), full, "1 of 2 methods delegate", plain),
            Case("attribute-value", try .globs("dict"), full, "attribute clients is dict", plain),
            Case("annotated-share", .fraction(1), full, "1 of 1 class attributes annotated", plain),
            Case("docstring", .phrases([["use", "hub"]]), full, "docstring says \"use hub\"", plain),
            Case(
                "docstring-summary", .phrases([["hub"], ["socket", "clients"]]), full,
                "docstring says \"socket clients\"", plain),
            Case(
                "module-docstring", .phrases([["sockets"]]), full, "docstring of the file says \"sockets\"",
                plain),
            Case("calls", try .globs("warn"), full, "call warnings.warn", plain),
            Case("raises", try .globs("*Error"), full, "raises NotImplementedError", plain),
            Case("imports", try .globs("starlette.*"), full, "import starlette.websockets.WebSocket", plain),
            Case("parameters", try .globs("prefix", scope: .name), made, "parameter prefix", plain),
            Case("statements-at-most", .count(1), plain, "0 statements", made),
            Case("returns-call", try .globs("uuid4"), made, "returns uuid.uuid4()", delegated),
            Case("returns-shape", .choices(["call"]), delegated, "returns call", made),
            Case("returns-shape-only", .choices(["name"]), made, "returns only name", delegated),
            Case(
                "returns-calls-like", try .globs("generate*", scope: .name), delegated,
                "returns app.ids.IDMaker().generate_id()", made),
            Case("returns-name-words", .words("id"), made, "returns run_id, word \"id\"", delegated),
            Case("makes", .callGroups(["random"]), made, "call uuid.uuid4", delegated),
            Case("returns-made", .callGroups(["random"]), made, "returns uuid.uuid4()", delegated),
            Case("returns-only-made", .callGroups(["random"]), made, "returns only uuid.uuid4()", delegated),
            Case(
                "binds-made", .record(["words": .words("id"), "groups": .callGroups(["random"])]), made,
                "run_id bound to uuid.uuid4()", delegated),
            Case(
                "returns-bound", .record(["words": .words("id"), "groups": .callGroups(["random"])]), made,
                "run_id bound to uuid.uuid4()", delegated),
            Case(
                "in-canonical-id-class", .flag(true), delegated, "method of the ID manager app.ids.IDMaker",
                made),
            Case("beside-canonical-id-class", .flag(true), made, "beside the ID manager", plain),
            Case(
                "returns-canonical-call", .flag(true), delegated, "returns app.ids.IDMaker().generate_id()",
                made),
            Case(
                "returned-canonical-name-first", .words("generate"), delegated,
                "returns app.ids.IDMaker().generate_id()", made),
            Case("body-calls-canonical", .flag(true), delegated, "call app.ids.IDMaker().generate_id", made),
        ]
    }

    static func details(_ key: String, _ argument: Argument, _ subject: Subject) throws -> [String] {
        var voting = Voting()
        voting.headWords = ["manager"]
        let rules = RuleSet(
            matchRules: [
                MatchRule(
                    header: RuleHeader(id: "rule", title: "Rule"), condition: try .predicate(key, argument))
            ], voting: voting, testCode: [try GlobPattern("tests/**", scope: .path)],
            callGroups: ["random": [try GlobPattern("uuid.uuid4", scope: .dotted)]], converters: ["str"])
        return rules.matches(subject, in: Surroundings(canonicalIdentifierClasses: ["app.ids.IDMaker"])).map(
            \.detail)
    }

    @Test("each predicate holds for one subject, says what it saw, and fails for another")
    func table() throws {
        for test in try Self.cases() {
            #expect(try Self.details(test.key, test.argument, test.holds) == [test.detail], "\(test.key)")
            #expect(try Self.details(test.key, test.argument, test.fails) == [], "\(test.key)")
        }
    }

    @Test("every predicate of the table is tested, and keys are unique")
    func complete() throws {
        #expect(Set(try Self.cases().map(\.key)) == Set(PredicateKind.all.map(\.key)))
        #expect(PredicateKind.byKey.count == PredicateKind.all.count)
    }

    @Test("a value of the wrong form answers no instead of trapping")
    func wrongForms() throws {
        let arguments: [Argument] = [
            .flag(true), .count(0), .fraction(0), .choices(["x"]), .words("x"), .phrases([["x"]]),
            .callGroups([]),
            .record([:]), try .globs("x_y"),
        ]
        for kind in PredicateKind.all {
            for argument in arguments { _ = try Self.details(kind.key, argument, Self.full) }
        }
    }
}
