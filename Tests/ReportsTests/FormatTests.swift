import Findings
import Foundation
import Reports
import TestKit
import Testing

struct FormatTests {
    private static let plain = Style(hasColor: false)

    /// The page's markup, style and script are no snapshot: `HTMLReportTests` has its data.
    @Test(
        "a format renders the fixed report byte for byte",
        arguments: ReportFormat.all.map(\.name).filter { $0 != "html" })
    func formats(name: String) throws {
        let format = try #require(ReportFormat.all.first { $0.name == name })
        let full = String(decoding: format.render(FixedReport.report, Self.plain), as: UTF8.self)
        #expect(try Snapshot.difference(full, from: "Reports/\(name).expected") == nil)
        let empty = String(decoding: format.render(FixedReport.empty, Self.plain), as: UTF8.self)
        #expect(try Snapshot.difference(empty, from: "Reports/\(name).empty.expected") == nil)
    }

    @Test("every snapshot belongs to a format or to a command's output")
    func orphans() {
        let others = ["explanation", "listing", "text-in-colour"] + AnswerTests.answers
        let names = Fixtures.names(in: "Reports").map { String($0.prefix { $0 != "." }) }
        #expect(Set(names) == Set(ReportFormat.all.map(\.name) + others))
    }

    @Test("colour is on a terminal only, and takes nothing else away")
    func colour() throws {
        let text = String(
            decoding: ReportFormat.text.render(FixedReport.report, Style(hasColor: true)), as: UTF8.self)
        #expect(try Snapshot.difference(text, from: "Reports/text-in-colour.expected") == nil)
        let plain = String(decoding: ReportFormat.text.render(FixedReport.report, Self.plain), as: UTF8.self)
        #expect(!plain.contains("\u{1b}"))
        let parts = text.split(separator: "\u{1b}[", omittingEmptySubsequences: false)
        let bare = parts.enumerated().map { $0 == 0 ? $1[...] : $1.drop { $0 != "m" }.dropFirst() }.joined()
        #expect(bare == plain)
    }

    @Test("the JSON of any report is read by another reader, with the same texts")
    func json() throws {
        let bytes = ReportFormat.jsonV1.render(FixedReport.report, Style(hasColor: true))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(object["format"] as? String == "ssot.scan/v1")
        let skipped = try #require(object["skipped"] as? [[String: Any]])
        #expect(skipped.map { $0["file"] as? String } == FixedReport.audit.skips.map(\.path))
        let managers = try #require(object["managers"] as? [[String: Any]])
        #expect(managers.map { $0["symbol"] as? String } == FixedReport.managers.map(\.symbol))
        #expect(object["effort"] == nil)
    }

    @Test("an explanation names every vote and reference")
    func explanation() throws {
        let renderer = Explanation(style: Self.plain)
        let parts =
            FixedReport.managers.map { renderer.render($0) }
            + FixedReport.identifiers.map { renderer.render($0) }
        #expect(
            try Snapshot.difference(parts.joined(separator: "\n"), from: "Reports/explanation.expected")
                == nil)
    }

    @Test("listings have one line a fact, the place first")
    func listings() throws {
        let text =
            Listing.managers(FixedReport.managers) + "\n" + Listing.identifiers(FixedReport.identifiers)
        #expect(try Snapshot.difference(text, from: "Reports/listing.expected") == nil)
    }
}
