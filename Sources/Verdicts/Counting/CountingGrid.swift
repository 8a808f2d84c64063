package import Findings

/// The counting rules that people use, crossed: unit × name pattern × scope × folder × roles × nesting.
package struct CountingGrid {
    package let rules: [CountingRule]

    /// - Parameter domain: counts one domain: as the audit votes it, and by a word in the name, which is what a search for
    ///   names sees.
    package init(_ managers: [ManagerFact], domain: String?) {
        var subjects: [(pattern: CountingRule.Pattern, domain: String?)] = Self.patterns.map { ($0, domain) }
        if let domain {
            for spelling in Self.spellings(of: domain, in: managers) {
                subjects += [
                    (.contains(spelling), nil), (.sequence(spelling, "Manager"), nil),
                    (.sequenceAtEnd(spelling, "Manager"), nil),
                ]
            }
        }
        let folders = [nil] + Self.folders(of: managers).map(Optional.some)
        var rules: [CountingRule] = []
        for unit in CountingRule.Unit.allCases {
            // A name that ends in the word is its own stem.
            for subject in subjects where unit != .stems || subject.pattern.canCutNames {
                for folder in folders {
                    for scope in CountingRule.Scope.allCases {
                        for roles in Self.roles {
                            for onlyTopLevel in [false, true] {
                                rules.append(
                                    CountingRule(
                                        unit, subject.pattern, scope: scope, folder: folder, roles: roles,
                                        onlyTopLevel: onlyTopLevel, domain: subject.domain))
                            }
                        }
                    }
                }
            }
        }
        self.rules = rules
    }

    /// The rules whose figures are worth a table of their own: every unit and scope, over the whole tree.
    package static func mainRules(domain: String?) -> [CountingRule] {
        let subjects: [(CountingRule.Pattern, CountingRule.Roles)] = [
            (.any, .all), (.any, .classes), (.contains("Manager"), .classes), (.ends("Manager"), .classes),
            (.any, .role(.implementation)), (.any, .counted), (.any, .role(.testDouble)),
        ]
        return subjects.flatMap { pattern, roles in
            [CountingRule.Unit.definitions, .names, .files].flatMap { unit in
                CountingRule.Scope.allCases.map { scope in
                    CountingRule(unit, pattern, scope: scope, roles: roles, domain: domain)
                }
            }
        }
    }

    private static let patterns: [CountingRule.Pattern] = [.any, .contains("Manager"), .ends("Manager")]

    private static let roles: [CountingRule.Roles] = [
        .all, .classes, .counted, .role(.implementation), .role(.testDouble),
    ]

    /// The first folder of each path, in order.
    private static func folders(of managers: [ManagerFact]) -> [String] {
        Set(
            managers.compactMap { manager in
                manager.path.firstIndex(of: "/").map { String(manager.path[..<$0]) }
            }
        ).sorted()
    }

    /// How names of managers spell a domain, in order: `WebSocket`, `Websocket` for `websocket`.
    private static func spellings(of domain: String, in managers: [ManagerFact]) -> [String] {
        let wanted = domain.utf8.filter { $0 != UInt8(ascii: "_") }.map { $0 | 0x20 }
        guard !wanted.isEmpty else { return [] }
        var found: Set<String> = []
        for manager in managers {
            let bytes = Array(manager.name.utf8)
            guard bytes.count >= wanted.count else { continue }
            for start in 0...bytes.count - wanted.count {
                let part = bytes[start..<start + wanted.count]
                // A word begins with a capital, or the name with it.
                guard start == 0 || part.first.map({ $0 & 0x20 == 0 }) ?? false,
                    part.map({ $0 | 0x20 }).elementsEqual(wanted)
                else { continue }
                found.insert(String(decoding: part, as: UTF8.self))
            }
        }
        return found.sorted()
    }
}

extension CountingRule.Pattern {
    /// Whether names go on behind the word that the pattern ends with.
    fileprivate var canCutNames: Bool {
        switch self {
        case .contains, .sequence: true
        case .any, .ends, .sequenceAtEnd: false
        }
    }
}
