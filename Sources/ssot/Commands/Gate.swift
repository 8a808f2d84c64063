import ArgumentParser
import Foundation
import Reports
import RuleFiles
import Scanning
import Storage
import Verdicts

struct Gate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate", abstract: "Say whether a tree may be merged, and why not.",
        discussion: """
            Audits the tree and judges it by the policy in .ssot.yaml: findings that are neither waived nor known fail \
            it, and so do compliance floors that are missed. Known is what the committed baseline lists (see \
            `ssot baseline`), or what the revision of --new-since violates already. A source file that could not be \
            read never passes.

            Exit status: 0 pass, 1 violations, 2 where the gate could not judge.
            """)

    @OptionGroup var gate: GateOptions

    @Option(
        name: .customLong("new-since"),
        help: ArgumentHelp(
            "Fail only on what was added since the tree parted from this revision: a branch, tag or commit.",
            valueName: "revision"))
    var newSince: String?

    @Option(help: ArgumentHelp("How to print the result: \(GateOutput.formats).", valueName: "format"))
    var format = "text"

    @Option(
        help: ArgumentHelp(
            "Write the result to a file, too; may be given for several formats.", valueName: "format=file"))
    var output: [String] = []

    @Flag(
        name: .customLong("exit-zero"),
        help: "Exit 0 on violations, too; not where the gate could not judge.")
    var exitZero = false

    func run() async throws {
        let output = try GateOutput(format: format, files: output)
        let run = try await GateRun(gate, since: newSince)
        try run.tree.close()
        try output.write(run)
        let verdict = run.judgement.verdict
        if verdict.outcome == .incomplete {
            Terminal.complain(
                "the gate could not judge: not every source file was read; make these readable, raise --max-size, "
                    + "exclude them, or name them under gate: tolerate-skips in .ssot.yaml:\n"
                    + verdict.reasons.filter { $0.contains(" was not read: ") }.map { "  " + $0 }.joined(
                        separator: "\n"))
        }
        let status = ExitStatus(verdict)
        if status != .clean, !(exitZero && status == .findings) { throw status }
    }
}

/// Where the result of a gate goes.
struct GateOutput {
    private let format: ReportFormat
    private let files: [OutputFile]

    static let formats = ReportFormat.all.map(\.name).joined(separator: ", ")

    /// - Parameter files: `FORMAT=PATH`.
    init(format: String, files: [String]) throws {
        self.format = try ReportFormat.named(format)
        self.files = try files.map { text in
            guard text.contains("=") else {
                throw Failure("--output \(text): no format; write FORMAT=FILE, such as sarif=ssot.sarif")
            }
            return try OutputFile(text, defaultFormat: format)
        }
    }

    func write(_ run: GateRun) throws {
        let (setup, outcome) = (run.tree.setup, run.tree.outcome)
        var report = AuditReport(
            audit: outcome.audit, judgement: run.judgement,
            provenance: setup.provenance(of: run.tree.run.context),
            rules: setup.ruleTexts + run.contracts.flatMap(\.ruleTexts),
            folder: Setup.folder(of: run.tree.run.context.root))
        for file in files {
            try file.write(rendered(try ReportFormat.named(file.format), report, run, Style(hasColor: false)))
        }
        report.effort = AuditReport.Effort(
            elapsed: outcome.elapsed, lexed: outcome.work.lexed, reused: outcome.work.reused,
            database: run.tree.store.path)
        Terminal.write(rendered(format, report, run, Terminal.style))
    }

    private func rendered(
        _ format: ReportFormat, _ report: AuditReport, _ run: GateRun, _ style: Style
    ) -> [UInt8] {
        guard format.name == ReportFormat.text.name else { return format.render(report, style) }
        let baseline = run.baseline.map { (path: run.place.path, count: $0.entries.count) }
        return Array(GateText(report, baseline: baseline, style).render().utf8)
    }
}
