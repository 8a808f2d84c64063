import ArgumentParser
import Classification
import Findings
import Foundation
import Reports
import RuleFiles
import Scanning
import SourceFiles
import Storage
import Verdicts

struct Scan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Count the managers of a tree, by domain and role, and store the evidence.",
        discussion: """
            Prints one row a domain: how many definitions count against its budget, how many are test doubles, \
            aliases or excluded by their role, and which one is canonical; then how the count comes about.

            A scan reports and never judges: it exits 0 whatever it counts, and 2 where it could not count.
            """)

    @OptionGroup var scope: ScopeOptions

    @Option(
        help: ArgumentHelp(
            "How to print the result: \(ReportFormat.all.map(\.name).joined(separator: ", ")).",
            valueName: "format"))
    var format = "text"

    @Option(
        help: ArgumentHelp(
            "The database to store into. (default: .ssot/audit.sqlite below the path)", valueName: "file"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            "The configuration. (default: the nearest .ssot.yaml at or above the path)", valueName: "file"))
    var config: String?

    func run() async throws {
        guard let format = ReportFormat.all.first(where: { $0.name == format }) else {
            let known = ReportFormat.all.map(\.name).joined(separator: ", ")
            throw Failure("unknown format \"\(self.format)\"; take one of \(known)")
        }
        guard FileManager.default.fileExists(atPath: scope.path) else {
            throw Failure("\(scope.path): no such file or folder; name an existing path")
        }
        let setup = try Setup(for: scope.path, configurationPath: config)
        let progress = Progress()
        let run = scanRun(setup, progress)
        let path = try database ?? DatabaseLocation.prepare(for: scope.path)
        do {
            let store = try AuditDatabase(path: path)
            let outcome = try await run.run(into: store)
            progress.finish()
            try store.close()
            try checkDesignations(setup, outcome.audit)
            let report = AuditReport(
                audit: outcome.audit,
                judgement: Judgement(outcome.audit, policy: setup.configuration.policy),
                provenance: setup.provenance(of: run.context), rules: setup.ruleTexts,
                effort: AuditReport.Effort(
                    elapsed: outcome.elapsed, lexed: outcome.work.lexed, reused: outcome.work.reused,
                    database: path))
            Terminal.write(format.render(report, Terminal.style))
        } catch let error as StoreError {
            throw Failure(error.description)
        } catch let failure as ScanRun.Failure {
            throw Failure(describe(failure))
        }
    }

    private func scanRun(_ setup: Setup, _ progress: Progress) -> ScanRun {
        var options = ScanOptions(root: scope.path)
        options.honoursIgnoreFiles = !scope.noIgnore
        options.jobs = scope.jobs
        options.sizeLimit = scope.sizeLimit
        let configuration = setup.configuration
        let rules = setup.rules
        options.covers = { configuration.covers(path: $0) && !$0.hasPrefix(".ssot/") }
        options.isTestCode = setup.isTestCode
        let context = ScanContext(
            root: URL(filePath: scope.path).standardizedFileURL.path,
            startedAt: Int64(Date().timeIntervalSince1970 * 1000), commit: Commit.checkedOut(at: scope.path),
            toolVersion: toolVersion, rulesDigest: rules.digest,
            configurationDigest: configuration.digest, scope: describeScope(configuration),
            pattern: rules.matchRules.map(\.header.id).joined(separator: " or "))
        var budgets = configuration.policy.budgets
        for domain in rules.domainRules.map(\.header.id) where budgets[domain] == nil {
            budgets[domain] = configuration.policy.defaultBudget
        }
        var run = ScanRun(options: options, policy: setup.policy, context: context, budgets: budgets)
        run.progress = { progress.report($0, of: $1) }
        return run
    }

    /// The scope in words, without the place of the tree: a copy elsewhere has the same.
    private func describeScope(_ configuration: Configuration) -> String {
        var parts = ["all Python sources"]
        if scope.noIgnore { parts.append("ignored ones too") } else { parts.append("ignore files honoured") }
        let include = configuration.include.map(\.text)
        let exclude = configuration.exclude.map(\.text)
        if !include.isEmpty { parts.append("only " + include.joined(separator: " ")) }
        if !exclude.isEmpty { parts.append("without " + exclude.joined(separator: " ")) }
        return parts.joined(separator: ", ")
    }

    /// A designation that designates nothing is an error of the configuration.
    private func checkDesignations(_ setup: Setup, _ audit: Audit) throws {
        let configuration = setup.configuration
        var faults = configuration.canonical.filter { domain, name in
            !audit.managers.contains {
                $0.domain == domain && $0.symbol == name.text && $0.canonical == .designated
            }
        }.values.map { ($0, "no class of the scan") }
        if let name = configuration.canonicalIdentifiers,
            !audit.identifiers.contains(where: { $0.symbol.hasPrefix(name.text + ".") })
        {
            faults.append((name, "no class that makes identifiers"))
        }
        guard !faults.isEmpty else { return }
        let messages = faults.sorted { ($0.0.line, $0.0.column) < ($1.0.line, $1.0.column) }.map {
            "\(configuration.path):\($0.0.line):\($0.0.column): canonical \"\($0.0.text)\" is \($0.1); "
                + "write the dotted name that `ssot explain CLASS` shows"
        }
        throw Failure(messages.joined(separator: "\n"))
    }

    private func describe(_ failure: ScanRun.Failure) -> String {
        switch failure {
        case .walk(let error): error.description
        case .store(let error): error.description
        case .noSources(let walked, let skips):
            "\(scope.path): no source file could be read (\(walked) files walked, \(skips.count) skipped); "
                + "a count of nothing would say nothing: name a folder with Python files, or see --no-ignore"
        }
    }
}
