import Findings
import Verdicts

/// The `junit` format (<https://github.com/testmoapp/junitxml>): a domain is a suite. One without a finding that fails
/// is one passing test, so that graphs over time know it; otherwise each finding is a test. New findings but notes
/// fail; what is waived, known or in the base is skipped; a source file that was not read is an error.
struct JUnitReport {
    private static let relatedLimit = 20

    private let report: AuditReport

    init(_ report: AuditReport) { self.report = report }

    func render() -> String {
        let suites = suites()
        let cases = suites.flatMap(\.cases)
        var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
        lines.append("<testsuites name=\"ssot\"\(counts(cases)) time=\"0\">")
        for suite in suites {
            lines.append("  <testsuite name=\(quoted(suite.name))\(counts(suite.cases)) time=\"0\">")
            if !suite.properties.isEmpty {
                lines.append("    <properties>")
                for (name, value) in suite.properties {
                    lines.append("      <property name=\(quoted(name)) value=\(quoted(value))/>")
                }
                lines.append("    </properties>")
            }
            for item in suite.cases { lines += element(item) }
            lines.append("  </testsuite>")
        }
        return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
    }

    private struct Case {
        var name: String
        var suite: String
        var path = ""
        var line = 0
        var outcome = Outcome.passed
    }

    private enum Outcome {
        case passed
        case failed(message: String, kind: String, text: String)
        case skipped(String)
        case error(String)
    }

    private struct Suite {
        var name: String
        var properties: [(String, String)] = []
        var cases: [Case] = []
    }

    private func suites() -> [Suite] {
        let findings = Dictionary(grouping: report.worstFirst) { $0.finding.domain }
        let figures = Dictionary(
            report.domains.map { ($0.domain, $0) }, uniquingKeysWith: { first, _ in first })
        return [files()]
            + Set(findings.keys).union(figures.keys).sorted().map { domain in
                let name = domain.isEmpty ? "no domain" : domain
                var suite = Suite(name: name)
                if let row = figures[domain] {
                    suite.properties = [
                        ("definition compliance", row.definition.withCounts),
                        ("usage compliance", row.usage.withCounts),
                        ("budget", "\(row.budget)"),
                    ]
                } else if domain == "identifiers" {
                    suite.properties = [("ID compliance", report.compliance.identifiers.withCounts)]
                }
                let found = findings[domain] ?? []
                if !found.contains(where: \.failsTest) { suite.cases.append(Case(name: name, suite: name)) }
                suite.cases += found.map { test($0, name) }
                return suite
            }
    }

    /// Whether everything was read, and what all figures were counted by.
    private func files() -> Suite {
        var suite = Suite(name: "files")
        suite.properties =
            report.countingRule.map { ($0.name, $0.value) } + [
                ("files", report.coverage), ("verdict", report.judgement.verdict.outcome.rawValue),
            ]
        suite.properties += report.headlines.map { ($0.title, $0.share.withCounts) }
        suite.cases = report.unread.map {
            Case(
                name: $0.path, suite: suite.name, path: report.folder + $0.path,
                outcome: .error("source file not read: \($0.text)"))
        }
        if suite.cases.isEmpty { suite.cases = [Case(name: "every source file is read", suite: suite.name)] }
        return suite
    }

    private func test(_ judged: JudgedFinding, _ suite: String) -> Case {
        let finding = judged.finding
        var test = Case(
            name: "\(finding.rule) \(finding.symbol)", suite: suite, path: report.folder + finding.path,
            line: max(1, finding.line))
        switch judged.standing {
        case .new where judged.failsTest:
            var related = finding.related.prefix(Self.relatedLimit).map { "\($0.path):\($0.line) \($0.note)" }
            let rest = finding.related.count - related.count
            if rest > 0 { related.append("and \(rest) more places") }
            let text = ["\(finding.place): \(finding.text)"] + related + [finding.fix]
            test.outcome = .failed(
                message: finding.text, kind: finding.rule,
                text: text.filter { !$0.isEmpty }.joined(separator: "\n"))
        case .new: test.outcome = .skipped("note: \(finding.text)")
        case .known: test.outcome = .skipped("known in the baseline: \(finding.text)")
        case .old: test.outcome = .skipped("in the base already: \(finding.text)")
        case .waived(let waiver): test.outcome = .skipped(waiver.text)
        }
        return test
    }

    private func element(_ test: Case) -> [String] {
        var head = "    <testcase name=\(quoted(test.name)) classname=\(quoted("ssot." + test.suite))"
        if !test.path.isEmpty { head += " file=\(quoted(test.path))" }
        if test.line > 0 { head += " line=\"\(test.line)\"" }
        head += " time=\"0\""
        switch test.outcome {
        case .passed: return [head + "/>"]
        case .failed(let message, let kind, let text):
            return [
                head + ">",
                "      <failure message=\(quoted(message)) type=\(quoted(kind))>\(escaped(text))</failure>",
                "    </testcase>",
            ]
        case .skipped(let message):
            return [head + ">", "      <skipped message=\(quoted(message))/>", "    </testcase>"]
        case .error(let message):
            return [
                head + ">", "      <error message=\(quoted(message)) type=\"unread\"/>", "    </testcase>",
            ]
        }
    }

    private func counts(_ cases: [Case]) -> String {
        var (failures, errors, skipped) = (0, 0, 0)
        for test in cases {
            switch test.outcome {
            case .passed: break
            case .failed: failures += 1
            case .error: errors += 1
            case .skipped: skipped += 1
            }
        }
        return
            " tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
    }

    private func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    /// Without the characters that XML 1.0 §2.2 does not allow, not even as references.
    private func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            default:
                let isAllowed = scalar.value >= 0x20 && scalar.value != 0xfffe && scalar.value != 0xffff
                if isAllowed { escaped.unicodeScalars.append(scalar) }
            }
        }
        return escaped
    }
}

extension JudgedFinding {
    fileprivate var failsTest: Bool { isNew && severity != .note }
}
