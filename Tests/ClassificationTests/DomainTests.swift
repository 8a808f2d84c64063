import Classification
import Findings
import Testing

struct DomainTests {
    private func rules(_ change: (inout Voting) throws -> Void = { _ in }) throws -> RuleSet {
        var voting = Voting()
        voting.factors = [
            .name: 2, .nameLast: 3, .pathFile: 1, .docstring: 0.5, .import: 0.5, .member: 0.3, .base: 1,
            .call: 0.1,
        ]
        voting.caps = [.docstring: 2]
        voting.headWords = ["manager"]
        voting.genericWords = ["unified", "core"]
        voting.threshold = 6
        try change(&voting)
        func domain(_ id: String, _ words: [String: Double]) -> DomainRule {
            DomainRule(header: RuleHeader(id: id, title: id), words: words)
        }
        var websocket = domain("websocket", ["websocket": 10, "socket": 3])
        websocket.modules = ["websockets": 6]
        websocket.members = [WeightedGlob(try GlobPattern("broadcast*", scope: .name), 10)]
        let cache = domain("cache", ["cache": 10])
        let state = domain("state", ["state": 10, "statecache": 14])
        return RuleSet(domainRules: [websocket, cache, state], voting: voting)
    }

    @Test("joined words win over their parts, and each vote is kept with place, weight and line")
    func votes() throws {
        let subject = Subject.sample("WebSocketManager", path: "app/hub.py").with {
            $0.imports = ["os", "websockets.server"]
            $0.methods = [Method(name: "broadcast_all", line: 9), Method(name: "broadcast_one", line: 11)]
            $0.docstring = "A cache of sockets, sockets, websockets.\n\nA state machine."
        }
        let (domain, evidence) = try rules().domain(of: subject, role: .implementation)
        #expect(domain == "websocket")
        #expect(
            evidence.map { "\($0.rule) \($0.weight) \($0.detail) :\($0.line)" } == [
                "websocket 30.0 word \"websocket\" in name-last :7",
                "cache 5.0 word \"cache\" in docstring :7",
                "websocket 5.0 word \"websocket\" in docstring :7",
                "websocket 3.0 import websockets.server :0",
                "websocket 3.0 member broadcast_all (broadcast*) :9",
                "websocket 1.5 word \"socket\" in docstring :7",
            ])
    }

    @Test(
        "the longest run takes its words, and the word next to the head counts for most",
        arguments: [
            ("StateCacheManager", "state"), ("CacheStateManager", "state"), ("StateOfCacheManager", "cache"),
            ("CacheUnifiedCoreManager", "cache"), ("CachesManager", "cache"), ("ThingManager", "other"),
            ("", "other"),
        ])
    func names(name: String, domain: String) throws {
        #expect(try rules().domain(of: .sample(name, path: "a.py"), role: .implementation).domain == domain)
    }

    @Test("a place gives a domain no more than its cap, and a sum below the threshold decides nothing")
    func capAndThreshold() throws {
        let subject = Subject.sample("Thing", path: "a.py").with {
            $0.docstring = "Cache, websocket and sockets."
        }
        #expect(try rules().domain(of: subject, role: .implementation).domain == "other")
        #expect(try rules { $0.threshold = 2 }.domain(of: subject, role: .implementation).domain == "cache")
        #expect(try rules { $0.threshold = 2.1 }.domain(of: subject, role: .implementation).domain == "other")
    }

    @Test("equal sums go to the first domain by id, whatever the order of votes")
    func ties() throws {
        for bases in [["StateManager", "CacheManager"], ["CacheManager", "StateManager"]] {
            let subject = Subject.sample("Thing", path: "a.py").with {
                $0.bases = bases.map { Use(name: $0, line: 1) }
            }
            #expect(try rules().domain(of: subject, role: .implementation).domain == "cache", "\(bases)")
        }
    }

    @Test("a base that is no manager has a weight of its own")
    func bases() throws {
        let rules = try rules { $0.factors[.baseOther] = 0.5 }
        for (base, domain) in [
            ("app.CacheManager", "cache"), ("app.CacheManagerBase", "cache"), ("app.CacheMixin", "other"),
        ] {
            let subject = Subject.sample("Thing", path: "a.py").with { $0.bases = [Use(name: base, line: 1)] }
            #expect(rules.domain(of: subject, role: .implementation).domain == domain, "\(base)")
        }
    }

    @Test("patterns of members hold for the names that they match, whatever sieves them")
    func memberPatterns() throws {
        var generator = SeededGenerator(seed: 11)
        func text(_ letters: String, _ count: ClosedRange<Int>) -> String {
            String(
                (0..<Int.random(in: count, using: &generator)).compactMap { _ in
                    letters.randomElement(using: &generator)
                })
        }
        let texts = Set((0..<60).map { _ in text("ab*?", 1...4) }).filter { !$0.contains("**") }.sorted()
        let patterns = try texts.map { try GlobPattern($0, scope: .name) }
        var domain = DomainRule(header: RuleHeader(id: "cache", title: "cache"), words: [:])
        domain.members = patterns.map { WeightedGlob($0, 1) }
        var voting = Voting()
        voting.factors = [.member: 1]
        let rules = RuleSet(domainRules: [domain], voting: voting)
        for name in Set((0..<200).map { _ in text("ab", 0...4) }).sorted() {
            let subject = Subject.sample("Thing", path: "a.py").with {
                $0.methods = [Method(name: name, line: 1)]
            }
            let votes = rules.domain(of: subject, role: .implementation).evidence.count
            #expect(votes == patterns.count { $0.matches(name) }, "\(name)")
        }
    }

    @Test("an excluded domain has only bonuses, for the roles that it is excluded for")
    func exclusionsAndBonuses() throws {
        let rules = try rules {
            $0.exclusions = [Voting.Exclusion(domain: "cache", roles: [.testCase])]
            $0.bonuses = [
                Voting.Bonus(
                    title: "small", domain: "state", weight: 40, roles: [.testDouble],
                    condition: try .predicate("methods-at-most", .count(2)))
            ]
        }
        let subject = Subject.sample("CacheManager", path: "a.py")
        #expect(rules.domain(of: subject, role: .implementation).domain == "cache")
        #expect(rules.domain(of: subject, role: .testCase).domain == "other")
        let double = rules.domain(of: subject, role: .testDouble)
        #expect(double.domain == "state")
        #expect(double.evidence.first?.detail == "small: 0 methods")
    }
}
