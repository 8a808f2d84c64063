import Digests
import Findings
import Foundation
import Reports
import TestKit
import Testing
import Verdicts

/// The page without a browser; `Tests/Browser/html_report.py` drives it in one.
struct HTMLReportTests {
    static func page(_ report: AuditReport) -> String {
        String(decoding: ReportFormat.html.render(report, Style(hasColor: true)), as: UTF8.self)
    }

    /// What stands between the first `start` and the next `end`, as HTML readers cut a script: whatever it says.
    static func part(_ page: String, from start: String, to end: String) throws -> Substring {
        let head = try #require(page.firstRange(of: start))
        let tail = try #require(page[head.upperBound...].firstRange(of: end))
        return page[head.upperBound..<tail.lowerBound]
    }

    static func json(_ page: String) throws -> Substring {
        try part(page, from: "id=\"data\">", to: "</script>")
    }

    static func data(_ page: String) throws -> [String: Any] {
        let bytes = Data(try json(page).utf8)
        return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }

    @Test("the data of the fixed report, byte for byte; a line ends after each object")
    func snapshot() throws {
        func lines(_ report: AuditReport) throws -> String {
            try Self.json(Self.page(report)).replacingOccurrences(of: "},", with: "},\n") + "\n"
        }
        #expect(try Snapshot.difference(lines(FixedReport.report), from: "Reports/html.expected") == nil)
        #expect(try Snapshot.difference(lines(FixedReport.empty), from: "Reports/html.empty.expected") == nil)
    }

    @Test("equal reports give equal pages, whatever order the sources come in")
    func determinism() {
        let groups = (0..<9).map { index in
            GroupedReport.group(
                ["a", "b"].map { GroupedReport.member("C", "\($0)\(index).py", lines: 1...2) }, domain: "x")
        }
        let texts = (0..<9).flatMap {
            [("a\($0).py", "class C:\n  \($0)"), ("b\($0).py", "class C:\n  b\($0)")]
        }
        let pages = [texts, texts.reversed()].map { texts in
            Self.page(GroupedReport.report(groups, sources: Dictionary(uniqueKeysWithValues: texts)))
        }
        #expect(pages[0] == pages[1])
    }

    @Test(
        "no text of the audited repository ends the script, opens another or fills a mark of the template",
        arguments: [
            "</script><script>alert(1)</script>", "<!--<script>", "]]>-->", "\"'&<>`${alert(1)}",
            "\\u003c/script>",
            "a\u{2028}b\u{2029}c", "{{script}}{{policy}}", "\u{0}\u{1b}[31m", "\u{202e}gpj.py", "</SCRIPT\n>",
        ])
    func hostileTexts(text: String) throws {
        let page = Self.page(HostileReport.report(text))
        let plain = Self.page(HostileReport.report("x"))
        for mark in ["<script", "</script", "<style", "<!--", "<!doctype"] {
            #expect(page.lowercased().ranges(of: mark).count == plain.lowercased().ranges(of: mark).count)
        }
        let json = try Self.json(page)
        #expect(!json.contains("<"))
        #expect(!json.unicodeScalars.contains { $0.value == 0x2028 || $0.value == 0x2029 })
        let data = try Self.data(page)
        let managers = try #require(data["managers"] as? [[String: Any]])
        #expect(managers.first?["name"] as? String == text)
        let findings = try #require(data["findings"] as? [[String: Any]])
        #expect(findings.first?["message"] as? String == text)
        #expect(data["texts"] as? [String] == ["class \(text):"])
        #expect((data["rules"] as? [String: Any])?[text] != nil)
    }

    @Test("the policy allows this style and this script by their digests, and nothing to be loaded")
    func policy() throws {
        let page = Self.page(FixedReport.report)
        let policy = try Self.part(page, from: "Content-Security-Policy\" content=\"", to: "\"")
        #expect(
            policy.hasPrefix("default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"))
        for (start, end) in [("<style>", "</style>"), ("<script>", "</script>")] {
            let bytes = Array(try Self.part(page, from: start, to: end).utf8)
            #expect(policy.contains("'sha256-\(Digest(of: bytes.span).base64)'"))
        }
        #expect(!policy.contains("unsafe"))
    }

    @Test("the page's own files name nothing to load, send or evaluate, and set no style by markup")
    func nothingRemote() throws {
        let files = Fixtures.files(below: "Sources/Reports/Formats/HTML/Page", endingIn: "")
        for file in files where !file.hasPrefix(".") {
            let path = Fixtures.repository + "/Sources/Reports/Formats/HTML/Page/" + file
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let forbidden = [
                "http:", "https:", "url(", "@import", "src=", "style=", "onclick=\"", "fetch(",
                "XMLHttpRequest",
                "WebSocket(", "EventSource", "sendBeacon", "eval(", "new Function", "document.write",
            ]
            for mark in forbidden { #expect(!text.contains(mark), "\(file): \(mark)") }
            // One place writes markup, and one inserts it beside what stands; both take what `html` made.
            #expect(text.ranges(of: "innerHTML").count == (file == "text.js" ? 1 : 0), "\(file)")
            let insertions = text.ranges(of: "insertAdjacentHTML(").count
            #expect(text.ranges(of: /insertAdjacentHTML\('\w+', markup\(/).count == insertions, "\(file)")
        }
    }

    @Test("every file of the page is in the page, in one of its elements")
    func wholePage() throws {
        let page = Self.page(FixedReport.empty)
        for file in Fixtures.files(below: "Sources/Reports/Formats/HTML/Page", endingIn: "s") {
            let path = Fixtures.repository + "/Sources/Reports/Formats/HTML/Page/" + file
            #expect(page.contains(try String(contentsOfFile: path, encoding: .utf8)), "\(file)")
        }
        #expect(!page.contains("{{"))
    }

    @Test("elements close in the order in which they open, ids are unique, and every label has its field")
    func markup() throws {
        let page = Self.page(FixedReport.report)
        #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"))
        let bare = page.replacing(/(?s)(<style>).*?(<\/style>)/) { $0.1 + $0.2 }
            .replacing(/(?s)(<script[^>]*>).*?(<\/script>)/) { $0.1 + $0.2 }
        var open: [Substring] = []
        for tag in bare.matches(of: /<(\/?)([a-z0-9]+)([^>]*)>/) {
            if ["meta", "input", "link", "br"].contains(tag.2) { continue }
            if tag.1.isEmpty { open.append(tag.2) } else { #expect(open.popLast() == tag.2) }
        }
        #expect(open.isEmpty)
        let ids = bare.matches(of: /\sid="([^"]+)"/).map(\.1)
        #expect(Set(ids).count == ids.count)
        let labelled = bare.matches(of: /\sfor="([^"]+)"/).map(\.1)
        #expect(Set(labelled).isSubset(of: Set(ids)) && labelled.count == 3)
        #expect(bare.contains("<a class=\"skip\" href=\"#main\">"))
    }
}
