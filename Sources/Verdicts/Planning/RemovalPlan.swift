package import Findings

/// The way from the managers that a domain has to those that it may have.
package struct RemovalPlan: Sendable, Hashable {
    package var domain: String
    package var budget: Int
    /// Every counted manager of the domain, the canonical one among them.
    package var counted: Int
    /// What is to remain; nil where nobody designated one and evidence proposes none.
    package var canonical: ManagerFact?
    /// In order of removal: the least risk first.
    package var steps: [RemovalStep]

    /// How many have to go.
    package var surplus: Int { max(0, counted - budget) }
    /// Those that nothing in the repository can reach or refers to.
    package var dead: [RemovalStep] { steps.filter { $0.risk <= .unreferenced } }
    /// Lines of all definitions that are to go, and of those that can go today.
    package var lines: Int { steps.reduce(0) { $0 + $1.lines } }
    package var deadLines: Int { dead.reduce(0) { $0 + $1.lines } }
    /// Old names that callers import, and that had better stay as aliases of the canonical one for a while.
    package var aliases: [ImportedName] {
        steps.filter { $0.risk > .unreferenced }.flatMap(\.aliases).sorted { $0.name < $1.name }
    }
}

/// The removal of one manager.
package struct RemovalStep: Sendable, Hashable {
    /// What a removal can break, the least first.
    package enum Risk: String, Sendable, Hashable, CaseIterable, Comparable {
        /// Its module cannot be imported.
        case dead
        /// Nothing in the repository imports it or uses it.
        case unreferenced
        /// Files import it, and none uses it.
        case importedOnly = "imported_only"
        /// Test code alone uses it.
        case testsOnly = "tests_only"
        /// Production code uses it, and all of that the canonical one offers too.
        case replaceable
        /// Production code uses it, and it offers something that the canonical one lacks.
        case incompatible
        /// The canonical one inherits it: the two are to become one definition.
        case baseOfCanonical = "base_of_canonical"

        package static func < (left: Risk, right: Risk) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    package var manager: ManagerFact
    package var risk: Risk
    /// What it offers and the canonical one does not: to be moved there first, or given up.
    package var missing: [ManagerMember]
    /// Members of both that are called in different ways.
    package var differences: [MemberDifference]
    /// Files that use it, in order of path.
    package var users: [FileUse]
    /// The names that other files import it by.
    package var aliases: [ImportedName]
    /// The strongest evidence that it duplicates the canonical one, or else another definition.
    package var likeness: Likeness?
    /// Whether the budget leaves room for it: it may stay.
    package var isWithinBudget: Bool

    package struct Likeness: Sendable, Hashable {
        package var kind: DuplicatePair.Kind
        package var score: Double
        package var other: String
    }

    package var lines: Int { manager.endLine - manager.line + 1 }
    package var productionFiles: Int { users.count { !$0.isTestCode } }
    package var testFiles: Int { users.count { $0.isTestCode } }
}

/// One file's uses of a manager.
package struct FileUse: Sendable, Hashable {
    package var path: String
    package var count: Int
    package var isTestCode: Bool

    package init(path: String, count: Int, isTestCode: Bool) {
        self.path = path
        self.count = count
        self.isTestCode = isTestCode
    }
}

/// How callers of a member have to change when they call the canonical one instead.
package struct MemberDifference: Sendable, Hashable {
    package var member: String
    /// Parameters that the canonical one does not take.
    package var dropped: [String]
    /// Arguments that the canonical one demands and the old one did not.
    package var demanded: [String]
    /// The canonical one is a method and the old one a field, or the other way round.
    package var changesKind: Bool
    /// Only one of the two has to be awaited.
    package var changesAwaiting: Bool

    package init(
        member: String, dropped: [String] = [], demanded: [String] = [], changesKind: Bool = false,
        changesAwaiting: Bool = false
    ) {
        self.member = member
        self.dropped = dropped
        self.demanded = demanded
        self.changesKind = changesKind
        self.changesAwaiting = changesAwaiting
    }

    var isEmpty: Bool { dropped.isEmpty && demanded.isEmpty && !changesKind && !changesAwaiting }
}
