import Findings
import Foundation
import Reports
import Testing
import Verdicts

/// What every format keeps: DESIGN.md §4.
struct PromiseTests {
    static let names = ReportFormat.all.map(\.name)
    /// A list of findings has no headline, and none of what it is counted by.
    static let withHeadlines = names.filter { !["csv", "gitlab"].contains($0) }

    private func text(_ name: String, _ report: AuditReport = FixedReport.report) throws -> String {
        let format = try #require(ReportFormat.all.first { $0.name == name })
        return String(decoding: format.render(report, Style(hasColor: false)), as: UTF8.self)
    }

    @Test(
        "every headline stands with its rule: unit, scope, pattern, roles, commit, rules",
        arguments: withHeadlines)
    func countingRule(name: String) throws {
        let text = try text(name)
        let provenance = FixedReport.report.provenance
        for value in [
            "definition", provenance.scope, provenance.pattern, "implementation", "subclass_of_manager",
            provenance.commit ?? "", String(provenance.rulesDigest.prefix(12)), provenance.toolVersion,
        ] { #expect(text.contains(value), "\(name) lacks \(value)") }
    }

    @Test("a percentage stands with its numerator and denominator", arguments: withHeadlines)
    func shares(name: String) throws {
        let text = try text(name)
        if name == "json-v1" {
            #expect(text.contains("\"numerator\": 2,\n      \"denominator\": 3"))
        } else if name == "html" {
            // Its script writes the words.
            #expect(text.contains("\"definition\":[2,3]"))
        } else {
            #expect(text.contains("66.7 % (2 of 3)"))
        }
    }

    @Test("files that could not be read are counted in every format", arguments: names)
    func unread(name: String) throws {
        let bare = FixedReport.report
        var whole = bare
        whole.audit.skips.removeAll { $0.isSource }
        let text = try text(name)
        #expect(text != (try self.text(name, whole)))
        switch name {
        case "csv", "gitlab": #expect(text.components(separatedBy: "unread-file").count - 1 == 2)
        case "junit": #expect(text.contains("errors=\"2\""))
        case "json-v1": #expect(text.contains("\"sources_unread\": 2"))
        case "sarif": #expect(text.contains("\"source files not read\": 2"))
        case "text": #expect(text.contains("3 files were skipped, 2 of them sources"))
        default: #expect(text.contains("2 not read") || text.contains("2 source files"), "\(name)")
        }
    }

    @Test("figures are those of all findings, whatever is cut for display", arguments: names)
    func cuts(name: String) throws {
        var report = FixedReport.report
        report.judgement.findings = (0..<6_000).map { index in
            var finding = FixedReport.findings[0]
            finding.qualifiedName = "N\(index)"
            return JudgedFinding(finding: finding, severity: .error, standing: .new)
        }
        let text = try text(name, report)
        let shown = text.components(separatedBy: "second manager for").count - 1
        switch name {
        // These leave nothing out.
        case "csv", "gitlab", "html", "json-v1": #expect(shown == 6_000)
        case "junit": #expect(text.contains("failures=\"6000\""))
        case "sarif": #expect(text.contains("\"results cut, the mildest\": 1000"))
        case "github":
            // Two unread files are among the ten.
            #expect(shown == 7)
            #expect(text.contains("::error title=ssot::5993 more of this severity"))
            #expect(text.contains("findings 6000: 6000 new"))
        case "markdown":
            #expect(text.contains("And \(6_000 - shown) more findings"))
            #expect(text.utf8.count < 1 << 20)
            #expect(text.contains("| 6000 | 6000 |"))
        case "text":
            #expect(text.contains("and \(6_000 - shown) more"))
            #expect(text.contains("error 6000: 6000 new"))
        default: Issue.record("\(name) has no case")
        }
    }

    @Test(
        "numerators and denominators come from the same set: no share exceeds its whole, and domains add up")
    func sets() {
        let compliance = FixedReport.report.compliance
        #expect(compliance.definition.denominator == compliance.domains.reduce(0) { $0 + $1.counted })
        #expect(compliance.usage.denominator == compliance.domains.reduce(0) { $0 + $1.usage.denominator })
        for share in compliance.domains.flatMap({ [$0.definition, $0.usage] }) + [compliance.identifiers] {
            #expect(share.numerator <= share.denominator && share.numerator >= 0)
        }
    }

    @Test("a waived manager leaves numerator and denominator, and the funnel says so")
    func waived() {
        var report = FixedReport.report
        report.judgement.compliance = Compliance(
            report.audit, budget: { _ in 1 }, isWaived: { $0.symbol == "app.ws.SocketManager" })
        #expect(report.compliance.definition == Share(2, of: 2))
        let steps = report.funnel
        #expect(steps.contains { $0.title == "waived" && $0.count == 1 && $0.isExclusion })
        #expect(steps[1].count - steps.filter(\.isExclusion).reduce(0) { $0 + $1.count } == steps.last?.count)
    }

    @Test(
        "annotations: ten a severity, the tenth counts the rest",
        arguments: [(9, 9), (10, 10), (11, 9), (100, 9)])
    func annotations(count: Int, shown: Int) throws {
        var report = FixedReport.empty
        report.judgement.findings = (0..<count).map { index in
            var finding = FixedReport.findings[0]
            finding.line = index + 1
            return JudgedFinding(finding: finding, severity: .warning, standing: .new)
        }
        let lines = try text("github", report).split(separator: "\n").filter { $0.hasPrefix("::") }
        #expect(lines.count == min(count, 10))
        #expect(lines.count { $0.contains("file=") } == shown)
        if count > 10 { #expect(lines.last?.contains("\(count - 9) more") == true) }
    }

    @Test("fingerprints of GitLab's issues are unlike, for equal findings too")
    func fingerprints() throws {
        var report = FixedReport.report
        report.judgement.findings += report.judgement.findings
        let issues = try #require(
            try JSONSerialization.jsonObject(with: Data(text("gitlab", report).utf8)) as? [[String: Any]])
        let fingerprints = issues.compactMap { $0["fingerprint"] as? String }
        #expect(fingerprints.count == issues.count && Set(fingerprints).count == issues.count)
        for issue in issues {
            let severity = issue["severity"] as? String ?? ""
            #expect(["info", "minor", "major", "critical", "blocker"].contains(severity))
            let location = try #require(issue["location"] as? [String: Any])
            #expect((location["path"] as? String)?.hasPrefix("services/chat/") == true)
            #expect(((location["lines"] as? [String: Int])?["begin"] ?? 0) >= 1)
        }
    }

    @Test("a domain without a failing finding is a passing test, a waived finding a skipped one")
    func junit() throws {
        let text = try text("junit")
        #expect(text.contains("<testcase name=\"cache\" classname=\"ssot.cache\" time=\"0\"/>"))
        #expect(
            text.contains(
                "<skipped message=\"waived until 2026-12-31 by ana: kept until the &quot;v1&quot; API is gone\"/>"
            ))
        #expect(!text.contains("<testcase name=\"websocket\" "))
        let clean = try self.text("junit", FixedReport.empty)
        #expect(clean.contains("tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\""))
    }
}
