package import Classification
import Digests

extension RuleSet {
    /// Reads rules from the texts of their files.
    ///
    /// - Parameters:
    ///   - files: the rules of the tool; the folder of each path is its group: `Rules/Roles/exception.yml`.
    ///   - added: rules of the audited repository: each replaces the rule of its id, or is new.
    ///   - disabled: ids of rules that are left out.
    /// - Throws: everything that is wrong with any of the files.
    package static func load(
        files: [(path: String, text: String)], adding added: [(path: String, text: String)] = [],
        disabling disabled: Set<String> = []
    ) throws(RuleFileError) -> RuleSet {
        let base = RuleFileReader(files: files)
        var parts = base.parts
        let layer = RuleFileReader(
            files: added, callGroups: parts.callGroupNames, domains: parts.domains.map(\.header.id))
        var diagnostics = base.diagnostics + layer.diagnostics
        for (id, group) in layer.parts.groups {
            guard let other = parts.groups[id], other != group else { continue }
            diagnostics.append(
                RuleDiagnostic(
                    path: layer.parts.paths[id] ?? "", line: 1, column: 1,
                    message:
                        "id \"\(id)\" is a rule of \(other.rawValue); a rule replaces one of its own group"))
        }
        guard diagnostics.isEmpty else { throw RuleFileError(diagnostics) }

        parts.remove(Set(layer.parts.paths.keys))
        parts.add(layer.parts)
        parts.remove(disabled)
        // Group and file name only: a copy of the repository in another folder has the same rules.
        let rules = (files + added).filter { $0.path.hasSuffix(".yml") }
            .map { [$0.path.split(separator: "/").suffix(2).joined(separator: "/"), $0.text] }
            .sorted { $0.lexicographicallyPrecedes($1) }
        let digest = Digest(of: rules.joined() + disabled.sorted())
        return parts.ruleSet(digest: digest.hexadecimal)
    }

    /// Every id, for messages about unknown ones.
    package var ids: [String] {
        let headers =
            matchRules.map(\.header) + roleRules.map(\.header) + candidateRules.map(\.header)
            + identifierRules.map(\.header) + domainRules.map(\.header) + findingRules.map(\.header)
            + interfaceRules.map(\.header) + sourceRules.map(\.header) + sinkRules.map(\.header)
        return headers.map(\.id).sorted()
    }
}
