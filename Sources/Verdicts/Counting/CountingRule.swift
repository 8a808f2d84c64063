package import Findings

/// One way to count managers. The same repository gives very different figures under different rules: a figure without
/// its rule says nothing.
package struct CountingRule: Sendable, Hashable {
    /// What is counted once.
    package enum Unit: String, Sendable, Hashable, CaseIterable {
        case definitions
        /// Distinct simple names.
        case names
        /// Distinct simple names, cut behind the word that the pattern ends with: what a search that prints only what it
        /// matched counts.
        case stems
        /// Files that hold one.
        case files
    }

    package enum Pattern: Sendable, Hashable {
        /// Whatever the manager rules match.
        case any
        case contains(String)
        case ends(String)
        /// One text, and another anywhere behind it: `WebSocket…Manager`.
        case sequence(String, String)
        /// Likewise, at the end of the name.
        case sequenceAtEnd(String, String)
    }

    package enum Scope: String, Sendable, Hashable, CaseIterable {
        case all, production, tests
    }

    package enum Roles: Sendable, Hashable {
        /// Aliases included.
        case all
        /// Classes of any role, without aliases.
        case classes
        case counted
        case role(Role)
    }

    package var unit: Unit
    package var pattern: Pattern
    package var scope: Scope
    /// A folder below the root, without a slash at its end; nil for the whole tree.
    package var folder: String?
    package var roles: Roles
    /// What a search for `^class` at the start of a line sees: no nested and no conditional definitions.
    package var onlyTopLevel: Bool
    /// The domain as the audit votes it; nil for any.
    package var domain: String?

    package init(
        _ unit: Unit, _ pattern: Pattern = .any, scope: Scope = .all, folder: String? = nil,
        roles: Roles = .classes, onlyTopLevel: Bool = false, domain: String? = nil
    ) {
        self.unit = unit
        self.pattern = pattern
        self.scope = scope
        self.folder = folder
        self.roles = roles
        self.onlyTopLevel = onlyTopLevel
        self.domain = domain
    }

    /// How many conditions it makes: of rules that give one figure, the one with the fewest is the plainest.
    package var conditionCount: Int {
        (pattern == .any ? 0 : 1) + (scope == .all ? 0 : 1) + (folder == nil ? 0 : 1)
            + (roles == .all ? 0 : 1) + (onlyTopLevel ? 1 : 0) + (domain == nil ? 0 : 1)
    }

    /// Whether a manager of a matching name is counted.
    func admits(_ manager: ManagerFact) -> Bool {
        switch scope {
        case .all: break
        case .production: if manager.isTestCode { return false }
        case .tests: if !manager.isTestCode { return false }
        }
        switch roles {
        case .all: break
        case .classes: if manager.kind != .class { return false }
        case .counted: if !manager.isCounted { return false }
        case .role(let role): if manager.role != role { return false }
        }
        if let domain, manager.domain != domain { return false }
        if let folder, !manager.path.hasPrefix(folder + "/") { return false }
        return !onlyTopLevel || manager.column == 1
    }
}

extension CountingRule.Pattern {
    /// The word behind which stems are cut; nil for a pattern that need not end a match with one.
    var lastWord: String? {
        switch self {
        case .any: nil
        case .contains(let text), .ends(let text): text
        case .sequence(_, let text), .sequenceAtEnd(_, let text): text
        }
    }

    /// A name up to its first `word`, that included.
    static func stem(_ name: String, behind word: String) -> [UInt8] {
        let bytes = Array(name.utf8)
        return range(of: word, in: bytes).map { Array(bytes[..<($0 + word.utf8.count)]) } ?? bytes
    }

    func matches(_ name: String) -> Bool {
        switch self {
        case .any: true
        case .contains(let text): Self.range(of: text, in: Array(name.utf8)) != nil
        case .ends(let text): name.utf8.reversed().starts(with: text.utf8.reversed())
        case .sequence(let first, let second):
            Self.rest(behind: first, name).map {
                Self.range(of: second, in: $0) != nil
            } ?? false
        case .sequenceAtEnd(let first, let second):
            Self.rest(behind: first, name).map {
                $0.reversed().starts(with: second.utf8.reversed())
            } ?? false
        }
    }

    private static func rest(behind text: String, _ name: String) -> [UInt8]? {
        let bytes = Array(name.utf8)
        return range(of: text, in: bytes).map { Array(bytes[($0 + text.utf8.count)...]) }
    }

    /// Where a text stands first.
    private static func range(of text: String, in bytes: [UInt8]) -> Int? {
        let wanted = Array(text.utf8)
        guard bytes.count >= wanted.count else { return nil }
        return (0...bytes.count - wanted.count).first { bytes[$0...].starts(with: wanted) }
    }
}
