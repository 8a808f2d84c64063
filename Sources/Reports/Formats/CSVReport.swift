import Findings
import Verdicts

/// The `csv` format (RFC 4180): one row a finding, and one for each source file that was not read.
///
/// A cell that a spreadsheet would take for a formula, because it begins with `=`, `+`, `-` or `@`, or with a tab or CR
/// that hides one of them, is written behind an apostrophe; so is one that begins with an apostrophe. To have the text
/// back, take one apostrophe from the beginning of every cell that has one
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
enum CSVReport {
    static let header = [
        "rule", "severity", "standing", "domain", "symbol", "file", "line", "column", "message", "fix",
        "test_code", "fingerprint", "waiver",
    ]

    static func render(_ report: AuditReport) -> String {
        let unread = report.unread.map { skip in
            [
                "unread-file", "error", "new", "", "", skip.path, "", "",
                "source file not read: \(skip.text)",
                "", "", "", "",
            ]
        }
        let findings = report.keyedWorstFirst.map { judged, key in
            let finding = judged.finding
            var waiver = ""
            if case .waived(let given) = judged.standing { waiver = given.text }
            return [
                finding.rule, judged.severity.rawValue, judged.standing.word, finding.domain, finding.symbol,
                finding.path, "\(finding.line)", "\(finding.column)", finding.message, finding.fix,
                finding.isTestCode ? "yes" : "no", key, waiver,
            ]
        }
        return ([header] + unread + findings).map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func cell(_ text: String) -> String {
        var text = text
        if let first = text.utf8.first, "=+-@'\t\r".utf8.contains(first) { text = "'" + text }
        guard text.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return text }
        return "\"" + text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }
}
