import Findings

/// Finds what became of each manager class of one audit in another: the strongest evidence is asked first, and each
/// class is matched once.
struct ManagerMatching {
    /// The least likeness that makes a class the same one, renamed and edited.
    static let threshold = 0.6
    /// The least where both its name and its file are others: three changes at once.
    static let farThreshold = 0.85
    /// The least likeness that makes a new class one that was split off, or a lost one merged: both are there already, so
    /// that chance likeness is likelier.
    static let strictThreshold = 0.75
    /// The least likeness of a class that took over an old name, for it to be the old class and not its successor.
    static let heirThreshold = 0.3

    private let before: [ManagerFact]
    private let after: [ManagerFact]
    private let likeness: Likeness
    /// By dotted name: the class of `after` that the name is bound to, by an alias or by itself.
    private let bound: [String: Int]
    /// By index in `before`: the index in `after`, and why.
    private var matches: [Int: (after: Int, evidence: ManagerChange.Evidence)] = [:]
    private var isTaken: [Bool]

    /// - Parameters:
    ///   - before: in order of path and line, aliases included.
    ///   - after: likewise.
    init(_ before: [ManagerFact], _ after: [ManagerFact]) {
        self.before = before.filter { $0.kind != .alias }
        self.after = after.filter { $0.kind != .alias }
        likeness = Likeness(self.before, self.after)
        isTaken = Array(repeating: false, count: self.after.count)
        var bound = Dictionary(
            self.after.enumerated().map { ($0.element.symbol, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        for alias in after where alias.kind == .alias && bound[alias.symbol] == nil {
            bound[alias.symbol] = alias.target.flatMap { bound[$0] }
        }
        self.bound = bound
    }

    /// One change for each class, those that were there before first, each part in order of path and line.
    mutating func changes() -> [ManagerChange] {
        matchSymbols()
        matchContents()
        matchBindings()
        matchLikeness()
        let kept = Candidates(after, after.indices.filter { isTaken[$0] })
        let fates = before.indices.map { fate(of: $0, among: kept) }
        let sources = Candidates(before, before.indices.filter { matches[$0] != nil })
        return fates + after.indices.filter { !isTaken[$0] }.map { origin(of: $0, among: sources) }
    }

    // MARK: The same manager

    private mutating func match(_ old: Int, _ new: Int, _ evidence: ManagerChange.Evidence) {
        matches[old] = (new, evidence)
        isTaken[new] = true
    }

    private mutating func matchSymbols() {
        var places = Dictionary(grouping: after.indices.reversed()) { [after[$0].path, after[$0].symbol] }
        for old in before.indices {
            let place = [before[old].path, before[old].symbol]
            if let new = places[place]?.popLast() { match(old, new, .symbol) }
        }
    }

    private mutating func matchContents() {
        var bodies = Dictionary(
            grouping: after.indices.filter { !isTaken[$0] && !after[$0].contents.isEmpty },
            by: { after[$0].contents })
        for old in before.indices where matches[old] == nil {
            let candidates = (bodies[before[old].contents] ?? []).filter { isCopy(before[old], after[$0]) }
            guard let new = nearest(to: old, candidates) else { continue }
            match(old, new, .contents)
            bodies[before[old].contents]?.removeAll { $0 == new }
        }
    }

    /// Whether equal contents are more than chance: short bodies, such as those of stubs, need a common name, too.
    private func isCopy(_ left: ManagerFact, _ right: ManagerFact) -> Bool {
        guard !left.contents.isEmpty, left.contents == right.contents else { return false }
        return left.name == right.name
            || left.members.count { !$0.isInherited } > 1 && left.endLine - left.line > 8
    }

    /// The most alike, a common name before all else; the first of equals.
    private func nearest(to old: Int, _ candidates: [Int]) -> Int? {
        candidates.max { left, right in
            let names = (before[old].name == after[left].name, before[old].name == after[right].name)
            if names.0 != names.1 { return names.1 }
            let scores = (likeness.score(old, left), likeness.score(old, right))
            return scores.0 != scores.1 ? scores.0 < scores.1 : left > right
        }
    }

    private mutating func matchBindings() {
        for old in before.indices where matches[old] == nil {
            let heirs = heirs(of: old).filter { !isTaken[$0] }.map { ($0, likeness.score(old, $0)) }
            guard let (new, score) = heirs.max(by: { $0.1 < $1.1 }), score >= Self.heirThreshold else {
                continue
            }
            match(old, new, .binding)
        }
    }

    /// The class that the old name is bound to now, and those that it inherits without a member of its own.
    private func heirs(of old: Int) -> [Int] {
        var found: [Int] = []
        var next = bound[before[old].symbol]
        while let index = next, !found.contains(index) {
            found.append(index)
            let isHollow = after[index].members.allSatisfy { $0.isInherited || $0.name.hasPrefix("_") }
            next = isHollow ? after[index].target.flatMap { bound[$0] } : nil
        }
        return found
    }

    /// The most alike are matched first.
    ///
    /// - Complexity: O(n·m) in the classes of one nature that are left of both.
    private mutating func matchLikeness() {
        let rest = Dictionary(grouping: after.indices.filter { !isTaken[$0] }) { Nature(after[$0]) }
        var pairs: [(score: Double, old: Int, new: Int)] = []
        for old in before.indices where matches[old] == nil {
            for new in rest[Nature(before[old])] ?? [] {
                let score = likeness.score(old, new)
                guard score >= Self.threshold else { continue }
                let isNear = before[old].name == after[new].name || before[old].path == after[new].path
                if isNear || score >= Self.farThreshold { pairs.append((score, old, new)) }
            }
        }
        for pair in pairs.sorted(by: { (-$0.score, $0.old, $0.new) < (-$1.score, $1.old, $1.new) })
        where matches[pair.old] == nil && !isTaken[pair.new] {
            match(pair.old, pair.new, .likeness(pair.score))
        }
    }

    /// What renaming and editing leave as it was: a double or an exception is no implementation.
    private struct Nature: Hashable {
        var domain: String
        var role: Role
        var isTestCode: Bool

        init(_ manager: ManagerFact) {
            domain = manager.domain
            role =
                switch manager.role {
                case .subclassOfManager, .deprecatedWrapper, .other: .implementation
                default: manager.role
                }
            isTestCode = manager.isTestCode
        }
    }

    /// Some managers of a list, by their indices in order.
    private struct Candidates {
        let byNature: [Nature: [Int]]
        let byContents: [String: [Int]]

        init(_ managers: [ManagerFact], _ indices: [Int]) {
            byNature = Dictionary(grouping: indices) { Nature(managers[$0]) }
            byContents = Dictionary(grouping: indices) { managers[$0].contents }
        }
    }

    // MARK: Mergers and splits

    private func fate(of old: Int, among kept: Candidates) -> ManagerChange {
        guard let (new, evidence) = matches[old] else { return end(of: old, among: kept) }
        let isNamed = before[old].qualifiedName == after[new].qualifiedName
        let isPlaced = before[old].path == after[new].path
        let kind: ManagerChange.Kind =
            isNamed ? (isPlaced ? .kept : .moved) : isPlaced ? .renamed : .renamedAndMoved
        return ManagerChange(kind, before: before[old], after: after[new], evidence: evidence)
    }

    private func end(of old: Int, among kept: Candidates) -> ManagerChange {
        if let new = heirs(of: old).first {
            return ManagerChange(.merged, before: before[old], after: after[new], evidence: .binding)
        }
        if let (new, evidence) = best(kept, for: before[old], score: { likeness.score(old, $0) }, in: after) {
            return ManagerChange(.merged, before: before[old], after: after[new], evidence: evidence)
        }
        return ManagerChange(.removed, before: before[old])
    }

    private func origin(of new: Int, among sources: Candidates) -> ManagerChange {
        if let (old, evidence) = best(
            sources, for: after[new], score: { likeness.score($0, new) }, in: before)
        {
            return ManagerChange(.split, before: before[old], after: after[new], evidence: evidence)
        }
        return ManagerChange(.added, after: after[new])
    }

    /// The candidate with the same contents, or else the most alike of the same nature, if alike enough.
    private func best(
        _ candidates: Candidates, for manager: ManagerFact, score: (Int) -> Double, in list: [ManagerFact]
    ) -> (Int, ManagerChange.Evidence)? {
        if let copy = candidates.byContents[manager.contents]?.first(where: { isCopy(manager, list[$0]) }) {
            return (copy, .contents)
        }
        var best: (index: Int, score: Double)?
        for index in candidates.byNature[Nature(manager)] ?? [] {
            let score = score(index)
            if score >= Self.strictThreshold, score > best?.score ?? 0 { best = (index, score) }
        }
        return best.map { ($0.index, .likeness($0.score)) }
    }
}
