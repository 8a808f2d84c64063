import ArgumentParser
import Findings
import Reports
import Storage
import Verdicts

struct Count: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract:
            "Count managers by the rules that people use, or find the rules that give a claimed figure.",
        discussion: """
            Without --claim, prints the figures of the main rules: what is counted, in which unit, with and without tests. \
            With --claim, crosses units, name patterns, folders, roles and scopes, and lists each rule that gives the figure, \
            with the query of the view `managers` that reproduces it, and how many rules were tried: among many rules, one \
            will give almost any number.

            Reads the last scan from the database. Exit status: 1 where no rule gives the claim.
            """)

    @Option(help: ArgumentHelp("The figure that somebody claims.", valueName: "n"))
    var claim: Int?

    @Option(help: ArgumentHelp("Only this domain.", valueName: "domain"))
    var domain: String?

    @OptionGroup var answer: AnswerOptions
    @OptionGroup var stored: StoredScanOptions

    func validate() throws {
        if let claim, !(0...1_000_000_000).contains(claim) {
            throw ValidationError("--claim takes a number from 0 to 1000000000")
        }
    }

    func run() throws {
        let format = try answer.known()
        let (audit, scan) = try stored.load()
        if let domain, scan.budgets[domain] == nil,
            !audit.managers.contains(where: { $0.domain == domain })
        {
            throw Failure("unknown domain \"\(domain)\"; see `ssot rules list`")
        }
        let context = scan.context
        let report = CountReport(
            audit.managers, domain: domain, claim: claim,
            source: "scan \(scan.id), scope \(context.scope), commit \(context.commit ?? "none"), "
                + "rules \(context.rulesDigest.prefix(12))",
            limit: answer.all ? nil : 10)
        Terminal.write(report.render(format, Terminal.style))
        if let check = report.check, check.hits.isEmpty { throw ExitStatus.findings }
    }
}
