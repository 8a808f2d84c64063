import Findings
import Verdicts

/// The `gitlab` format: an array of code quality issues (<https://docs.gitlab.com/ci/testing/code_quality/>). Waived
/// findings are left out; a source file that was not read is an issue, since the figures do not know it.
enum GitLabReport {
    static func render(_ report: AuditReport) -> [UInt8] {
        let findings = report.keyedWorstFirst.filter { !$0.judged.isWaived }
        var writer = JSONWriter(indents: true)
        let issues =
            report.unread.map { issue($0, report.folder) }
            + findings.map { issue($0.judged, $0.key, report.folder) }
        writer.array(issues) { writer, issue in
            writer.object { writer in
                writer.field("description", issue.description)
                writer.field("check_name", issue.check)
                writer.field("fingerprint", issue.fingerprint)
                writer.field("severity", issue.severity)
                writer.key("location")
                writer.object {
                    $0.field("path", issue.path)
                    $0.key("lines")
                    $0.object { $0.field("begin", issue.line) }
                }
            }
        }
        writer.newline()
        return writer.bytes
    }

    private struct Issue {
        var description: String
        var check: String
        /// GitLab shows the first of those with equal ones only.
        var fingerprint: String
        var severity: String
        var path: String
        var line: Int
    }

    private static func issue(_ judged: JudgedFinding, _ key: String, _ folder: String) -> Issue {
        let finding = judged.finding
        return Issue(
            description: finding.text, check: finding.rule,
            fingerprint: key, severity: severity(judged.severity), path: folder + finding.path,
            line: max(1, finding.line))
    }

    private static func issue(_ skip: Skip, _ folder: String) -> Issue {
        var hash = StableHash()
        for part in ["unread-file", skip.path] { hash.combine(part) }
        return Issue(
            description: "source file not read: \(skip.text)", check: "unread-file",
            fingerprint: hash.hexadecimal + ":1", severity: "critical", path: folder + skip.path, line: 1)
    }

    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: "critical"
        case .warning: "minor"
        case .note: "info"
        }
    }
}
