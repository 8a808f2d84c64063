import ArgumentParser
import Findings
import Reports
import Verdicts

struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say what a change did to the managers: removed, merged, added, renamed, moved.",
        discussion: """
            BEFORE and AFTER are numbers of stored scans (the view scan_history has them), of one tree or of two; or \
            revisions of the repository that holds PATH, which are read from git's objects without a checkout, audited by \
            today's rules and configuration, and kept in the database.

            A manager is the same one as before where its dotted name and file are; where its tokens are, under whatever \
            name; where its old name is now bound to it; or where members, names and paths are alike enough. What only \
            changes its name is no removal. The budgets are those of AFTER.
            """)

    @Argument(help: ArgumentHelp("The number of a scan, or a revision.", valueName: "before"))
    var before: String

    @Argument(help: ArgumentHelp("Likewise.", valueName: "after"))
    var after: String

    @OptionGroup var tree: TreeOptions

    @Option(help: ArgumentHelp("Only this domain.", valueName: "domain"))
    var domain: String?

    @OptionGroup var answer: AnswerOptions

    func run() async throws {
        let format = try answer.known()
        let sides = try await ComparedAudit.pair([before, after], tree)
        guard let old = sides.first, let new = sides.last else { return }
        let comparison = AuditComparison(old.audit, new.audit, budget: { new.budgets[$0] ?? 1 })
        if let domain, new.budgets[domain] == nil,
            !comparison.domains.contains(where: { $0.domain == domain })
        {
            throw Failure("unknown domain \"\(domain)\"; see `ssot rules list`")
        }
        let report = ComparisonReport(
            before: old.side, after: new.side, comparison: comparison, domain: domain,
            limit: answer.all ? nil : 20)
        Terminal.write(report.render(format, Terminal.style))
    }
}
