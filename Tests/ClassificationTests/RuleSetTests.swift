import Classification
import Findings
import Testing

struct RuleSetTests {
    private func header(_ id: String, languages: [String] = []) -> RuleHeader {
        RuleHeader(id: id, title: id, languages: languages)
    }

    @Test("the first rule by order that holds decides the role, with everything that it saw")
    func order() throws {
        let last = RoleRule(
            header: header("a-last"), order: 20, decision: .other,
            condition: try .predicate("kind", .choices(["class"])))
        let first = RoleRule(
            header: header("z-first"), order: 10, decision: .exception,
            condition: .all([
                try .predicate("base", .globs("*Error")),
                .not(try .predicate("name-last", .words("manager"))),
                .any([
                    try .predicate("methods-at-most", .count(0)), try .predicate("test-code", .flag(false)),
                ]),
            ]))
        let rules = RuleSet(roleRules: [last, first])
        let error = Subject.sample("ManagerError").with { $0.bases = [Use(name: "app.AppError", line: 7)] }
        let (role, evidence) = rules.role(of: error)
        #expect(role == .exception)
        #expect(
            evidence == [
                Evidence(aspect: .role, rule: "z-first", detail: "base app.AppError", line: 7),
                Evidence(aspect: .role, rule: "z-first", detail: "not (name-last manager)"),
                Evidence(aspect: .role, rule: "z-first", detail: "0 methods"),
                Evidence(aspect: .role, rule: "z-first", detail: "not in test code"),
            ])
        // What a rule saw before it failed is no evidence for the rule that holds.
        let manager = Subject.sample().with { $0.bases = [Use(name: "app.AppError", line: 7)] }
        let decided = rules.role(of: manager)
        #expect(decided.role == .other)
        #expect(decided.evidence.map(\.detail) == ["kind class"])
    }

    @Test("without a rule that holds the role is implementation, and a rule for another language is silent")
    func fallback() throws {
        let rule = RoleRule(
            header: header("swift-only", languages: ["swift"]), order: 1, decision: .other,
            condition: try .predicate("kind", .choices(["class"])))
        #expect(RuleSet(roleRules: [rule]).role(of: .sample()).role == .implementation)
    }

    @Test(
        "a function is judged only if it is a candidate, and its concept is the word before the identifier's")
    func identifiers() throws {
        var voting = Voting()
        voting.concept = ConceptWords(skip: ["generate", "new", "unique"], identifier: ["id"])
        let rules = RuleSet(
            candidateRules: [
                MatchRule(header: header("says-id"), condition: try .predicate("name-words", .words("id")))
            ],
            identifierRules: [
                IdentifierRule(
                    header: header("makes"), order: 1, decision: .scatteredGenerator,
                    condition: try .predicate("returns-made", .callGroups(["random"])))
            ], voting: voting, callGroups: ["random": [try GlobPattern("uuid4", scope: .dotted)]])
        #expect(rules.identifierKind(of: .function("load")) == nil)
        #expect(rules.identifierKind(of: .function("set_user_id"))?.kind == .other)
        let maker = Subject.function("generate_unique_request_ids").with {
            $0.returns = [Return(line: 3, shape: .formatted, text: "r_{}", calls: ["uuid.uuid4"])]
        }
        let judged = rules.identifierKind(of: maker)
        #expect(judged?.kind == .scatteredGenerator)
        #expect(judged?.concept == "request")
        #expect(
            judged?.evidence == [
                Evidence(aspect: .identifier, rule: "makes", detail: "returns uuid.uuid4()", line: 3)
            ])
    }

    @Test("a clock makes an identifier only inside formatted text")
    func clocks() throws {
        let details = { (shape: ValueShape) throws -> Bool in
            let subject = Subject.function("new_id").with {
                $0.returns = [Return(line: 3, shape: shape, name: "time.time", calls: ["time.time"])]
            }
            let condition = try Condition.predicate("returns-made", .callGroups(["time"]))
            let rules = RuleSet(
                matchRules: [MatchRule(header: RuleHeader(id: "r", title: "r"), condition: condition)],
                callGroups: ["time": [try GlobPattern("time.time", scope: .dotted)]])
            return !rules.matches(subject).isEmpty
        }
        #expect(try !details(.call))
        #expect(try details(.formatted))
    }

    @Test("what match rules ask for is known beforehand, and passes every subject that matches")
    func hints() throws {
        let byName = MatchRule(
            header: header("by-name"),
            condition: .all([
                try .predicate("kind", .choices(["class"])),
                try .predicate("name-words", .words("manager", "policy")),
            ]))
        let byBase = MatchRule(
            header: header("by-base"), condition: try .predicate("base", .globs("unittest.Test*")))
        let unknown = MatchRule(
            header: header("open"), condition: try .predicate("methods-at-least", .count(3)))
        let hints = RuleSet(matchRules: [byName, byBase, unknown]).matchHints.hints
        #expect(
            hints.map { "\($0.place.rawValue) \($0.text) \($0.kinds.map(\.rawValue))" } == [
                "anywhere  []", "base unittest []", "name manager [\"class\"]", "name polic [\"class\"]",
            ])
        #expect(MatchHints.squeeze("Web_Socket2é-Manager") == "websocket2émanager")
    }
}
