import Findings

/// A demand that a change takes away from the gate that judges it: a new waiver, a raised budget, a grown baseline. Whoever
/// judges a change by the policy that the change itself brings has to say what it was before.
package struct Loosening: Sendable, Hashable {
    /// What is looser, in the words of the file: `budgets websocket`.
    package var subject: String
    package var message: String
    /// The file that loosens; from the audited folder.
    package var path: String
    /// 1-based; 0 where the whole file is meant.
    package var line: Int

    package init(_ subject: String, _ message: String, path: String, line: Int = 0) {
        self.subject = subject
        self.message = message
        self.path = path
        self.line = line
    }

    package static let rule = "loosened-gate"

    func finding(_ rule: RuleText) -> Finding {
        Finding(
            rule: rule.id, severity: rule.severity, symbol: subject, qualifiedName: subject, path: path,
            line: line, message: message, fix: rule.fix)
    }
}

/// Takes what each old thing stands for out of a list of new things: by the closest kinship first, so that what is left
/// has come in addition.
struct Addition<Item> {
    private(set) var added: [Item]
    private var old: [Item]

    init(_ new: [Item], since old: [Item]) {
        added = new
        self.old = old
    }

    mutating func pair(by key: (Item) -> [String]) {
        var counts: [[String]: Int] = [:]
        for item in old { counts[key(item), default: 0] += 1 }
        var taken: [[String]: Int] = [:]
        added = added.filter { item in
            let key = key(item)
            guard let count = counts[key], taken[key, default: 0] < count else { return true }
            taken[key, default: 0] += 1
            return false
        }
        old = old.filter { item in
            let key = key(item)
            guard let count = taken[key], count > 0 else { return true }
            taken[key] = count - 1
            return false
        }
    }
}
