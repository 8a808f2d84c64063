import Findings
import Verdicts

/// The `sarif` format: SARIF 2.1.0 as GitHub code scanning accepts and shows it
/// (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>,
/// <https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>).
///
/// Waived findings are left out unless asked for: GitHub opens alerts for suppressed results too.
struct SARIFReport {
    /// GitHub keeps the 5,000 gravest results of a file, and refuses one of more than 25,000.
    static let resultLimit = 5_000
    /// GitHub shows 100 locations a result; a reader needs fewer.
    static let relatedLimit = 20
    /// GitHub cuts the descriptions of rules there.
    private static let textLimit = 1_000

    private let report: AuditReport
    private let showsWaived: Bool
    private let rules: [RuleText]
    private let findings: [(judged: JudgedFinding, key: String)]

    init(_ report: AuditReport, showsWaived: Bool) {
        self.report = report
        self.showsWaived = showsWaived
        findings = report.keyedWorstFirst.filter { showsWaived || !$0.judged.isWaived }
        let known = Set(report.rules.map(\.id))
        let others = Set(findings.map(\.judged.finding.rule)).subtracting(known).sorted()
        rules = report.rules + others.map { report.rule($0) }
    }

    func render() -> [UInt8] {
        var writer = JSONWriter(indents: true)
        writer.object { writer in
            writer.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            writer.field("version", "2.1.0")
            writer.key("runs")
            writer.array([report]) { writer, _ in writer.object { run(&$0) } }
        }
        writer.newline()
        return writer.bytes
    }

    private func run(_ writer: inout JSONWriter) {
        writer.key("tool")
        writer.object {
            $0.key("driver")
            $0.object { writer in
                writer.field("name", "ssot")
                writer.field("semanticVersion", report.provenance.toolVersion)
                writer.key("rules")
                writer.array(rules) { rule($1, &$0) }
            }
        }
        writer.key("automationDetails")
        writer.object { $0.field("id", "ssot/\(report.folder)") }
        writer.field("columnKind", "utf16CodeUnits")
        invocation(&writer)
        let shown = Array(findings.prefix(Self.resultLimit))
        var files = SourceFiles(sources: report.sources)
        writer.key("results")
        writer.array(shown) { result($1.judged, $1.key, &files, &$0) }
        writer.key("properties")
        writer.object { writer in
            for row in report.countingRule { writer.field(row.name, row.value) }
            writer.field("verdict", report.judgement.verdict.outcome.rawValue)
            for headline in report.headlines { writer.field(headline.title, headline.share.withCounts) }
            writer.field("source files not read", report.unread.count)
            writer.field("findings", report.judgement.findings.count)
            writer.field("results left out as waived", report.judgement.findings.count - findings.count)
            writer.field("results cut, the mildest", findings.count - shown.count)
        }
    }

    // MARK: Rules

    private func rule(_ rule: RuleText, _ writer: inout JSONWriter) {
        let rationale = rule.rationale.isEmpty ? rule.title : rule.rationale
        writer.object {
            $0.field("id", rule.id)
            text("shortDescription", rule.title.cut(to: Self.textLimit), &$0)
            text("fullDescription", rationale.cut(to: Self.textLimit), &$0)
            $0.key("help")
            $0.object {
                $0.field("text", [rationale, rule.fix].filter { !$0.isEmpty }.joined(separator: "\n\n"))
                let fix = rule.fix.isEmpty ? "" : "\n\n**What to do.** \(Markdown.text(rule.fix))"
                $0.field(
                    "markdown",
                    "# \(Markdown.text(rule.title))\n\n**Why.** \(Markdown.text(rationale))\(fix)\n")
            }
            $0.key("defaultConfiguration")
            $0.object { $0.field("level", rule.severity.rawValue) }
            $0.key("properties")
            $0.object {
                $0.key("tags")
                $0.array(["maintainability", "single-source-of-truth"]) { $0.string($1) }
                $0.field("precision", rule.isAdvice ? "medium" : "high")
                $0.field(
                    "problem.severity", rule.severity == .note ? "recommendation" : rule.severity.rawValue)
            }
        }
    }

    // MARK: Results

    private func result(
        _ judged: JudgedFinding, _ key: String, _ files: inout SourceFiles, _ writer: inout JSONWriter
    ) {
        let finding = judged.finding
        let lineNumber = max(1, finding.line)
        writer.object { writer in
            writer.field("ruleId", finding.rule)
            if let index = rules.firstIndex(where: { $0.id == finding.rule }) {
                writer.field("ruleIndex", index)
            }
            writer.field("level", judged.severity.rawValue)
            text("message", message(finding), &writer)
            writer.key("locations")
            writer.array([finding.path]) { writer, path in
                writer.object {
                    location(path, region(lineNumber, finding.column, files.line(lineNumber, of: path)), &$0)
                }
            }
            if !finding.related.isEmpty { related(finding, &files, &writer) }
            writer.key("partialFingerprints")
            writer.object {
                if let hash = files.hash(lineNumber, of: finding.path) {
                    $0.field("primaryLocationLineHash", hash)
                }
                $0.field("ssot/v1", key)
            }
            if showsWaived { standing(judged.standing, &writer) }
        }
    }

