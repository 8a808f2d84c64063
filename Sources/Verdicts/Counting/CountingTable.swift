package import Findings

/// Managers made ready to be counted by thousands of rules.
package struct CountingTable {
    package let managers: [ManagerFact]
    private var ids: [[UInt8]: Int] = [:]
    /// By manager: numbers of its name and of its path.
    private var names: [Int] = []
    private var files: [Int] = []
    /// By folder at the root: the managers in it.
    private let byFolder: [Substring: [Int]]
    /// The managers in a folder whose names match.
    private var matches: [Subject: [Int]] = [:]
    private var stems: [String: [Int]] = [:]

    private struct Subject: Hashable {
        var pattern: CountingRule.Pattern
        var folder: String?
    }

    package init(_ managers: [ManagerFact]) {
        self.managers = managers
        byFolder = Dictionary(grouping: managers.indices) { managers[$0].path.prefix { $0 != "/" } }
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
        let admitted = matching(Subject(pattern: rule.pattern, folder: rule.folder)).filter {
            rule.admits(managers[$0])
        }
        switch rule.unit {
        case .definitions: return (admitted, admitted.count)
        case .names: return (admitted, Set(admitted.map { names[$0] }).count)
        case .files: return (admitted, Set(admitted.map { files[$0] }).count)
        case .stems:
            let stems = stems(behind: rule.pattern.lastWord ?? "")
            return (admitted, Set(admitted.map { stems[$0] }).count)
        }
    }

    private mutating func matching(_ subject: Subject) -> [Int] {
        if let known = matches[subject] { return known }
        // Trees have hundreds of folders: whatever is deeper stands in one of them as well.
        let near =
            subject.folder.map { byFolder[$0.prefix { $0 != "/" }] ?? [] } ?? Array(managers.indices)
        let found = near.filter { subject.pattern.matches(managers[$0].name) }
        matches[subject] = found
        return found
    }

    private mutating func stems(behind word: String) -> [Int] {
        if let known = stems[word] { return known }
        let found = managers.map { id(of: CountingRule.Pattern.stem($0.name, behind: word)) }
        stems[word] = found
        return found
    }
}
