import Classification
import Yams

extension NodeReader {
    mutating func interface(_ fields: [String: Node], _ header: RuleHeader) -> InterfaceRule? {
        let domain = fields["domain"].flatMap { node in
            choice(
                node, "domain", among: (domains ?? []) + [Configuration.identifiersKey], plural: "domains")
        }
        let members = fields["members"].flatMap { list($0, "members") { $0.interfaceMember($1) } }
        let options = fields["options"].flatMap { list($0, "options") { $0.interfaceOption($1) } }
        guard let domain, let members else { return nil }
        return InterfaceRule(header: header, domain: domain, members: members, options: options ?? [])
    }

    private mutating func interfaceMember(_ node: Node) -> InterfaceRule.Member? {
        guard let fields = fields(node, of: .interfaceMember) else { return nil }
        let term = fields["term"].flatMap { text($0, "term") }
        let level = fields["level"].flatMap { node in
            choice(node, "level", among: InterfaceRule.Level.allCases.map(\.rawValue), plural: "levels")
        }
        let names = fields["names"].flatMap { texts($0, "names") }
        let parameters = fields["parameters"].flatMap {
            list($0, "parameters") { $0.texts($1, "names of a parameter") }
        }
        guard let term, let level = level.flatMap(InterfaceRule.Level.init(rawValue:)), let names else {
            return nil
        }
        return InterfaceRule.Member(term: term, level: level, names: names, parameters: parameters ?? [])
    }

    private mutating func interfaceOption(_ node: Node) -> InterfaceRule.Option? {
        guard let fields = fields(node, of: .interfaceOption) else { return nil }
        let term = fields["term"].flatMap { text($0, "term") }
        let names = fields["names"].flatMap { texts($0, "names") }
        guard let term, let names else { return nil }
        return InterfaceRule.Option(term: term, names: names)
    }
}
