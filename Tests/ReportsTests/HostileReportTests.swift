import Findings
import Foundation
import FoundationXML
import Reports
import Testing
import Verdicts

/// Names and texts of an audited repository that try to be more than text.
struct HostileReportTests {
    static let names = [
        "a\"b'c", "a\nb\r\nc\rd", "a\u{0}b\u{1b}[31mc\u{7f}\u{9b}d", "]]><!--", "a|b|c",
        "<script>alert(1)</script>",
        "\u{202e}gnp.exe\u{202c}", "bad\u{fffd}bytes\u{fffd}.py", String(repeating: "n", count: 10_000),
        "`tick``s```", "[link](https://example.org)", "::error::injected", "%0A::error::x", "=1+1",
        "@SUM(A1)",
        "-2", "+3", "\t=4", "'quoted", "a,b;c", "&amp;&#10;", "\\", "\\u0041", "a\u{2028}b\u{feff}c",
        "\u{fffe}\u{ffff}",
        "# heading", "* item", "~~x~~", "$a$", "://", "../../etc/passwd", "é/名/🦀",
    ]

    static func report(_ name: String) -> AuditReport {
        var report = FixedReport.report
        var finding = FixedReport.findings[0]
        finding.symbol = name
        finding.qualifiedName = name
        finding.path = name
        finding.message = name
        finding.fix = name
        finding.domain = name
        finding.related = [RelatedPlace(symbol: name, path: name, line: 1, note: name)]
        var waived = finding
        waived.line = 7
        var waiver = FixedReport.waiver
        waiver.reason = name
        waiver.owner = name
        report.judgement.findings += [
            JudgedFinding(finding: finding, severity: .error, standing: .new),
            JudgedFinding(finding: waived, severity: .error, standing: .waived(waiver)),
        ]
        report.judgement.verdict.reasons = [name]
        report.audit.managers[0].symbol = name
        report.audit.managers[0].domain = name
        report.audit.managers[0].path = name
        report.judgement.compliance = Compliance(report.audit, budget: { _ in 1 })
        report.audit.skips.append(Skip(path: name, reason: .unreadable, isSource: true, detail: name))
        report.audit.duplicates[0].members[0].name = name
        report.audit.duplicates[0].domain = name
        report.provenance.scope = name
        report.sources = [name: "class X: pass\n"]
        return report
    }

    private func bytes(_ format: ReportFormat, _ name: String) -> [UInt8] {
        format.render(Self.report(name), Style(hasColor: false))
    }

    private func text(_ format: ReportFormat, _ name: String) -> String {
        String(decoding: bytes(format, name), as: UTF8.self)
    }

    private func json(_ format: ReportFormat, _ name: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(bytes(format, name)))
    }

    @Test("JSON, SARIF and GitLab's issues are read by another reader, with the same texts", arguments: names)
    func jsonFormats(name: String) throws {
        let report = try #require(try json(.jsonV1, name) as? [String: Any])
        let findings = try #require(report["findings"] as? [[String: Any]])
        #expect(findings.contains { $0["symbol"] as? String == name && $0["message"] as? String == name })
        let sarif = try #require(try json(.sarif(showsWaived: true), name) as? [String: Any])
        let run = try #require((sarif["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        let uris = results.compactMap {
            ((($0["locations"] as? [[String: Any]])?.first?["physicalLocation"]
                as? [String: Any])?["artifactLocation"] as? [String: Any])?["uri"] as? String
        }
        #expect(uris.count == results.count)
        #expect(uris.contains { $0.removingPercentEncoding == "services/chat/" + name })
        #expect(uris.allSatisfy { $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } })
        let issues = try #require(try json(.gitlab, name) as? [[String: Any]])
        #expect(issues.contains { $0["description"] as? String == name })
    }

    @Test("JUnit is XML, and has the texts but for what XML cannot hold", arguments: names)
    func junit(name: String) throws {
        let parser = XMLParser(data: Data(bytes(.junit, name)))
        let attributes = Attributes()
        parser.delegate = attributes
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        let allowed = String(
            String.UnicodeScalarView(
                name.unicodeScalars.filter {
                    $0.value >= 0x20 && $0.value < 0xfffe || $0.value > 0xffff
                        || [9, 10, 13].contains($0.value)
                }))
        #expect(attributes.messages.contains(allowed))
    }

    @Test(
        "CSV comes back from another reader, an apostrophe taken from each cell that has one",
        arguments: names)
    func csv(name: String) throws {
        let rows = RFC4180.rows(text(.csv, name))
        #expect(rows.allSatisfy { $0.count == CSVColumns.count })
        for row in rows {
            for cell in row { #expect(!(cell.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false)) }
        }
        #expect(rows.contains { $0[4] == name || $0[4] == "'" + name })
    }

    @Test("a workflow command is one line, and no text begins one", arguments: names)
    func github(name: String) {
        let lines = text(.github, name).utf8.split(separator: 0x0a)
        for line in lines {
            let line = String(decoding: line, as: UTF8.self)
            #expect(
                line.hasPrefix("::error ") || line.hasPrefix("::warning ") || line.hasPrefix("::notice ")
                    || line.hasPrefix("ssot: "))
            #expect(!line.utf8.contains(0x0d) && !line.utf8.contains(0x1b))
        }
        #expect(lines.count < 40)
    }

    @Test("people's formats show no control, no mark of direction and no endless name", arguments: names)
    func people(name: String) {
        for format in [ReportFormat.text, .markdown] {
            let text = text(format, name)
            #expect(
                text.unicodeScalars.allSatisfy {
                    $0 == "\n"
                        || $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value)
                            && !(0x202a...0x202e).contains($0.value) && $0.value != 0x2028
                })
            #expect(text.split(separator: "\n").allSatisfy { $0.count < 8_000 })
        }
    }

    @Test("Markdown takes no name for markup", arguments: names)
    func markdown(name: String) {
        let text = text(.markdown, name)
        // Code is no markup.
        let bare = text.replacing(/`[^`]*`/, with: "")
        #expect(!bare.contains("<script>"))
        #expect(!bare.contains("[link](https"))
        // Every row of a table has the cells of its header.
        var cells = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                cells = 0
                continue
            }
            let bars = line.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
            if cells > 0 { #expect(bars == cells, "\(line)") }
            cells = bars
        }
    }

    private final class Attributes: NSObject, XMLParserDelegate {
        var messages: Set<String> = []

        func parser(
            _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            if let message = attributes["message"] { messages.insert(message) }
        }
    }
}
