import Classification
import Findings
import Verdicts
import Yams

extension Configuration {
    mutating func takeGate(_ node: Node, _ reader: inout NodeReader) {
        guard let fields = reader.fields(node, of: .gate) else { return }
        if let node = fields["fail-on"], let severity = reader.severity(node) {
            policy.failingSeverity = severity
        }
        for (rule, ruleNode, value) in fields["severities"].flatMap({ reader.pairs($0, "severities") }) ?? []
        {
            namedRules.append(Name(rule, ruleNode))
            if value.plainText == "off" {
                policy.severities[rule] = .some(nil)
            } else if let severity = reader.severity(value) {
                policy.severities[rule] = severity
            }
        }
        if let node = fields["floors"], let floors = reader.fields(node, of: .floors) {
            policy.floors.definition = floors["definition"].flatMap { percent($0, "definition", &reader) }
            policy.floors.usage = floors["usage"].flatMap { percent($0, "usage", &reader) }
            policy.floors.identifiers = floors["identifiers"].flatMap { percent($0, "identifiers", &reader) }
            for (domain, domainNode, value) in floors["domains"].flatMap({ reader.pairs($0, "domains") })
                ?? []
            {
                namedDomains.append(Name(domain, domainNode))
                policy.floors.domains[domain] = percent(value, "floor of \"\(domain)\"", &reader)
            }
        }
        policy.toleratedSkips =
            fields["tolerate-skips"].flatMap { reader.globs($0, "tolerate-skips", .path) }
            .map { $0.map(\.text) } ?? []
        if let node = fields["baseline"], let text = reader.text(node, "baseline") { baseline = text }
        if let node = fields["stale-baseline"], let text = reader.text(node, "stale-baseline") {
            if text != "note", text != "fail" {
                reader.fail(node, "stale-baseline is \"\(text)\"; write note or fail")
            }
            policy.failsOnStaleBaseline = text == "fail"
        }
    }

    /// `required`, or a mapping of contracts to it.
    mutating func takeConformance(_ node: Node, _ reader: inout NodeReader) {
        if node.plainText == "required" {
            policy.contracts = .every
            return
        }
        guard case .mapping = node else {
            reader.fail(node, "conformance is neither required nor a mapping such as {identifiers: required}")
            return
        }
        var names: [String] = []
        for (contract, keyNode, value) in reader.pairs(node, "conformance") ?? [] {
            if value.plainText != "required" {
                reader.fail(value, "a contract is required, or left out")
            }
            namedContracts.append(Name(contract, keyNode))
            names.append(contract)
        }
        policy.contracts = .some(names)
    }

    private func percent(_ node: Node, _ noun: String, _ reader: inout NodeReader) -> Double? {
        reader.number(node, noun, in: 0...100)
    }

    /// A waiver names a symbol or a path, somebody who answers for it, why, and until when.
    mutating func waiver(_ node: Node, _ reader: inout NodeReader) -> Waiver? {
        guard let fields = reader.fields(node, of: .waiver) else { return nil }
        let rule = fields["rule"].flatMap { reader.text($0, "rule") }
        let owner = fields["owner"].flatMap { reader.text($0, "owner") }
        let reason = fields["reason"].flatMap { reader.text($0, "reason") }
        let symbol = fields["symbol"].flatMap { reader.text($0, "symbol") }
        let path = fields["path"].flatMap { reader.glob($0, "path", .path)?.text }
        if fields["symbol"] == nil && fields["path"] == nil {
            reader.fail(node, "waiver without a place; name a symbol or a path")
        }
        var expires: Day?
        if let node = fields["expires"], let text = reader.text(node, "expires") {
            expires = Day(text)
            if expires == nil {
                reader.fail(node, "expires is \"\(text)\"; write a day such as 2026-12-31")
            }
        }
        guard let rule, let owner, let reason, let expires, symbol != nil || path != nil else { return nil }
        if let node = fields["rule"] { namedRules.append(Name(rule, node)) }
        return Waiver(
            rule: rule, symbol: symbol, path: path, owner: owner, reason: reason, expires: expires,
            origin: Waiver.Origin(path: self.path, line: node.mark?.line ?? 1))
    }
}
