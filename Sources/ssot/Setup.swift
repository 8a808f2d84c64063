import Auditing
import Classification
import Conformance
import DefaultRules
import Foundation
import RuleFiles
import Verdicts

/// The rules and the configuration that a command works by.
struct Setup {
    let rules: RuleSet
    let configuration: Configuration

    /// - Parameters:
    ///   - path: the audited path; the configuration is searched from it upwards.
    ///   - configurationPath: the file to take instead.
    init(for path: String, configurationPath: String?) throws {
        let file = configurationPath ?? Configuration.find(from: path)
        do throws(RuleFileError) {
            var configuration = Configuration()
            if let file { configuration = try Configuration.read(path: file, text: try Self.text(of: file)) }
            let folder = file.map { URL(filePath: $0).deletingLastPathComponent() }
            rules = try RuleSet.load(
                files: DefaultRules.files, adding: try Self.rules(of: configuration, below: folder),
                disabling: Set(configuration.disabledRules.map(\.text)))
            try configuration.check(
                domains: rules.domainRules.map(\.header.id),
                ruleIDs: Self.defaultIDs(rules, configuration) + Conform.requirementIDs,
                contracts: Conform.contracts.map(\.name))
            self.configuration = configuration
        } catch {
            throw Failure(error.description)
        }
    }

    private static func defaultIDs(_ rules: RuleSet, _ configuration: Configuration) -> [String] {
        if configuration.disabledRules.isEmpty { return rules.ids }
        // A disabled rule is known, though the set no longer holds it.
        return (try? RuleSet.load(files: DefaultRules.files))?.ids ?? rules.ids
    }

    private static func text(of file: String) throws(RuleFileError) -> String {
        do {
            return try String(contentsOf: URL(filePath: file), encoding: .utf8)
        } catch {
            let message = "cannot be read as UTF-8 text; name a readable file with --config"
            throw RuleFileError([RuleDiagnostic(path: file, line: 1, column: 1, message: message)])
        }
    }

    /// The rule files that a configuration adds: files, and all `.yml` files below folders.
    private static func rules(
        of configuration: Configuration, below folder: URL?
    ) throws(RuleFileError) -> [(path: String, text: String)] {
        guard let folder else { return [] }
        var files: [(path: String, text: String)] = []
        for name in configuration.rules {
            let url = folder.appending(path: name.text)
            var isFolder: ObjCBool = false
            guard unsafe FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
                let message = "rules \"\(name.text)\" do not exist; name a folder or a .yml file"
                throw RuleFileError([
                    RuleDiagnostic(
                        path: configuration.path, line: name.line, column: name.column, message: message)
                ])
            }
            let paths =
                isFolder.boolValue
                ? (FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? [])
                    .filter { $0.hasSuffix(".yml") }.sorted().map { url.path + "/" + $0 } : [url.path]
            for path in paths { files.append((path, try text(of: path))) }
        }
        return files
    }

    var policy: AuditPolicy {
        var policy = AuditPolicy(
            rules: rules, countedRoles: configuration.countedRoles,
            canonical: configuration.canonical.mapValues(\.text),
            canonicalIdentifiers: configuration.canonicalIdentifiers?.text)
        policy.budgets = configuration.policy.budgets
        policy.defaultBudget = configuration.policy.defaultBudget
        policy.testDoubleBudgets = configuration.policy.testDoubleBudgets
        policy.defaultTestDoubleBudget = configuration.policy.defaultTestDoubleBudget
        policy.services = configuration.services
        policy.contracts = configuration.contracts
        policy.isTestCode = isTestCode
        return policy
    }

    /// Whether a path below the audited root is test code, by the rules and the configuration.
    var isTestCode: @Sendable (String) -> Bool {
        { [rules, configuration] path in
            rules.isTestCode(path: path) || configuration.testCode.contains { $0.matches(path) }
        }
    }
}
