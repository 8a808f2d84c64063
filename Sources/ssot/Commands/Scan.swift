import ArgumentParser
import Reports
import RuleFiles
import Scanning
import Storage
import Verdicts

struct Scan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Count the managers of a tree, by domain and role, and store the evidence.",
        discussion: """
            Prints one row a domain: how many definitions count against its budget, how many are test doubles, \
            aliases or excluded by their role, and which one is canonical; then how the count comes about.

            A scan reports and never fails: it exits 0 whatever it finds, and 2 where it could not count.
            """)

    @OptionGroup var tree: TreeOptions

    @Option(
        help: ArgumentHelp(
            "How to print the result: \(ReportFormat.all.map(\.name).joined(separator: ", ")).",
            valueName: "format"))
    var format = "text"

    func run() async throws {
        let format = try ReportFormat.named(format)
        let tree = try await TreeAudit(tree)
        // What is printed does not depend on it.
        async let closed: Void = tree.close()
        let (setup, outcome) = (tree.setup, tree.outcome)
        let report = AuditReport(
            audit: outcome.audit,
            judgement: try setup.judge(of: tree.run.context.root, at: tree.run.context.startedAt)
                .judge(outcome.audit),
            provenance: setup.provenance(of: tree.run.context), rules: setup.ruleTexts,
            folder: Setup.folder(of: tree.run.context.root),
            effort: AuditReport.Effort(
                elapsed: outcome.elapsed, lexed: outcome.work.lexed, reused: outcome.work.reused,
                database: tree.store.path))
        let text = format.render(report, Terminal.style)
        try await closed
        Terminal.write(text)
    }
}
