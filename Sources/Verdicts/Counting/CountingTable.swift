package import Findings

/// Managers made ready to be counted by thousands of rules.
package struct CountingTable {
    package let managers: [ManagerFact]
    private var ids: [[UInt8]: Int] = [:]
    /// By manager: numbers of its name and of its path.
    private var names: [Int] = []
    private var files: [Int] = []
    /// By pattern: the managers whose names match.
    private var matches: [CountingRule.Pattern: [Int]] = [:]
    private var stems: [String: [Int]] = [:]

    package init(_ managers: [ManagerFact]) {
        self.managers = managers
        // Texts that are equal byte for byte, as SQLite compares them.
        names = managers.map { id(of: Array($0.name.utf8)) }
        files = managers.map { id(of: Array($0.path.utf8)) }
    }

    private mutating func id(of bytes: [UInt8]) -> Int {
        if let known = ids[bytes] { return known }
        ids[bytes] = ids.count
        return ids.count - 1
    }

    /// The managers that a rule counts, by index, and the figure that it gives.
    package mutating func count(_ rule: CountingRule) -> (admitted: [Int], figure: Int) {
        let admitted = matching(rule.pattern).filter { rule.admits(managers[$0]) }
        switch rule.unit {
        case .definitions: return (admitted, admitted.count)
        case .names: return (admitted, Set(admitted.map { names[$0] }).count)
        case .files: return (admitted, Set(admitted.map { files[$0] }).count)
        case .stems:
            let stems = stems(behind: rule.pattern.lastWord ?? "")
            return (admitted, Set(admitted.map { stems[$0] }).count)
        }
    }

    private mutating func matching(_ pattern: CountingRule.Pattern) -> [Int] {
        if let known = matches[pattern] { return known }
        let found = managers.indices.filter { pattern.matches(managers[$0].name) }
        matches[pattern] = found
        return found
    }

    private mutating func stems(behind word: String) -> [Int] {
        if let known = stems[word] { return known }
        let found = managers.map { id(of: CountingRule.Pattern.stem($0.name, behind: word)) }
        stems[word] = found
        return found
    }
}
