import Classification
import Digests
import Findings
import Foundation
import Verdicts
import Yams

extension Configuration {
    package static let fileName = ".ssot.yaml"

    /// The nearest configuration file, in the folder of the path or in one above it; nil if there is none.
    ///
    /// - Parameter path: a file or folder; relative to the working folder.
    package static func find(from path: String) -> String? {
        let url = URL(filePath: path).standardizedFileURL
        var components = url.path(percentEncoded: false).split(separator: "/")
        while true {
            let folder = "/" + components.joined(separator: "/")
            let candidate = folder == "/" ? "/" + fileName : folder + "/" + fileName
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
            if components.isEmpty { return nil }
            components.removeLast()
        }
    }

    /// Reads a configuration from the text of its file.
    /// - Throws: everything that is wrong with it.
    package static func read(path: String, text: String) throws(RuleFileError) -> Configuration {
        var configuration = Configuration()
        configuration.path = path
        configuration.digest = Digest(of: [text]).hexadecimal
        // A file of nothing but comments says nothing.
        let isEmpty = text.split(whereSeparator: \.isNewline).allSatisfy { line in
            let start = line.drop { $0 == " " || $0 == "\t" }
            return start.isEmpty || start.hasPrefix("#")
        }
        if isEmpty { return configuration }

        var diagnostics: [RuleDiagnostic] = []
        guard let root = YAMLDocument.compose(path: path, text: text, &diagnostics) else {
            throw RuleFileError(diagnostics)
        }
        var reader = NodeReader(path: path)
        if let fields = reader.fields(root, of: .configuration) { configuration.take(fields, &reader) }
        guard reader.diagnostics.isEmpty else { throw RuleFileError(reader.diagnostics) }
        return configuration
    }

    /// Looks up the names that only rules and contracts define.
    /// - Throws: unknown domains, ids of rules and contracts.
    package func check(
        domains: [String], ruleIDs: [String], contracts: [String] = []
    ) throws(RuleFileError) {
        var diagnostics: [RuleDiagnostic] = []
        func look(_ name: Name, _ noun: String, _ known: [String]) {
            guard !known.contains(name.text) else { return }
            let ending = Suggestion.ending(for: name.text, among: known, noun: noun + "s")
            diagnostics.append(
                RuleDiagnostic(
                    path: path, line: name.line, column: name.column,
                    message: "unknown \(noun) \"\(name.text)\"\(ending)"))
        }
        for name in namedDomains { look(name, "domain", domains) }
        for name in namedContracts { look(name, "contract", contracts) }
        for name in disabledRules + namedRules { look(name, "rule", ruleIDs) }
        guard diagnostics.isEmpty else { throw RuleFileError(diagnostics) }
    }

    private mutating func take(_ fields: [String: Node], _ reader: inout NodeReader) {
        reader.checkVersion(fields)
        include = fields["include"].flatMap { reader.globs($0, "include", .path) } ?? []
        exclude = fields["exclude"].flatMap { reader.globs($0, "exclude", .path) } ?? []
        testCode = fields["test-code"].flatMap { reader.globs($0, "test-code", .path) } ?? []
        rules = names(fields["rules"], "rules", &reader)
        disabledRules = names(fields["disabled-rules"], "disabled-rules", &reader)
        if let node = fields["counted-roles"], let roles = reader.roles(node, "counted-roles") {
            countedRoles = roles
        }
        for (key, keyNode, value) in fields["canonical"].flatMap({ reader.pairs($0, "canonical") }) ?? [] {
            guard let symbol = symbol(value, &reader) else { continue }
            if key == Self.identifiersKey {
                canonicalIdentifiers = symbol
            } else {
                canonical[key] = symbol
                namedDomains.append(Name(key, keyNode))
            }
        }
        if let node = fields["budgets"] {
            let (budgets, rest) = counts(node, "budgets", &reader)
            policy.budgets = budgets
            policy.defaultBudget = rest ?? policy.defaultBudget
        }
        if let node = fields["test-double-budgets"] {
            (policy.testDoubleBudgets, policy.defaultTestDoubleBudget) = counts(
                node, "test-double-budgets", &reader)
        }
        services = fields["services"].flatMap { reader.texts($0, "services") } ?? []
        for (key, keyNode, value) in fields["contracts"].flatMap({ reader.pairs($0, "contracts") }) ?? [] {
            if key != Self.identifiersKey { namedDomains.append(Name(key, keyNode)) }
            guard let contract = reader.fields(value, of: .contract) else { continue }
            for (term, _, name) in contract["members"].flatMap({ reader.pairs($0, "members") }) ?? [] {
                contracts[key, default: [:]][term] = reader.text(name, "member")
            }
        }
        if let node = fields["gate"] { takeGate(node, &reader) }
        if let node = fields["conformance"] { takeConformance(node, &reader) }
        if let node = fields["waivers"] {
            policy.waivers = reader.list(node, "waivers") { waiver($1, &$0) } ?? []
        }
    }

    /// Numbers by domain, and the one for every other domain.
    private mutating func counts(
        _ node: Node, _ noun: String, _ reader: inout NodeReader
    ) -> ([String: Int], rest: Int?) {
        var counts: [String: Int] = [:]
        var rest: Int?
        for (key, keyNode, value) in reader.pairs(node, noun) ?? [] {
            guard let count = reader.count(value, "budget of \"\(key)\"") else { continue }
            if key == Self.defaultKey {
                rest = count
            } else {
                counts[key] = count
                namedDomains.append(Name(key, keyNode))
            }
        }
        return (counts, rest)
    }

    private func names(_ node: Node?, _ noun: String, _ reader: inout NodeReader) -> [Name] {
        node.flatMap {
            reader.list($0, noun) { reader, node in reader.text(node, noun).map { Name($0, node) } }
        } ?? []
    }

    private func symbol(_ node: Node, _ reader: inout NodeReader) -> Name? {
        guard let text = reader.text(node, "symbol") else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isDotted = parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { $0 == 0x5F || $0 == 0x24 || $0 >= 0x80 || $0.isLetterOrDigit }
        }
        guard isDotted else {
            reader.fail(
                node, "bad symbol \"\(text)\"; write a dotted name, such as app.ws.manager.WebSocketManager")
            return nil
        }
        return Name(text, node)
    }
}

extension Configuration.Name {
    init(_ text: String, _ node: Node) {
        self.init(text: text, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        self >= 0x30 && self <= 0x39 || self >= 0x41 && self <= 0x5A || self >= 0x61 && self <= 0x7A
    }
}
