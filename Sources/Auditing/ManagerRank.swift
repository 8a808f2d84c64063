import Findings

/// Which of the managers of a domain others are measured by; less is better: the canonical one, those in reachable
/// production code, the one that the most other files of production use, then by production references, methods, path
/// and line. What a manager's own file does with it says nothing of others.
struct ManagerRank: Comparable {
    /// How many other files of production code use it.
    let users: Int
    private let isCanonical: Bool
    private let isLive: Bool
    private let references: Int
    private let methods: Int
    private let path: String
    private let line: Int

    init(_ manager: ManagerFact) {
        users =
            Set(
                manager.references.lazy.filter { !$0.isTestCode && $0.path != manager.path }.map(\.path)
            ).count
        isCanonical = manager.canonical != .no
        isLive = !manager.isTestCode && !manager.isShadowed
        references = manager.productionReferences
        methods = manager.methodCount
        path = manager.path
        line = manager.line
    }

    static func < (left: ManagerRank, right: ManagerRank) -> Bool {
        if left.isCanonical != right.isCanonical { return left.isCanonical }
        if left.isLive != right.isLive { return left.isLive }
        return (right.users, right.references, right.methods, left.path, left.line)
            < (left.users, left.references, left.methods, right.path, right.line)
    }
}

extension Sequence {
    /// The elements in the order of their managers' ranks, each of which is made once.
    func ranked(_ manager: (Element) -> ManagerFact) -> [Element] {
        map { (element: $0, rank: ManagerRank(manager($0))) }.sorted { $0.rank < $1.rank }.map(\.element)
    }
}
