import Classification
import Findings
import Linking
import Outlines

extension Check {
    /// What a contract demands of the canonical manager of a domain, and that manager does not offer.
    static let contractMemberMissing = Check(rule: "contract-member-missing") { inputs, rule in
        let words = ClassMembers.Words(rule)
        return inputs.contractManagers().flatMap { id, interface -> [Finding] in
            let names = inputs.policy.contracts[interface.domain] ?? [:]
            let members = inputs.builder.members(of: id)
            let isClosed = inputs.members.names(ofFamily: id, words) != nil
            return interface.members.compactMap { demand -> Finding? in
                var rule = rule
                if demand.level == .should { rule.severity = max(rule.severity, .note) }
                let accepted = Set((names[demand.term].map { [$0] } ?? demand.names).map(spelling))
                let found = members.filter { accepted.contains(spelling($0.name)) }
                let level = demand.level.rawValue
                guard !found.isEmpty else {
                    guard isClosed else { return nil }
                    let shown = (names[demand.term].map { [$0] } ?? Array(demand.names.prefix(3))).joined(
                        separator: ", ")
                    return inputs.contractFinding(
                        rule, id, interface, demand.term,
                        "has no member for \(demand.term) (\(shown)), which the contract of \"\(interface.domain)\" "
                            + "says it \(level) have")
                }
                let lacks = found.map { member in
                    (member: member, missing: missing(demand.parameters, in: member))
                }
                guard let best = lacks.min(by: { $0.missing.count < $1.missing.count }),
                    let first = best.missing.first
                else { return nil }
                return inputs.contractFinding(
                    rule, id, interface, best.member.name,
                    "\(best.member.name) has no parameter for the \(first[0]), which the contract of "
                        + "\"\(interface.domain)\" says \(demand.term) \(level) take")
            }
        }
    }

    /// A guarantee of the contract that callers have to ask for.
    static let contractDefault = Check(rule: "contract-default") { inputs, rule in
        let off = Set(rule.texts("off-values"))
        return inputs.contractManagers().flatMap { id, interface -> [Finding] in
            let outline = inputs.tree.units[Int(id.file)].outline
            let definition = outline.definitions[Int(id.index)]
            guard
                let method = definition.descendants.range.last(where: {
                    outline.definitions[$0].parent == id.index
                        && outline.names.equals(outline.definitions[$0].name, "__init__")
                })
            else { return [] }
            return interface.options.compactMap { option -> Finding? in
                let accepted = Set(option.names.map(spelling))
                let parameter = outline.definitions[method].parameters.range.map { outline.parameters[$0] }
                    .first {
                        accepted.contains(spelling(outline.names[$0.name]))
                            && $0.defaultText != NameTable.none
                            && off.contains(outline.names[$0.defaultText])
                    }
                guard let parameter else { return nil }
                let name = outline.names[parameter.name]
                return inputs.contractFinding(
                    rule, id, interface, name,
                    "\(name) is \(outline.names[parameter.defaultText]) unless callers ask for it; the contract of "
                        + "\"\(interface.domain)\" says that \(option.term) is on")
            }
        }
    }

    /// A name without regard to how its words are joined: `sendScoped` and `send_scoped` are one.
    private static func spelling(_ name: String) -> String {
        IdentifierWords.split(name).joined(separator: "_")
    }

    /// The parameters that a member does not take.
    private static func missing(_ parameters: [[String]], in member: ManagerMember) -> [[String]] {
        guard member.kind == .method, !member.parameters.contains(where: { $0.need == .variadic }) else {
            return []
        }
        let names = Set(member.parameters.map { spelling($0.name) })
        return parameters.filter { names.isDisjoint(with: $0.map(spelling)) }
    }
}

extension CheckInputs {
    /// The canonical manager of each domain that has a contract, in order of the contracts.
    func contractManagers() -> [(id: DefinitionID, interface: InterfaceRule)] {
        policy.rules.interfaceRules.compactMap { interface in
            if interface.domain == Self.identifiers { return canonicalIdentifiers.map { ($0, interface) } }
            let index = audit.managers.indices.first {
                audit.managers[$0].domain == interface.domain && audit.managers[$0].canonical != .no
                    && !audit.managers[$0].isTestCode
            }
            return index.flatMap { managerIDs[$0] }.map { ($0, interface) }
        }
    }

    private static let identifiers = "identifiers"

    /// Whether the configuration says that a class is the canonical manager of a domain.
    fileprivate func isDesignated(_ id: DefinitionID, _ domain: String) -> Bool {
        let symbol = domain == Self.identifiers ? policy.canonicalIdentifiers : policy.canonical[domain]
        return symbol == tree.dottedName(id)
    }

    fileprivate func contractFinding(
        _ rule: FindingRule, _ id: DefinitionID, _ interface: InterfaceRule, _ part: String, _ message: String
    ) -> Finding {
        let unit = tree.units[Int(id.file)]
        let definition = unit.outline.definitions[Int(id.index)]
        return Finding(
            // Who has designated no manager has not agreed to a contract either.
            rule: rule.header.id,
            severity: isDesignated(id, interface.domain) ? rule.severity : max(rule.severity, .note),
            domain: interface.domain,
            symbol: "\(tree.dottedName(id)).\(part)", qualifiedName: "\(tree.qualifiedName(id)).\(part)",
            path: unit.path, line: Int(definition.line), column: Int(definition.column), message: message,
            fix: rule.fix,
            evidence: [
                Evidence(
                    aspect: .match, rule: rule.header.id, detail: "contract \(interface.header.id): \(part)",
                    line: Int(definition.line))
            ])
    }
}
