import Findings
import Verdicts

/// The `github` format: workflow commands that GitHub Actions shows beside the lines of a change
/// (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>). Only new findings are
/// shown, the gravest first. A step may show ten annotations of a severity; the tenth says how many more there are.
enum GitHubAnnotations {
    private static let limit = 10

    static func render(_ report: AuditReport) -> String {
        let new = report.worstFirst.filter(\.isNew)
        var lines: [String] = []
        for severity in Severity.allCases {
            let unread = severity == .error ? report.unread.map { command($0, report.folder) } : []
            let all = unread + new.filter { $0.severity == severity }.map { command($0, report.folder) }
            let isCut = all.count > limit
            lines += all.prefix(isCut ? limit - 1 : limit)
            if isCut {
                let rest = all.count - (limit - 1)
                lines.append(
                    "::\(name(severity)) title=ssot::\(rest) more of this severity; `ssot report` lists them all"
                )
            }
        }
        return (lines + summary(report)).map { $0 + "\n" }.joined()
    }

    /// Ordinary lines of the log.
    private static func summary(_ report: AuditReport) -> [String] {
        let findings = FindingTally(report.judgement.findings)
        let reasons = report.judgement.verdict.reasons.map { "; \($0.visible)" }.joined()
        return [
            "ssot: \(report.judgement.verdict.outcome.rawValue)\(reasons)", "ssot: findings \(findings.text)",
        ]
            + report.headlines.map { "ssot: \($0.title) \($0.share.withCounts): \($0.meaning)" }
            + [
                "ssot: \(report.coverage)",
                "ssot: "
                    + report.countingRule.map { "\($0.name) \($0.value.visible)" }.joined(separator: "; "),
            ]
    }

    private static func command(_ judged: JudgedFinding, _ folder: String) -> String {
        let finding = judged.finding
        let line = max(1, finding.line)
        let fix = finding.fix.isEmpty ? "" : "\n\(finding.fix)"
        return
            "::\(name(judged.severity)) file=\(property(folder + finding.path)),line=\(line),endLine=\(line),"
            + "col=\(max(1, finding.column)),title=\(property(finding.rule))"
            + "::\(message(finding.text + fix))"
    }

    private static func command(_ skip: Skip, _ folder: String) -> String {
        "::error file=\(property(folder + skip.path)),title=ssot::"
            + message("source file not read: \(skip.text)")
    }

    private static func name(_ severity: Severity) -> String {
        severity == .note ? "notice" : severity.rawValue
    }

    private static func message(_ text: String) -> String {
        text.cut(to: 4_000).unicodeScalars.map { scalar in
            switch scalar {
            case "%": "%25"
            case "\r": "%0D"
            case "\n": "%0A"
            default: String(scalar).visible
            }
        }.joined()
    }

    private static func property(_ text: String) -> String {
        message(text).unicodeScalars.map { scalar in
            switch scalar {
            case ":": "%3A"
            case ",": "%2C"
            default: String(scalar)
            }
        }.joined()
    }
}
