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
    package static let all: [ReportFormat] = [.text, .jsonV1]

    package static let text = ReportFormat(name: "text") { Array(TextReport($0, $1).render().utf8) }
    package static let jsonV1 = ReportFormat(name: "json-v1") { report, _ in JSONReportV1.render(report) }
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

    private func wrap(_ text: String, _ code: String) -> String {
        hasColor ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}
