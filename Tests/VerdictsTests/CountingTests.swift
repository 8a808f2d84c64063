import Findings
import Testing
import Verdicts

/// One repository, many figures.
struct CountingTests {
    private static let managers: [ManagerFact] = [
        .sample("app.hub.WebSocketManager", "app/hub.py"),
        .sample("app.hub.Outer.WebSocketManagerCore", "app/hub.py"),
        .sample("lib.x.WebSocketManager", "lib/x.py"),
        .sample("lib.x.CacheManager", "lib/x.py", domain: "cache"),
        .sample("tests.t.FakeSocketManager", "tests/t.py", role: .testDouble, isTestCode: true),
        .alias("app.Old", "app/__init__.py", of: "app.hub.WebSocketManager"),
    ]

    static let figures: [(CountingRule, Int)] = [
        (CountingRule(.definitions, roles: .all), 6), (CountingRule(.definitions), 5),
        (CountingRule(.names), 4), (CountingRule(.files), 3),
        (CountingRule(.definitions, .ends("Manager")), 4),
        (CountingRule(.definitions, .contains("Manager")), 5),
        (CountingRule(.stems, .contains("Manager")), 3), (CountingRule(.names, .contains("Manager")), 4),
        (CountingRule(.definitions, .sequence("Socket", "Manager")), 4),
        (CountingRule(.definitions, .sequenceAtEnd("Socket", "Manager")), 3),
        (CountingRule(.definitions, .sequence("Manager", "Socket")), 0),
        (CountingRule(.definitions, scope: .production), 4),
        (CountingRule(.definitions, scope: .tests), 1),
        (CountingRule(.definitions, folder: "app"), 2), (CountingRule(.definitions, folder: "ap"), 0),
        (CountingRule(.definitions, folder: "app/hub"), 0),
        (CountingRule(.definitions, roles: .counted), 4),
        (CountingRule(.definitions, roles: .role(.testDouble)), 1),
        (CountingRule(.definitions, onlyTopLevel: true), 4),
        (CountingRule(.definitions, domain: "cache"), 1),
    ]

    private func figure(_ rule: CountingRule) -> Int {
        var managers = Self.managers
        managers[1].column = 5
        var table = CountingTable(managers)
        return table.count(rule).figure
    }

    @Test("a rule counts its unit, under its conditions", arguments: Self.figures)
    func rules(rule: CountingRule, expected: Int) { #expect(figure(rule) == expected, "\(rule.words)") }

    @Test("the query quotes what would speak SQL or match too much")
    func quoting() {
        let rule = CountingRule(
            .names, .contains("Manager"), scope: .production, folder: "it's [a]*", onlyTopLevel: true,
            domain: "o'x")
        #expect(
            rule.sql
                == "SELECT count(DISTINCT name) FROM managers WHERE kind = 'class' AND name GLOB '*Manager*' "
                + "AND domain = 'o''x' AND NOT test_code AND file GLOB 'it''s [[]a][*]/*' AND \"column\" = 1")
    }

    @Test("a claim is true under the rules that give it, the plainest first")
    func claim() throws {
        let check = ClaimCheck(claim: 6, domain: nil, Self.managers)
        let first = try #require(check.hits.first)
        #expect(first.rule == CountingRule(.definitions, roles: .all))
        #expect(check.ruleCount > check.hitCount)
        #expect(check.neighbours.map(\.figure) == Array(1...11))
        #expect(check.neighbours.first { $0.figure == 6 }?.ruleCount == check.hitCount)
    }

    @Test("a claim that no rule gives has no hit")
    func none() {
        let check = ClaimCheck(claim: 42, domain: "websocket", Self.managers)
        #expect(check.hits.isEmpty)
        #expect(check.hitCount == 0)
    }

    @Test("a domain is counted by its votes, and by its word in the names")
    func domain() {
        let rules = CountingGrid(Self.managers, domain: "websocket").rules
        #expect(rules.contains(CountingRule(.names, .sequence("WebSocket", "Manager"), onlyTopLevel: true)))
        #expect(rules.contains(CountingRule(.names, domain: "websocket")))
        #expect(!rules.contains(CountingRule(.names)))
        #expect(Set(rules).count == rules.count)
    }
}
