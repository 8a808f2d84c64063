import ArgumentParser
import Findings
import Reports
import Storage
import Verdicts

struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan the way of a domain from the managers that it has to those that it may have.",
        discussion: """
            Lists each counted manager beside the canonical one in the order of removal, the least risk first: dead and \
            unreferenced ones, then those with the fewest files that use them. Says what each has that the canonical one \
            lacks, who uses it, and which old names to keep for a while as aliases.

            For `identifiers` it lists each place that makes an identifier past the ID manager, with the call that replaces \
            it: weak ones first, then functions that make identifiers for others, then inline ones and stored defaults.

            References are those that imports resolve: a name that is put together at run time is not seen. Reads the \
            last scan from the database; nothing is scanned again.
            """)

    /// What .ssot.yaml calls the maker of identifiers among the canonical ones; no domain has the name.
    private static let identifiers = "identifiers"

    @Argument(help: ArgumentHelp("The domain to plan for, or identifiers.", valueName: "domain"))
    var domain: String

    @Option(
        help: ArgumentHelp(
            "Plan for this manager as the canonical one, by its dotted name.", valueName: "symbol"))
    var canonical: String?

    @OptionGroup var answer: AnswerOptions
    @OptionGroup var stored: StoredScanOptions

    func run() throws {
        let format = try answer.known()
        let (audit, scan) = try stored.load()
        if domain == Self.identifiers {
            guard canonical == nil else {
                throw Failure(
                    "--canonical: names a manager of a domain; designate the ID manager by "
                        + "`canonical: {identifiers: SYMBOL}` in .ssot.yaml, and scan again")
            }
            let report = IdentifierPlanReport(IdentifierPlan(audit), limit: answer.all ? nil : 6)
            Terminal.write(report.render(format, Terminal.style))
            return
        }
        guard scan.budgets[domain] != nil || audit.managers.contains(where: { $0.domain == domain }) else {
            throw Failure("unknown domain \"\(domain)\"; see `ssot rules list`")
        }
        let plan = RemovalPlan(
            audit, domain: domain, budget: scan.budgets[domain] ?? 1, canonical: canonical)
        if let canonical, plan.canonical == nil {
            throw Failure(
                "\"\(canonical)\" is no manager of \(domain); write the dotted name that `ssot explain CLASS` shows"
            )
        }
        Terminal.write(PlanReport(plan, limit: answer.all ? nil : 6).render(format, Terminal.style))
    }
}
