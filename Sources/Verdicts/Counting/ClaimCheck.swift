package import Findings

/// Under which counting rules a claimed figure is true.
package struct ClaimCheck: Sendable, Hashable {
    /// Rules that count the very same definitions in the same unit.
    package struct Hit: Sendable, Hashable {
        /// The one with the fewest conditions.
        package var rule: CountingRule
        /// How many further rules, with more conditions that exclude nothing, count the same.
        package var equivalents: Int
    }

    package var claim: Int
    package var domain: String?
    /// The plainest first.
    package var hits: [Hit]
    /// How many rules were tried.
    package var ruleCount: Int
    /// How many rules give the claim, equivalents included.
    package var hitCount: Int { hits.reduce(0) { $0 + 1 + $1.equivalents } }
    /// How many rules give each of the numbers around the claim: where all are hit, a hit proves little.
    package var neighbours: [Neighbour]

    package struct Neighbour: Sendable, Hashable {
        package var figure: Int
        package var ruleCount: Int
    }

    /// Tries every rule of the grid.
    ///
    /// - Complexity: O(r·n) in rules and managers.
    package init(claim: Int, domain: String?, _ managers: [ManagerFact]) {
        self.claim = claim
        self.domain = domain
        let rules = CountingGrid(managers, domain: domain).rules
        ruleCount = rules.count
        var table = CountingTable(managers)
        var found: [Key: Hit] = [:]
        var order: [Key] = []
        var histogram: [Int: Int] = [:]
        for rule in rules.sorted(by: { $0.conditionCount < $1.conditionCount }) {
            let (admitted, figure) = table.count(rule)
            histogram[figure, default: 0] += 1
            guard figure == claim else { continue }
            let key = Key(unit: rule.unit, admitted: admitted)
            if found[key] == nil {
                found[key] = Hit(rule: rule, equivalents: 0)
                order.append(key)
            } else {
                found[key]?.equivalents += 1
            }
        }
        hits = order.compactMap { found[$0] }
        neighbours = (max(0, claim - 5)...(max(0, claim - 5) + 10)).map {
            Neighbour(figure: $0, ruleCount: histogram[$0] ?? 0)
        }
    }

    private struct Key: Hashable {
        var unit: CountingRule.Unit
        var admitted: [Int]
    }
}
