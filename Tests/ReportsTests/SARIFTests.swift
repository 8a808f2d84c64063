import Findings
import Foundation
import TestKit
import Testing
import Verdicts

@testable import Reports

/// The rules of GitHub code scanning, one by one.
struct SARIFTests {
    private func run(_ report: AuditReport, showsWaived: Bool = false) throws -> [String: Any] {
        let bytes = ReportFormat.sarif(showsWaived: showsWaived).render(report, Style(hasColor: false))
        let log = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        #expect(log["$schema"] as? String == "https://json.schemastore.org/sarif-2.1.0.json")
        return try #require((log["runs"] as? [[String: Any]])?.first)
    }

    private func results(_ report: AuditReport, showsWaived: Bool = false) throws -> [[String: Any]] {
        try #require(try run(report, showsWaived: showsWaived)["results"] as? [[String: Any]])
    }

    private func value(_ object: Any, _ path: String...) -> Any? {
        path.reduce(object as Any?) { ($0 as? [String: Any])?[$1] }
    }

    private func fingerprint(_ result: [String: Any], _ name: String) -> String? {
        value(result, "partialFingerprints", name) as? String
    }

    @Test("every rule has its texts, a level, a precision and a severity, and no security severity")
    func rules() throws {
        let run = try run(FixedReport.report)
        let rules = try #require(value(run, "tool", "driver", "rules") as? [[String: Any]])
        #expect(Set(rules.compactMap { $0["id"] as? String }).count == rules.count)
        for rule in rules {
            for path in [
                ["shortDescription", "text"], ["fullDescription", "text"], ["help", "text"],
                ["help", "markdown"],
            ] {
                let text = try #require((rule[path[0]] as? [String: Any])?[path[1]] as? String)
                #expect(!text.isEmpty)
                if path[0] != "help" { #expect(text.count <= 1024) }
            }
            #expect(
                ["error", "warning", "note"].contains(value(rule, "defaultConfiguration", "level") as? String)
            )
            #expect(["high", "medium"].contains(value(rule, "properties", "precision") as? String))
            #expect(
                ["error", "warning", "recommendation"].contains(
                    value(rule, "properties", "problem.severity") as? String))
            #expect(value(rule, "properties", "security-severity") == nil)
            #expect(((value(rule, "properties", "tags") as? [String])?.count ?? 0) <= 10)
        }
        for result in try results(FixedReport.report) {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        }
    }

    @Test("a result has a message, one place of one line, and our fingerprint")
    func shape() throws {
        let results = try results(FixedReport.report)
        #expect(results.count == FixedReport.findings.count - 1)
        for result in results {
            #expect(!((value(result, "message", "text") as? String) ?? "").isEmpty)
            let locations = try #require(result["locations"] as? [[String: Any]])
            #expect(locations.count == 1)
            let region = try #require(value(locations[0], "physicalLocation", "region") as? [String: Int])
            #expect(region["startLine"] == region["endLine"])
            #expect(region.values.allSatisfy { $0 >= 1 })
            #expect((region["startColumn"] ?? 0) < (region["endColumn"] ?? 0))
            let uri = try #require(
                value(locations[0], "physicalLocation", "artifactLocation", "uri") as? String)
            #expect(uri.hasPrefix("services/chat/") && URL(string: uri) != nil)
            #expect(!uri.contains(":"))
        }
        let keys = results.compactMap { fingerprint($0, "ssot/v1") }
        #expect(Set(keys).count == results.count)
    }

    @Test("columns are counted in UTF-16 code units, from the symbol to the end of its line")
    func columns() throws {
        let run = try run(FixedReport.report)
        #expect(run["columnKind"] as? String == "utf16CodeUnits")
        let results = try #require(run["results"] as? [[String: Any]])
        func region(_ rule: String) throws -> [String: Int] {
            let result = try #require(results.first { $0["ruleId"] as? String == rule })
            let location = try #require((result["locations"] as? [[String: Any]])?.first)
            return try #require(value(location, "physicalLocation", "region") as? [String: Int])
        }
        #expect(
            try region("surplus-manager") == [
                "startLine": 4, "startColumn": 1, "endLine": 4, "endColumn": 26,
            ])
        // Two bytes of UTF-8 before it are one code unit.
        #expect(
            try region("cloned-id-function") == [
                "startLine": 3, "startColumn": 4, "endLine": 3, "endColumn": 19,
            ])
        // A whole file is its first line.
        #expect(try region("dead-duplicate")["startLine"] == 1)
    }

    @Test("related places are linked from the message, and no more than are shown")
    func related() throws {
        for result in try results(FixedReport.report) {
            let related = (result["relatedLocations"] as? [[String: Any]]) ?? []
            let text = try #require(value(result, "message", "text") as? String)
            for place in related {
                let id = try #require(place["id"] as? Int)
                #expect(text.contains("](\(id))"))
            }
            #expect(related.count <= 20)
        }
        let many = try #require(
            try results(FixedReport.report).first { $0["ruleId"] as? String == "same-name-manager" })
        let text = try #require(value(many, "message", "text") as? String)
        #expect(text.hasSuffix("and 5 more places"))
        // A bracket of the message itself is no link.
        #expect(text.contains("\\[see\\](1)"))
    }

    @Test("waived results are left out; asked for, they are suppressed, and all have a state")
    func waived() throws {
        let plain = try results(FixedReport.report)
        #expect(plain.allSatisfy { $0["suppressions"] == nil && $0["baselineState"] == nil })
        let all = try results(FixedReport.report, showsWaived: true)
        #expect(all.count == plain.count + 1)
        let suppressed = all.filter { $0["suppressions"] != nil }
        let suppression = try #require((suppressed.first?["suppressions"] as? [[String: Any]])?.first)
        #expect(suppressed.count == 1)
        #expect(suppression["kind"] as? String == "external")
        #expect((suppression["justification"] as? String)?.contains("by ana: kept until") == true)
        let states = Dictionary(grouping: all) { $0["baselineState"] as? String ?? "" }.mapValues(\.count)
        #expect(states == ["new": 5, "updated": 1, "unchanged": 2])
    }

    @Test("5,000 results at most, the gravest, and the file says how many are left out")
    func limit() throws {
        var report = FixedReport.report
        report.judgement.findings = (0..<6_000).map { index in
            var finding = FixedReport.findings[0]
            finding.qualifiedName = "N\(index)"
            return JudgedFinding(
                finding: finding, severity: index < 5_500 ? .note : .error, standing: .new)
        }
        let run = try run(report)
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == 5_000)
        #expect(results.count { $0["level"] as? String == "error" } == 500)
        #expect(value(run, "properties", "findings") as? Int == 6_000)
        #expect(value(run, "properties", "results cut, the mildest") as? Int == 1_000)
    }

    @Test("the run is told apart by its folder, and names what was not read")
    func automation() throws {
        let run = try run(FixedReport.report)
        #expect(value(run, "automationDetails", "id") as? String == "ssot/services/chat/")
        let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
        #expect(invocation["executionSuccessful"] as? Bool == false)
        #expect((invocation["toolExecutionNotifications"] as? [Any])?.count == 2)
        let clean = try #require((try self.run(FixedReport.empty)["invocations"] as? [[String: Any]])?.first)
        #expect(clean["executionSuccessful"] as? Bool == true)
    }

    @Test(
        "the line hash is GitHub's",
        arguments: [
            ("", ["c129715d7a2bc9a3:1"]),
            (
                " a\nb\n  \t\tc\n d",
                ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]
            ),
            (
                " a\rb\r\n  \t\tc\r d",
                ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]
            ),
        ])
    func lineHash(text: String, hashes: [String]) { #expect(GitHubLineHash.hashes(of: text) == hashes) }

    @Test("a naive recount of every window gives the same line hashes", arguments: 0..<50 as Range<UInt64>)
    func naiveLineHash(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let pieces = ["a", "b", " ", "\t", "\n", "\r", "\r\n", "é", "🦀", "class X:", "\u{feff}"]
        let text = (0..<random.number(below: 400)).map { _ in random.pick(pieces) }.joined()
        #expect(GitHubLineHash.hashes(of: text) == Self.naive(text))
    }

    /// The value of the 100 characters from each beginning of a line, as a polynomial.
    private static func naive(_ text: String) -> [String] {
        var kept: [UInt64] = []
        var previous: UInt16 = 0
        for unit in text.utf16 {
            if unit != 32, unit != 9, !(unit == 10 && previous == 13) {
                kept.append(unit == 13 ? 10 : UInt64(unit))
            }
            previous = unit
        }
        kept.append(65_535)
        var seen: [String: Int] = [:]
        return kept.indices.filter { $0 == 0 || kept[$0 - 1] == 10 }.map { start in
            let value = (start..<start + 100).reduce(0 as UInt64) {
                $0 &* 37 &+ ($1 < kept.count ? kept[$1] : 0)
            }
            let hash = String(value, radix: 16)
            seen[hash, default: 0] += 1
            return "\(hash):\(seen[hash, default: 0])"
        }
    }

    @Test("with the text of the file at hand the result has GitHub's hash of its line, without it none")
    func hashes() throws {
        let results = try results(FixedReport.report)
        let known = try #require(results.first { $0["ruleId"] as? String == "surplus-manager" })
        let lines = GitHubLineHash.hashes(of: FixedReport.sources["app/ws.py", default: ""])
        #expect(fingerprint(known, "primaryLocationLineHash") == lines[3])
        var report = FixedReport.report
        report.sources = [:]
        #expect(try self.results(report).allSatisfy { fingerprint($0, "primaryLocationLineHash") == nil })
    }
}
