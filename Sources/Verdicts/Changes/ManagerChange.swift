package import Findings

/// What became of one manager between two audits: a class, whatever it is called, not one of its aliases.
package struct ManagerChange: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Same symbol, same file.
        case kept
        /// Another name, in the same file.
        case renamed
        /// The same name, in another file.
        case moved
        case renamedAndMoved = "renamed_and_moved"
        /// Gone, and another manager that was there before took over its name or its contents.
        case merged
        /// Gone.
        case removed
        /// New, and like a manager that is still there.
        case split
        case added
    }

    /// How a manager was recognised.
    package enum Evidence: Sendable, Hashable {
        /// The same dotted name in the same file.
        case symbol
        /// The same tokens, under whatever name.
        case contents
        /// The old dotted name is now bound to the new definition, or to an empty subclass of it.
        case binding
        /// 0 to 1: how much of members, names and paths is common.
        case likeness(Double)
    }

    package var kind: Kind
    /// Nil for what was added; for a split, the one that it is like.
    package var before: ManagerFact?
    /// Nil for what was removed; for a merger, the one that took over.
    package var after: ManagerFact?
    /// Nil for what was added or removed.
    package var evidence: Evidence?

    package init(
        _ kind: Kind, before: ManagerFact? = nil, after: ManagerFact? = nil, evidence: Evidence? = nil
    ) {
        self.kind = kind
        self.before = before
        self.after = after
        self.evidence = evidence
    }

    /// Whether there is one definition less, or one more.
    package var isLoss: Bool { kind == .removed || kind == .merged }
    package var isGain: Bool { kind == .added || kind == .split }

    /// Whether it was there before and still is, with other tokens.
    package var isEdited: Bool {
        guard !isLoss, !isGain, let before, let after else { return false }
        return before.contents != after.contents
    }

    /// The domain that it is told under: where it was, or else where it is.
    package var domain: String { isGain ? after?.domain ?? "" : before?.domain ?? "" }
}
