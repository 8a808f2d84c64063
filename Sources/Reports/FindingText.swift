package import Findings
package import Verdicts

extension Finding {
    /// The message; the rule's id where it has none.
    package var text: String { message.isEmpty ? rule : message }

    /// `app/ws.py:12`; the path alone where it speaks of a whole file.
    package var place: String { line > 0 ? "\(path):\(line)" : path }
}

extension JudgedFinding {
    package var isWaived: Bool {
        if case .waived = standing { true } else { false }
    }
}

extension JudgedFinding.Standing {
    /// One word, in which machines and people find it.
    package var word: String {
        switch self {
        case .new: "new"
        case .known(isChanged: false): "known"
        case .known(isChanged: true): "changed"
        case .old: "old"
        case .waived: "waived"
        }
    }
}

extension Waiver {
    /// `waived until 2026-12-31 by ana: the v1 API needs it`.
    package var text: String {
        let end = expires.map { " until \($0)" } ?? ""
        let owner = owner.isEmpty ? "" : " by \(owner)"
        return "waived\(end)\(owner)" + (reason.isEmpty ? "" : ": \(reason)")
    }
}
