import Classification
import Findings
import Yams

/// Reads the files of one layer of rules (those of the tool, or those of an audited repository) into parts of a
/// rule set.
struct RuleFileReader {
    private(set) var parts = RuleParts()
    private(set) var diagnostics: [RuleDiagnostic] = []

    private struct Document {
        var group: RuleGroup
        var path: String
        var root: Node
    }

    /// - Parameters:
    ///   - callGroups: groups of calls that another layer defines.
    ///   - domains: domains that another layer defines.
    init(files: [(path: String, text: String)], callGroups: [String] = [], domains: [String] = []) {
        var documents: [Document] = []
        for file in files {
            guard let group = group(of: file.path) else { continue }
            if let root = YAMLDocument.compose(path: file.path, text: file.text, &diagnostics) {
                documents.append(Document(group: group, path: file.path, root: root))
            }
        }
        documents.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        for group in RuleGroup.allCases {
            for document in documents where document.group == group {
                var reader = NodeReader(path: document.path)
                reader.callGroups = (callGroups + parts.callGroupNames).sorted()
                reader.domains = domains + parts.domains.map(\.header.id)
                read(document, &reader)
                diagnostics += reader.diagnostics
            }
        }
    }

    /// The group that a file's folder names; nil for a file that is none of this reader's, or of no group.
    private mutating func group(of path: String) -> RuleGroup? {
        let components = path.split(separator: "/")
        let folder = components.dropLast().last.map(String.init) ?? ""
        guard let file = components.last, file.hasSuffix(".yml") else {
            // Schemas stand beside the rules.
            if !path.hasSuffix(".json") { fail(path, "not a rule file; end its name in .yml") }
            return nil
        }
        if let group = RuleGroup(rawValue: folder) { return group }
        if RuleGroup.foreign.isDisjoint(with: components.dropLast().suffix(2).map(String.init)) {
            let known = RuleGroup.allCases.map(\.rawValue)
            fail(
                path,
                "unknown rule group \"\(folder)\"\(Suggestion.ending(for: folder, among: known, noun: "folders"))"
            )
        }
        return nil
    }

    private mutating func fail(_ path: String, _ message: String) {
        diagnostics.append(RuleDiagnostic(path: path, line: 1, column: 1, message: message))
    }

    private mutating func read(_ document: Document, _ reader: inout NodeReader) {
        guard let fields = reader.fields(document.root, of: document.group.keys),
            let header = header(fields, document, &reader)
        else { return }
        switch document.group {
        case .calls:
            if let calls = fields["calls"] {
                let converters = fields["converters"].flatMap { reader.texts($0, "converters") }
                parts.calls.append((header, reader.callGroups(calls), Set(converters ?? [])))
            }
        case .domains: parts.domains.append(reader.domain(fields, header))
        case .managers:
            if let rule = matchRule(fields, header, &reader) { parts.managers.append(rule) }
        case .candidates:
            if let rule = matchRule(fields, header, &reader) { parts.candidates.append(rule) }
        case .roles:
            let roles = Role.allCases.map(\.rawValue)
            let role = fields["role"].flatMap { reader.choice($0, "role", among: roles, plural: "roles") }
            if let rule = decision(fields, header, role.flatMap(Role.init(rawValue:)), &reader) {
                parts.roles.append(rule)
            }
        case .identifiers:
            let kinds = IdentifierKind.allCases.map(\.rawValue)
            let kind = fields["identifier"].flatMap {
                reader.choice($0, "identifier kind", among: kinds, plural: "kinds")
            }
            if let rule = decision(fields, header, kind.flatMap(IdentifierKind.init(rawValue:)), &reader) {
                parts.identifiers.append(rule)
            }
        case .findings:
            if let rule = reader.finding(fields, header) { parts.findings.append(rule) }
        case .interfaces:
            if let rule = reader.interface(fields, header) { parts.interfaces.append(rule) }
        case .sources:
            if let rule = reader.source(fields, header) { parts.sources.append(rule) }
        case .sinks:
            if let rule = reader.sink(fields, header) { parts.sinks.append(rule) }
        case .votes: parts.voting = (header, reader.voting(fields))
        case .scopes:
            if header.id != "test-code", let id = fields["id"] {
                reader.fail(id, "unknown scope \"\(header.id)\"; known scopes: test-code")
            }
            if let paths = fields["paths"] {
                parts.testCode = (header, reader.globs(paths, "paths", .path) ?? [])
            }
        }
    }

    private mutating func header(
        _ fields: [String: Node], _ document: Document, _ reader: inout NodeReader
    ) -> RuleHeader? {
        guard let idNode = fields["id"], let id = reader.text(idNode, "id") else { return nil }
        if !id.isRuleID {
            reader.fail(
                idNode, "bad id \"\(id)\"; write lower-case words joined by - or _, such as test-case")
        }
        let stem = document.path.split(separator: "/").last?.dropLast(4) ?? ""
        if id != stem {
            reader.fail(idNode, "id \"\(id)\" is not the file's name \"\(stem)\"; make them one")
        }
        if let other = parts.paths[id] {
            reader.fail(idNode, "id \"\(id)\" is taken by \(other); ids are unique over all groups")
        }
        parts.paths[id] = parts.paths[id] ?? document.path
        parts.groups[id] = parts.groups[id] ?? document.group
        let title = fields["title"].flatMap { reader.text($0, "title") }
        let rationale = fields["rationale"].flatMap { reader.text($0, "rationale") }
        let languages = fields["languages"].flatMap { reader.texts($0, "languages") }
        let examples = fields["examples"].flatMap { reader.examples($0) }
        return RuleHeader(
            id: id, title: title ?? "", rationale: rationale ?? "", languages: languages ?? [],
            examples: examples ?? RuleExamples(), path: document.path)
    }

    private func matchRule(
        _ fields: [String: Node], _ header: RuleHeader, _ reader: inout NodeReader
    ) -> MatchRule? {
        let order = fields["order"].flatMap { reader.count($0, "order") }
        guard let condition = fields["when"].flatMap({ reader.condition($0) }) else { return nil }
        return MatchRule(header: header, order: order ?? 0, condition: condition)
    }

    private func decision<Decision>(
        _ fields: [String: Node], _ header: RuleHeader, _ decision: Decision?, _ reader: inout NodeReader
    ) -> DecisionRule<Decision>? {
        let order = fields["order"].flatMap { reader.count($0, "order") }
        let condition = fields["when"].flatMap { reader.condition($0) }
        guard let order, let condition, let decision else { return nil }
        return DecisionRule(header: header, order: order, decision: decision, condition: condition)
    }
}

extension String {
    /// Lower-case words and digits, joined by single hyphens or underscores, a letter first.
    var isRuleID: Bool {
        guard let first = utf8.first, first >= 0x61, first <= 0x7A, utf8.count <= 64 else { return false }
        let words = utf8.split(omittingEmptySubsequences: false) { $0 == 0x2D || $0 == 0x5F }
        return words.allSatisfy { word in
            !word.isEmpty && word.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 }
        }
    }
}
