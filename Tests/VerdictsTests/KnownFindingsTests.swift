import Findings
import Testing

@testable import Verdicts

struct KnownFindingsTests {
    private let known = Sample.finding("surplus-manager", "app.ws.A", contents: "c1")

    /// `new`, `same` or `changed` for each finding.
    private func kinds(_ findings: [Finding], against known: [Finding]) -> [String] {
        var entries = KnownFindings(known.map(Baseline.Entry.init))
        return entries.match(findings).map { $0.map { $0.isChanged ? "changed" : "same" } ?? "new" }
    }

    @Test("what moved is the same, what was edited or renamed or both moved and edited is known")
    func kinship() {
        for (finding, kind) in [
            (known, "same"), (Sample.finding("surplus-manager", "app.other.A", contents: "c1"), "same"),
            (Sample.finding("surplus-manager", "app.ws.A", contents: "c2"), "changed"),
            (Sample.finding("surplus-manager", "app.ws.B", contents: "c1"), "changed"),
            (Sample.finding("surplus-manager", "lib.ws.A", contents: "c2"), "changed"),
            (Sample.finding("surplus-manager", "app.ws.B", contents: "c2"), "new"),
            (Sample.finding("cloned-manager", "app.ws.A", contents: "c1"), "new"),
        ] {
            #expect(kinds([finding], against: [known]) == [kind], "\(finding.symbol) \(finding.contents)")
        }
    }

    @Test(
        "one known finding stands for one: a copy is new wherever it stands in the order, the known one stays known"
    )
    func multiplicity() {
        let copy = Sample.finding("surplus-manager", "app.aa.A", contents: "c1")
        #expect(kinds([copy, known], against: [known]) == ["new", "same"])
        #expect(kinds([known, copy], against: [known]) == ["same", "new"])
        #expect(kinds([known, copy], against: [known, copy]) == ["same", "same"])
        let edited = Sample.finding("surplus-manager", "app.ws.A", contents: "c2")
        #expect(kinds([copy, edited], against: [known]) == ["new", "changed"])
    }

    @Test("where the one that is spared changes, nothing is new; where one was added as well, one is")
    func swap() {
        let other = Sample.finding("surplus-manager", "app.ws.B", contents: "c2", related: ["app.ws.A"])
        let third = Sample.finding(
            "surplus-manager", "app.ws.C", contents: "c3", related: ["app.ws.A", "app.ws.B"])
        #expect(kinds([other], against: [known]) == ["changed"])
        #expect(kinds([other, third], against: [known]).sorted() == ["changed", "new"])
        // The known one is gone, and another one came: a swap is no mending.
        let stranger = Sample.finding("surplus-manager", "app.ws.D", contents: "c4", related: ["app.ws.B"])
        #expect(kinds([stranger], against: [known]) == ["new"])
    }

    @Test("what is known and not found is left over")
    func left() {
        var entries = KnownFindings([Baseline.Entry(known)])
        _ = entries.match([])
        #expect(entries.left.map(\.symbol) == ["app.ws.A"])
    }
}
