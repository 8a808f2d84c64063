import Classification
import Findings
import Linking

/// How the findings of one rule in Rules/Findings/ are found. To add a rule: its YAML file, and a check of the same
/// id in a file of its own, named in `all`.
package struct Check: Sendable {
    /// The id of the rule.
    package let rule: String
    /// A pure function; the order of what it finds does not matter.
    let find: @Sendable (CheckInputs, FindingRule) -> [Finding]

    /// Every check. Those that look at every class come first, so that workers end together.
    package static let all: [Check] = [
        missingMember, broadcastWithoutAudience, duplicateMethod,
        surplusManager, surplusTestDouble, sameNameManager, clonedManager, overlappingManager,
        placeholderManager, disguisedManager, copiedAcrossServices, clonedIdentifierFunction, deadDuplicate,
        unenforcedLimit, unwrittenCounter,
        ignoredConstructorOption, contractMemberMissing, contractDefault,
        competingCanonical, danglingCanonical, singletonUserState, recipientFromMessage,
        mutableClassRegistry, scatteredIdentifier, weakIdentifier, identifierFormatDrift,
    ]

    /// What all rules of the policy find, in order of path, line, rule and symbol; each symbol once a rule.
    static func run(_ inputs: CheckInputs, jobs: Int) async -> [Finding] {
        let findings = await concurrentMap(all, jobs: jobs) { check in
            inputs.policy.rules.findingRules.first { $0.header.id == check.rule }.map {
                check.find(inputs, $0)
            } ?? []
        }.flatMap { $0 }
        // By index: a finding that a sort moves is a dozen texts retained and released.
        let order = findings.indices.sorted {
            (
                findings[$0].path, findings[$0].line, findings[$0].column, findings[$0].rule,
                findings[$0].symbol
            ) < (
                findings[$1].path, findings[$1].line, findings[$1].column, findings[$1].rule,
                findings[$1].symbol
            )
        }
        var seen: Set<Key> = []
        return order.compactMap { index in
            let finding = findings[index]
            let key = Key(rule: finding.rule, symbol: finding.symbol, path: finding.path)
            return seen.insert(key).inserted ? finding : nil
        }
    }

    private struct Key: Hashable {
        var rule: String
        var symbol: String
        var path: String
    }
}
