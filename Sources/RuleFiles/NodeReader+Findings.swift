import Classification
import Findings
import Yams

extension NodeReader {
    mutating func finding(_ fields: [String: Node], _ header: RuleHeader) -> FindingRule? {
        let severity = fields["severity"].flatMap { self.severity($0) }
        let fix = fields["fix"].flatMap { text($0, "fix") }
        let isAdvice = fields["advice"].flatMap { flag($0, "advice") }
        var settings: [String: FindingRule.Setting] = [:]
        for (key, _, value) in fields["settings"].flatMap({ pairs($0, "settings") }) ?? [] {
            if let setting = setting(value, "setting \"\(key)\"") { settings[key] = setting }
        }
        guard let severity, let fix else { return nil }
        return FindingRule(
            header: header, severity: severity, isAdvice: isAdvice ?? false, fix: fix, settings: settings)
    }

    mutating func severity(_ node: Node) -> Severity? {
        let known = Severity.allCases.map(\.rawValue)
        return choice(node, "severity", among: known, plural: "severities")
            .flatMap { Severity(rawValue: $0) }
    }

    private mutating func setting(_ node: Node, _ noun: String) -> FindingRule.Setting? {
        if let text = node.plainText, Double(text) != nil {
            return number(node, noun, in: -1e9...1e9).map { .number($0) }
        }
        return texts(node, noun).map { .texts($0) }
    }
}