    /// The message, then a link for each related place: `see [canonical](1), app/ws.py:12`.
    private func message(_ finding: Finding) -> String {
        let message = finding.text.contains("](") ? Self.linkText(finding.text) : finding.text
        let places = finding.related.prefix(Self.relatedLimit).enumerated().map { index, place in
            let note = place.note.isEmpty ? place.symbol : place.note
            return "[\(Self.linkText(note.isEmpty ? "related" : note.visible))](\(index + 1))"
        }
        if places.isEmpty { return message }
        let rest = finding.related.count - places.count
        return message + "\nSee " + places.joined(separator: ", ")
            + (rest > 0 ? " and \(rest) more places" : "")
    }

    /// Brackets and backslashes speak of links (SARIF 2.1.0 §3.11.6).
    private static func linkText(_ text: String) -> String {
        text.map { #"[]\"#.contains($0) ? "\\\($0)" : "\($0)" }.joined()
    }

    private func related(_ finding: Finding, _ files: inout SourceFiles, _ writer: inout JSONWriter) {
        writer.key("relatedLocations")
        writer.array(Array(finding.related.prefix(Self.relatedLimit).enumerated())) { writer, item in
            writer.object {
                $0.field("id", item.offset + 1)
                let line = max(1, item.element.line)
                location(
                    item.element.path, region(line, 1, files.line(line, of: item.element.path)), &$0)
                text("message", item.element.note.isEmpty ? "related" : item.element.note, &$0)
            }
        }
    }

    private func standing(_ standing: JudgedFinding.Standing, _ writer: inout JSONWriter) {
        let state: String
        switch standing {
        case .new: state = "new"
        case .known(isChanged: true): state = "updated"
        case .known, .old, .waived: state = "unchanged"
        }
        writer.field("baselineState", state)
        guard case .waived(let waiver) = standing else { return }
        writer.key("suppressions")
        writer.array([waiver]) { writer, waiver in
            writer.object {
                $0.field("kind", waiver.origin.lines == nil ? "external" : "inSource")
                $0.field("status", "accepted")
                $0.field("justification", waiver.text)
            }
        }
    }

    // MARK: Places

    /// From the symbol to the end of its line: GitHub shows an alert in a change only where all of its lines are in
    /// the change. Without the text of the line, one column.
    private func region(_ line: Int, _ column: Int, _ text: String?) -> (line: Int, columns: Range<Int>) {
        guard let text else { return (line, max(1, column)..<max(1, column) + 1) }
        let bytes = Array(text.utf8)
        let before = String(decoding: bytes.prefix(max(0, column - 1)), as: UTF8.self).utf16.count
        let start = column > 1 ? before : bytes.prefix { $0 == 0x20 || $0 == 0x09 }.count
        return (line, start + 1..<max(start + 1, text.utf16.count) + 1)
    }

    private func location(
        _ path: String, _ region: (line: Int, columns: Range<Int>), _ writer: inout JSONWriter
    ) {
        writer.key("physicalLocation")
        writer.object {
            $0.key("artifactLocation")
            $0.object { $0.field("uri", Self.uri(report.folder + path)) }
            $0.key("region")
            $0.object {
                $0.field("startLine", region.line)
                $0.field("startColumn", region.columns.lowerBound)
                $0.field("endLine", region.line)
                $0.field("endColumn", region.columns.upperBound)
            }
        }
    }

    /// A relative reference (RFC 3986 §4.2). The first segment may hold no colon, so colons are encoded everywhere.
    static func uri(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var uri: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x2f, 0x5f, 0x7e: uri.append(byte)
            default: uri += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: uri, as: UTF8.self)
    }

    /// A run that left files unread says so, file by file.
    private func invocation(_ writer: inout JSONWriter) {
        writer.key("invocations")
        writer.array([report.unread]) { writer, skips in
            writer.object { writer in
                writer.field("executionSuccessful", report.judgement.verdict.outcome != .incomplete)
                writer.key("toolExecutionNotifications")
                writer.array(skips) { writer, skip in
                    writer.object {
                        $0.field("level", "error")
                        text("message", "source file not read: \(skip.text)", &$0)
                        $0.key("locations")
                        $0.array([skip.path]) { writer, path in
                            writer.object { location(path, (1, 1..<2), &$0) }
                        }
                    }
                }
            }
        }
    }

    private func text(_ key: String, _ text: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.object { $0.field("text", text) }
    }

    /// The lines and line hashes of the files at hand, each read once.
    private struct SourceFiles {
        let sources: [String: String]
        private var lines: [String: SourceLines] = [:]
        private var hashes: [String: [String]] = [:]

        init(sources: [String: String]) { self.sources = sources }

        mutating func line(_ number: Int, of path: String) -> String? {
            if lines[path] == nil { lines[path] = sources[path].map(SourceLines.init) }
            return lines[path]?[number]
        }

        mutating func hash(_ number: Int, of path: String) -> String? {
            if hashes[path] == nil { hashes[path] = sources[path].map(GitHubLineHash.hashes) }
            guard let file = hashes[path], number <= file.count else { return nil }
            return file[number - 1]
        }
    }
}
