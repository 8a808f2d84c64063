package import Findings

/// A format that a report can be rendered in.
package struct ReportFormat: Sendable {
    /// The name on the command line; machine formats carry the version of their shape.
    package let name: String
    /// Whether it prints text of the audited files, so that `AuditReport.sources` is worth filling.
    package let readsSources: Bool
    package let render: @Sendable (AuditReport, Style) -> [UInt8]

    package init(
        name: String, readsSources: Bool = false,
        render: @escaping @Sendable (AuditReport, Style) -> [UInt8]
    ) {
        self.name = name
        self.readsSources = readsSources
        self.render = render
    }

    /// Every format. To add one: its file in Formats/, its line here, and its expected output in
    /// Fixtures/Reports/.
    package static let all: [ReportFormat] = [
        .text, .html, .markdown, .jsonV1, .sarif(showsWaived: false), .github, .gitlab, .junit, .csv,
    ]

    package static let text = ReportFormat(name: "text") { Array(TextReport($0, $1).render().utf8) }
    package static let markdown = ReportFormat(name: "markdown") { report, _ in
        Array(MarkdownReport(report).render().utf8)
    }
    package static let jsonV1 = ReportFormat(name: "json-v1") { report, _ in JSONReportV1.render(report) }
    package static func sarif(showsWaived: Bool) -> ReportFormat {
        ReportFormat(name: "sarif", readsSources: true) { report, _ in
            SARIFReport(report, showsWaived: showsWaived).render()
        }
    }
    package static let github = ReportFormat(name: "github") { report, _ in
        Array(GitHubAnnotations.render(report).utf8)
    }
    package static let gitlab = ReportFormat(name: "gitlab") { report, _ in GitLabReport.render(report) }
    package static let junit = ReportFormat(name: "junit") { report, _ in
        Array(JUnitReport(report).render().utf8)
    }
    package static let csv = ReportFormat(name: "csv") { report, _ in Array(CSVReport.render(report).utf8) }
    package static let html = ReportFormat(name: "html", readsSources: true) { report, _ in
        HTMLReport.render(report)
    }
}

/// How text is set off on the reader's terminal.
package struct Style: Sendable {
    package var hasColor: Bool

    package init(hasColor: Bool) { self.hasColor = hasColor }

    package func bold(_ text: String) -> String { wrap(text, "1") }
    package func dim(_ text: String) -> String { wrap(text, "2") }
    package func red(_ text: String) -> String { wrap(text, "31") }
    package func green(_ text: String) -> String { wrap(text, "32") }
    package func yellow(_ text: String) -> String { wrap(text, "33") }

    package func colored(_ severity: Severity) -> String {
        switch severity {
        case .error: red(severity.rawValue)
        case .warning: yellow(severity.rawValue)
        case .note: severity.rawValue
        }
    }

    private func wrap(_ text: String, _ code: String) -> String {
        hasColor ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}
