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
        var findings = await concurrentMap(all, jobs: jobs) { check in
            inputs.policy.rules.findingRules.first { $0.header.id == check.rule }.map {
                check.find(inputs, $0)
            } ?? []
        }.flatMap { $0 }
        findings.sort {
            ($0.path, $0.line, $0.column, $0.rule, $0.symbol)
                < ($1.path, $1.line, $1.column, $1.rule, $1.symbol)
        }
        var seen: Set<Key> = []
        return findings.filter {
            seen.insert(Key(rule: $0.rule, symbol: $0.symbol, path: $0.path)).inserted
        }
    }

    private struct Key: Hashable {
        var rule: String
        var symbol: String
        var path: String
    }
}
