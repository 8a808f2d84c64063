package import Findings

extension RemovalPlan {
    /// Plans the removal of every counted manager of a domain but the canonical one.
    ///
    /// - Parameters:
    ///   - canonical: the symbol of the one that is to remain, where it is not the one that the audit marks.
    /// - Complexity: O(n log n) in managers and references.
    package init(_ audit: Audit, domain: String, budget: Int, canonical: String? = nil) {
        let managers = audit.managers.filter { $0.domain == domain }
        let kept = managers.first { manager in
            canonical.map { $0 == manager.symbol } ?? (manager.canonical != .no)
        }
        self.domain = domain
        self.budget = budget
        self.canonical = kept
        counted = managers.count { $0.isCounted }
        let likenesses = Self.likenesses(audit.duplicates, canonical: kept)
        steps = managers.filter { $0.isCounted && $0.place != kept?.place }.map { manager in
            RemovalStep(manager, canonical: kept, likeness: likenesses[manager.place])
        }.sorted { $0.order < $1.order }
        for index in steps.indices { steps[index].isWithinBudget = index >= surplus }
    }

    /// By place: the strongest pair with the canonical one, or else with any other member of the group.
    private static func likenesses(
        _ groups: [DuplicateGroup], canonical: ManagerFact?
    ) -> [[String]: RemovalStep.Likeness] {
        var found: [[String]: RemovalStep.Likeness] = [:]
        for group in groups where group.kind == .class {
            let pairs = group.pairs.sorted { ($0.kind, -$0.score) < ($1.kind, -$1.score) }
            func isCanonical(_ index: Int) -> Bool { group.members[index].place == canonical?.place }
            let direct = pairs.filter { isCanonical($0.left) || isCanonical($0.right) }
            for pair in direct + pairs {
                for (index, other) in [(pair.left, pair.right), (pair.right, pair.left)] {
                    let place = group.members[index].place
                    guard found[place] == nil else { continue }
                    found[place] = RemovalStep.Likeness(
                        kind: pair.kind, score: pair.score, other: group.members[other].symbol)
                }
            }
        }
        return found
    }
}

extension RemovalStep {
    fileprivate init(_ manager: ManagerFact, canonical: ManagerFact?, likeness: Likeness?) {
        self.manager = manager
        self.likeness = likeness
        isWithinBudget = false
        aliases = manager.imports
        let offered = Dictionary(
            (canonical?.members ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        // How an object is made is no member that could be missing; how it has to be made can differ.
        let members = manager.members.filter {
            canonical != nil && ($0.name != "__init__" || offered[$0.name] != nil)
        }
        missing = members.filter { offered[$0.name] == nil }
        differences = members.compactMap { member in
            offered[member.name].map { MemberDifference(from: member, to: $0) }
        }.filter { !$0.isEmpty }
        users = Dictionary(grouping: manager.references, by: \.path).map { path, uses in
            FileUse(
                path: path, count: uses.reduce(0) { $0 + $1.count }, isTestCode: uses[0].isTestCode)
        }.sorted { $0.path < $1.path }
        let isOffered = canonical != nil && missing.isEmpty && differences.isEmpty
        risk =
            if let target = canonical?.target, target == manager.symbol {
                .baseOfCanonical
            } else if manager.isShadowed {
                .dead
            } else if users.isEmpty {
                manager.imports.isEmpty ? .unreferenced : .importedOnly
            } else if users.allSatisfy(\.isTestCode) {
                .testsOnly
            } else {
                isOffered ? .replaceable : .incompatible
            }
    }

    /// Dead ones, unreferenced ones, ones that are imported for nothing, ones in tests; of those that production code uses,
    /// replaceable or not, the fewest production files,
    /// the fewest test files, the least that the canonical one lacks, the fewest lines, and the place.
    fileprivate var order: Order {
        Order(
            numbers: [
                (risk == .incompatible ? .replaceable : risk).rank, productionFiles, testFiles, missing.count,
                differences.count,
                lines,
            ], path: manager.path, line: manager.line)
    }

    fileprivate struct Order: Comparable {
        var numbers: [Int]
        var path: String
        var line: Int

        static func < (left: Order, right: Order) -> Bool {
            if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
            return (left.path, left.line) < (right.path, right.line)
        }
    }
}

extension RemovalStep.Risk {
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension MemberDifference {
    /// What a caller of `old` has to change to call `new`.
    fileprivate init(from old: ManagerMember, to new: ManagerMember) {
        self.init(member: old.name)
        guard old.kind == new.kind else {
            changesKind = true
            return
        }
        changesAwaiting = old.isAsync != new.isAsync
        let taken = Set(new.parameters.map(\.name))
        let known = Set(old.parameters.map(\.name))
        let takesAny = new.parameters.contains { $0.need == .variadic }
        dropped =
            takesAny
            ? [] : old.parameters.filter { !taken.contains($0.name) && $0.need != .variadic }.map(\.name)
        demanded = new.parameters.filter { $0.need == .required && !known.contains($0.name) }.map(\.name)
    }
}

extension ManagerFact {
    fileprivate var place: [String] { [path, symbol, "\(line)"] }
}

extension DuplicateMember {
    fileprivate var place: [String] { [path, symbol, "\(line)"] }
}
