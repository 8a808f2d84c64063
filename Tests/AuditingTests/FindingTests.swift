import Auditing
import Classification
import DefaultRules
import Findings
import RuleFiles
import TestKit
import Testing

/// The repositories below Fixtures/Findings: `# expect: RULE` on the line of each finding.
struct FindingTests {
    private static let names = Fixtures.names(in: "Findings")

    /// Budgets that nothing exceeds, so that surplus is out of the way.
    private func policy() throws -> AuditPolicy {
        // No manager of these repositories has agreed to a contract.
        let rules = try RuleSet.load(
            files: DefaultRules.files, disabling: ["websocket-interface", "identifier-interface"])
        var policy = AuditPolicy(rules: rules)
        policy.defaultBudget = 99
        policy.defaultTestDoubleBudget = 99
        return policy
    }

    private func findings(_ name: String) async throws -> [Finding] {
        try await FixtureRepository(name, in: "Findings").audit(try policy()).findings
    }

    @Test("an audit finds what the comments of a repository expect, and nothing else", arguments: names)
    func expectations(name: String) async throws {
        let actual = try await findings(name).map { "\($0.path):\($0.line): \($0.rule)" }.sorted()
        let expected = try Markers.expected(below: "Findings/" + name).sorted()
        #expect(!expected.isEmpty)
        #expect(expected.filter { !actual.contains($0) } == [], "missing")
        #expect(actual.filter { !expected.contains($0) } == [], "unexpected")
    }

    @Test("each rule speaks of a symbol once", arguments: names)
    func oncePerSymbol(name: String) async throws {
        let keys = try await findings(name).map { "\($0.rule) \($0.path) \($0.symbol)" }
        #expect(Set(keys).count == keys.count)
    }

    @Test("a finding names the other place, and says what to do", arguments: names)
    func explanation(name: String) async throws {
        for finding in try await findings(name) {
            #expect(!finding.fix.isEmpty && !finding.message.isEmpty, "\(finding.rule)")
            #expect(!finding.message.hasSuffix("."), "\(finding.message)")
            #expect(finding.message.first.map { !$0.isWhitespace } ?? false)
            #expect(!finding.related.isEmpty || !finding.evidence.isEmpty, "\(finding.rule)")
        }
    }

    @Test("services that the configuration names have each a truth of its own")
    func servicesCompeteApart() async throws {
        let repository = try TemporaryRepository([
            ("auth/a.py", "class UnifiedSessionManager:\n    def open(self, name): return self.read(name)\n"),
            ("shop/b.py", "class UnifiedSessionManager:\n    def close(self): self.names = []\n"),
        ])
        var policy = try policy()
        let together = await repository.audit(policy).findings.filter { $0.rule == "competing-canonical" }
        #expect(together.count == 1)
        policy.services = ["auth", "shop"]
        let apart = await repository.audit(policy).findings.filter { $0.rule == "competing-canonical" }
        #expect(apart.count == 0)
    }

    @Test(
        "what is designated competes with every other claim, and dangles where nothing uses it or has its name"
    )
    func designations() async throws {
        let repository = try TemporaryRepository([
            ("app/a.py", "class PlainSessionManager:\n    def open(self, name): return self.read(name)\n"),
            (
                "app/b.py",
                """
                class UserSessionsManager:
                    \"\"\"The canonical owner of sessions.\"\"\"
                    def open_session(self, session): self.sessions = [session]
                    def close_session(self, session): self.sessions.remove(session)
                """
            ),
        ])
        var policy = try policy()
        policy.canonical = ["session": "app.a.PlainSessionManager", "cache": "app.gone.CacheManager"]
        let findings = await repository.audit(policy).findings.filter { $0.rule.hasSuffix("-canonical") }
        let dangling = findings.filter { $0.rule == "dangling-canonical" }
        #expect(Set(dangling.map(\.symbol)) == ["app.a.PlainSessionManager", "app.gone.CacheManager"])
        let competing = findings.filter { $0.rule == "competing-canonical" }
        #expect(competing.map(\.symbol) == ["app.b.UserSessionsManager"])
        #expect(dangling.first { $0.symbol == "app.gone.CacheManager" }?.path == ".ssot.yaml")
    }

    @Test("surplus is counted per domain, and what no rule gives a domain has none")
    func surplus() async throws {
        let body = "    def open(self, name): return self.read(name)\n"
        let repository = try TemporaryRepository([
            (
                "app/a.py",
                ["Session", "UserSession", "Zork", "Blorb"].map { "class \($0)Manager:\n\(body)" }.joined()
            )
        ])
        let audit = await repository.audit(AuditPolicy(rules: try defaultRules()))
        let surplus = audit.findings.filter { $0.rule == "surplus-manager" }
        #expect(surplus.map(\.domain) == ["session"])
        #expect(audit.managers.filter { $0.domain == "other" }.count == 2)
    }
}
