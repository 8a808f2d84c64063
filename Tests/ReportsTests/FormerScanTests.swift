import Findings
import Reports
import Testing
import Verdicts

struct FormerScanTests {
    private func compare(_ old: [ManagerFact], _ new: [ManagerFact]) -> FormerScan {
        var former = FixedReport.audit
        former.managers = old
        var now = FixedReport.audit
        now.managers = new
        return FormerScan(
            point: FixedReport.history[0], former: former, compliance: Compliance(former, budget: { _ in 1 }),
            now: now)
    }

    private func manager(_ symbol: String, body: String = "", path: String = "a.py") -> ManagerFact {
        var fact = FixedReport.managers[0]
        fact.symbol = symbol
        fact.name = symbol
        fact.qualifiedName = symbol
        fact.path = path
        fact.contents = body
        // More than a stub: a short body under another name is taken for chance.
        fact.members = ["get", "put"].map { ManagerMember(name: $0) }
        fact.endLine = fact.line + 20
        return fact
    }

    @Test("the same managers are no change")
    func same() {
        let change = compare([manager("a"), manager("b")], [manager("b"), manager("a")])
        #expect(change.added.isEmpty && change.removed.isEmpty && change.renamed.isEmpty)
    }

    @Test("a manager with a body of its own is added, one that is gone removed")
    func addition() {
        var other = manager("b", body: "2")
        other.members = ["open", "close", "flush"].map { ManagerMember(name: $0) }
        let change = compare([manager("a", body: "1")], [other])
        #expect(change.added.map(\.symbol) == ["b"])
        #expect(change.removed.map(\.symbol) == ["a"])
    }

    @Test("a renamed or moved manager is not removed")
    func renaming() {
        let change = compare(
            [manager("a", body: "1"), manager("c", body: "3")],
            [manager("b", body: "1"), manager("c", body: "3", path: "b.py")])
        #expect(change.added.isEmpty && change.removed.isEmpty)
        #expect(change.renamed.map { "\($0.old.symbol) \($0.new.symbol)" } == ["a b", "c c"])
    }

    @Test("what does not count is no change")
    func uncounted() {
        var alias = manager("b")
        alias.isCounted = false
        #expect(compare([], [alias]).added.isEmpty)
    }

    @Test("findings are told apart by fingerprint, each as often as it is found")
    func findings() {
        #expect(FixedReport.former.newFindings == 4)
        #expect(FixedReport.former.goneFindings == 0)
    }
}
