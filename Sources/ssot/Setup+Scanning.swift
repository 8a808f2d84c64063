import Classification
import Findings
import Foundation
import RuleFiles
import Scanning
import Storage
import Verdicts

extension Setup {
    /// A scan of a path by these rules and this configuration.
    func scanRun(of scope: ScopeOptions) -> ScanRun {
        var options = scope.scanOptions
        options.covers = { [configuration] in configuration.covers(path: $0) && !$0.hasPrefix(".ssot/") }
        options.isTestCode = isTestCode
        let context = ScanContext(
            root: URL(filePath: scope.path).standardizedFileURL.path,
            startedAt: Int64(Date().timeIntervalSince1970 * 1000), commit: Commit.checkedOut(at: scope.path),
            toolVersion: toolVersion, rulesDigest: rules.digest,
            configurationDigest: configuration.digest, scope: describe(scope),
            pattern: rules.matchRules.map(\.header.id).joined(separator: " or "))
        var budgets = configuration.policy.budgets
        for domain in rules.domainRules.map(\.header.id) where budgets[domain] == nil {
            budgets[domain] = configuration.policy.defaultBudget
        }
        return ScanRun(options: options, policy: policy, context: context, budgets: budgets)
    }

    /// The scope in words, without the place of the tree: a copy elsewhere has the same.
    private func describe(_ scope: ScopeOptions) -> String {
        var parts = ["all Python sources"]
        if scope.noIgnore { parts.append("ignored ones too") } else { parts.append("ignore files honoured") }
        let include = configuration.include.map(\.text)
        let exclude = configuration.exclude.map(\.text)
        if !include.isEmpty { parts.append("only " + include.joined(separator: " ")) }
        if !exclude.isEmpty { parts.append("without " + exclude.joined(separator: " ")) }
        return parts.joined(separator: ", ")
    }

    /// A designation that designates nothing is an error of the configuration.
    func checkDesignations(_ audit: Audit) throws {
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
}
