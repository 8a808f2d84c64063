import Findings
import Foundation
import Reports
import Testing
import Verdicts

/// What the page says of long lists and of source: figures before the cut, and the cut itself.
struct HTMLDataTests {
    private func data(_ report: AuditReport) throws -> [String: Any] {
        try HTMLReportTests.data(HTMLReportTests.page(report))
    }

    private func members(_ data: [String: Any], of group: Int) throws -> [[String: Any]] {
        let groups = try #require(data["groups"] as? [[String: Any]])
        return try #require(groups[group]["members"] as? [[String: Any]])
    }

    @Test("figures count all groups; listed are those of managers and ID functions, then the longest others")
    func listedGroups() throws {
        let others = (1...300).map { length in
            GroupedReport.group(
                ["a.py", "b.py"].map { GroupedReport.member("Other", $0, lines: 1...length) }, domain: "",
                kind: .identicalBody)
        }
        let important = ["websocket", "identifiers"].map { domain in
            GroupedReport.group(
                ["a.py", "b.py"].map { GroupedReport.member(domain, $0, lines: 1...2) }, domain: domain)
        }
        let data = try data(GroupedReport.report(others + important))
        let figures = try #require(data["duplicates"] as? [String: Any])
        #expect(figures["groups"] as? Int == 302)
        #expect(figures["members"] as? Int == 604)
        #expect(figures["important"] as? Int == 2)
        #expect(figures["shown"] as? Int == 200)
        let evidence = try #require(figures["evidence"] as? [[String: Any]])
        #expect(evidence.first { $0["kind"] as? String == "identical_body" }?["pairs"] as? Int == 300)
        let groups = try #require(data["groups"] as? [[String: Any]])
        #expect(groups.count == 200)
        #expect(groups.prefix(2).map { $0["domain"] as? String } == ["websocket", "identifiers"])
        #expect(try members(data, of: 2).first?["end"] as? Int == 300)
        #expect(try members(data, of: 199).first?["end"] as? Int == 103)
    }

    @Test(
        "a member's source is its own lines, equal texts are carried once, and what is missing stays missing")
    func excerpts() throws {
        let group = GroupedReport.group(
            [
                GroupedReport.member("A", "a.py", lines: 2...3),
                GroupedReport.member("A", "b.py", lines: 1...2),
                GroupedReport.member("A", "gone.py", lines: 1...2),
                GroupedReport.member("A", "b.py", lines: 2...9),
            ], domain: "x")
        let data = try data(
            GroupedReport.report(
                [group], sources: ["a.py": "import x\nclass A:\n    pass\n", "b.py": "class A:\r\n    pass"]))
        #expect(data["texts"] as? [String] == ["class A:\n    pass", "    pass"])
        #expect(try members(data, of: 0).map { $0["text"] as? Int } == [0, 0, nil, 1])
        #expect((data["groups"] as? [[String: Any]])?.first?["noRoom"] == nil)
    }

    @Test("the page carries 1,500 kB of source at most, and says which groups go without")
    func room() throws {
        let line = String(repeating: "x", count: 99)
        let groups = (0..<20).map { index in
            GroupedReport.group(
                ["a", "b"].map { GroupedReport.member("A", "\($0)\(index).py", lines: 1...999) }, domain: "x")
        }
        let sources = Dictionary(
            uniqueKeysWithValues: groups.flatMap(\.members).map { member in
                (member.path, ([member.path] + Array(repeating: line, count: 998)).joined(separator: "\n"))
            })
        let data = try data(GroupedReport.report(groups, sources: sources))
        let texts = try #require(data["texts"] as? [String])
        #expect(texts.count == 15)
        #expect(texts.reduce(0) { $0 + $1.utf8.count } <= 1_500_000)
        let without = try #require(data["groups"] as? [[String: Any]]).count { $0["noRoom"] as? Bool == true }
        #expect(without == 13)
        #expect((data["room"] as? [String: Any])?["groupsWithout"] as? Int == 13)
    }

    @Test("a member of more than 1,000 lines is cut there, and marked")
    func longMember() throws {
        let group = GroupedReport.group(
            [
                GroupedReport.member("A", "a.py", lines: 1...1000),
                GroupedReport.member("A", "b.py", lines: 1...1001),
            ],
            domain: "x")
        let text = (1...1001).map { "line \($0)" }.joined(separator: "\n")
        let data = try data(GroupedReport.report([group], sources: ["a.py": text, "b.py": text]))
        #expect((data["texts"] as? [String])?.map { $0.split(separator: "\n").count } == [1000])
        #expect(try members(data, of: 0).map { $0["cut"] as? Bool } == [nil, true])
    }

    @Test("each finding has its standing, each waiver its owner, end and number of findings")
    func standings() throws {
        let finding = Finding(
            rule: "r", severity: .error, symbol: "a.A", qualifiedName: "A", path: "a.py", line: 1,
            message: "m")
        let waiver = Waiver(
            rule: "r", symbol: "a.A", owner: "me", reason: "why", expires: Day("2026-12-31"),
            origin: Waiver.Origin(path: ".ssot.yaml", line: 7))
        let inline = Waiver(
            rule: "r", owner: "", reason: "", expires: nil,
            origin: Waiver.Origin(path: "a.py", line: 3, lines: 4...9))
        let standings: [JudgedFinding.Standing] = [
            .new, .known(isChanged: false), .known(isChanged: true), .old, .waived(waiver), .waived(waiver),
            .waived(inline),
        ]
        var report = FixedReport.empty
        report.judgement.findings = standings.map {
            JudgedFinding(finding: finding, severity: .error, standing: $0)
        }
        let data = try data(report)
        let findings = try #require(data["findings"] as? [[String: Any]])
        #expect(
            findings.map { $0["standing"] as? String }
                == ["new", "known", "changed", "old", "waived", "waived", "waived"])
        let waivers = try #require(data["waivers"] as? [[String: Any]])
        #expect(waivers.map { $0["findings"] as? Int } == [2, 1])
        #expect(waivers.map { $0["expires"] as? String } == ["2026-12-31", nil])
        #expect(waivers.map { $0["target"] as? String } == ["a.A", "a.py, lines 4 to 9"])
    }

    @Test("points of the history say when they were, to the minute, in UTC")
    func history() throws {
        var report = FixedReport.empty
        report.history = [0, 1_795_557_373_000, -60_000].map {
            ScanPoint(
                scan: 3, startedAt: $0, commit: nil, rulesDigest: "r", counted: ["a": 2, "b": 3],
                definition: Share(1, of: 2), usage: Share(0, of: 0), identifiers: Share(0, of: 0),
                duplicateGroups: 4, findings: 5)
        }
        let points = try #require(try data(report)["history"] as? [[String: Any]])
        #expect(
            points.map { $0["at"] as? String }
                == ["1970-01-01 00:00", "2026-11-24 21:56", "1969-12-31 23:59"])
        #expect(points.map { $0["counted"] as? Int } == [5, 5, 5])
        #expect(points.first?["definition"] as? [Int] == [1, 2])
    }
}
