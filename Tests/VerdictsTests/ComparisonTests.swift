import Findings
import TestKit
import Testing
import Verdicts

/// What became of each manager: by name, by contents, by what the old name is bound to, by likeness.
struct ComparisonTests {
    private static let interface = "connect disconnect send broadcast heartbeat"

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var before: [ManagerFact]
        var after: [ManagerFact]
        /// `kind before → after (evidence)`, a line each.
        var expected: [String]

        init(_ title: String, _ before: [ManagerFact], _ after: [ManagerFact], _ expected: String...) {
            testDescription = title
            self.before = before
            self.after = after
            self.expected = expected
        }
    }

    private static let hub = ManagerFact.sample(
        "app.hub.SocketManager", "app/hub.py", members: interface, contents: "h1")
    private static let other = ManagerFact.sample(
        "app.queue.QueueManager", "app/queue.py", members: "push pop peek drain size", contents: "q1")

    private static func variant(_ change: (inout ManagerFact) -> Void) -> ManagerFact {
        var fact = hub
        change(&fact)
        return fact
    }

    private static let cases = [
        Case(
            "nothing happens", [hub, other], [hub, other], "kept SocketManager → SocketManager (symbol)",
            "kept QueueManager → QueueManager (symbol)"),
        Case(
            "a class goes", [hub, other], [other], "removed SocketManager",
            "kept QueueManager → QueueManager (symbol)"),
        Case(
            "a class comes", [hub], [hub, other], "kept SocketManager → SocketManager (symbol)",
            "added QueueManager"),
        Case(
            "an edit keeps it", [hub], [variant { $0.contents = "h2" }],
            "kept SocketManager → SocketManager (symbol) edited"),
        Case(
            "lines above move it nowhere", [hub],
            [
                variant {
                    $0.line = 90
                    $0.endLine = 120
                }
            ],
            "kept SocketManager → SocketManager (symbol)"),
        Case(
            "another file, same contents", [hub],
            [.sample("app.net.hub.SocketManager", "app/net/hub.py", members: interface, contents: "h1")],
            "moved SocketManager → SocketManager (contents)"),
        Case(
            "another name, same contents", [hub],
            [.sample("app.hub.LinkManager", "app/hub.py", members: interface, contents: "h1")],
            "renamed SocketManager → LinkManager (contents)"),
        Case(
            "another name and file, same contents, another domain", [hub],
            [.sample("lib.x.LinkManager", "lib/x.py", members: interface, contents: "h1", domain: "other")],
            "renamed_and_moved SocketManager → LinkManager (contents)"),
        Case(
            "a name that a pattern does not find, bound to the old name, edited and grown", [hub],
            [
                .alias(
                    "app.hub.SocketManager", "app/hub.py", of: "app.real._UnifiedSocketManagerImplementation"),
                .sample(
                    "app.real._UnifiedSocketManagerImplementation", "app/real.py",
                    members: interface + " route retry audit trace flush", contents: "u1"),
            ], "renamed_and_moved SocketManager → _UnifiedSocketManagerImplementation (binding) edited"),
        Case(
            "bound by way of an empty subclass", [hub],
            [
                .alias("app.hub.SocketManager", "app/hub.py", of: "app.front.FrontManager"),
                .sample(
                    "app.front.FrontManager", "app/front.py", contents: "f1", role: .subclassOfManager,
                    target: "app.real.Real"),
                .sample("app.real.Real", "app/real.py", members: interface, contents: "r1"),
            ], "renamed_and_moved SocketManager → Real (binding) edited", "added FrontManager"),
        Case(
            "a real consolidation: the old name is bound to one that was there", [hub, other],
            [.alias("app.hub.SocketManager", "app/hub.py", of: "app.queue.QueueManager"), other],
            "merged SocketManager → QueueManager (binding)", "kept QueueManager → QueueManager (symbol)"),
        Case(
            "the old name is bound to a newcomer that has nothing of it", [hub],
            [
                .alias("app.hub.SocketManager", "app/hub.py", of: "app.queue.QueueManager"), other,
            ], "merged SocketManager → QueueManager (binding)", "added QueueManager"),
        Case(
            "one of two copies goes",
            [hub, .sample("app.copy.SocketManager", "app/copy.py", members: interface, contents: "h1")],
            [hub],
            "kept SocketManager → SocketManager (symbol)", "merged SocketManager → SocketManager (contents)"),
        Case(
            "a copy comes", [hub],
            [hub, .sample("app.copy.LinkManager", "app/copy.py", members: interface, contents: "h1")],
            "kept SocketManager → SocketManager (symbol)", "split SocketManager → LinkManager (contents)"),
        Case(
            "renamed and edited, in its file", [hub],
            [.sample("app.hub.SocketHubManager", "app/hub.py", members: interface + " ping", contents: "h2")],
            "renamed SocketManager → SocketHubManager (likeness) edited"),
        Case(
            "as alike, in another domain: not the same", [hub],
            [
                .sample(
                    "app.hub.SocketHubManager", "app/hub.py", members: interface + " ping", contents: "h2",
                    domain: "x")
            ],
            "removed SocketManager", "added SocketHubManager"),
        Case(
            "nothing in common but the name of the kind", [hub],
            [.sample("app.hub.MailManager", "app/hub.py", members: "compose post fetch", contents: "m1")],
            "removed SocketManager", "added MailManager"),
        Case(
            "a double of it is not it", [hub],
            [
                .sample(
                    "tests.hub.SocketManager", "tests/hub.py", members: interface, contents: "d1",
                    role: .testDouble,
                    isTestCode: true)
            ], "removed SocketManager", "added SocketManager"),
        Case(
            "stubs have equal contents by chance",
            [.sample("a.AManager", "a.py", members: "go", contents: "s")],
            [.sample("b.BManager", "b.py", members: "go", contents: "s", domain: "x")], "removed AManager",
            "added BManager"),
        Case(
            "of two candidates the more alike is taken", [hub],
            [
                .sample(
                    "app.hub.SocketGateManager", "app/hub.py", members: "connect disconnect send",
                    contents: "g"),
                .sample("app.hub.SocketHubManager", "app/hub.py", members: interface, contents: "g2"),
            ], "renamed SocketManager → SocketHubManager (likeness) edited",
            "split SocketManager → SocketGateManager (likeness)"),
        Case(
            "two definitions of one name in one file are matched in order",
            [
                hub,
                variant {
                    $0.line = 50
                    $0.contents = "h2"
                },
            ],
            [
                hub,
                variant {
                    $0.line = 60
                    $0.contents = "h2"
                },
            ],
            "kept SocketManager → SocketManager (symbol)", "kept SocketManager → SocketManager (symbol)"),
    ]

    private static func line(_ change: ManagerChange) -> String {
        let names = [change.before, change.after].compactMap { $0?.name }.joined(separator: " → ")
        let evidence =
            switch change.evidence {
            case nil: ""
            case .symbol: " (symbol)"
            case .contents: " (contents)"
            case .binding: " (binding)"
            case .likeness: " (likeness)"
            }
        return "\(change.kind.rawValue) \(names)\(evidence)\(change.isEdited ? " edited" : "")"
    }

    @Test("a manager is followed by the strongest evidence that there is", arguments: cases)
    func matching(example: Case) {
        let comparison = AuditComparison(.sample(example.before), .sample(example.after), budget: { _ in 1 })
        #expect(comparison.changes.map(Self.line) == example.expected)
    }

    @Test("renaming every class to dodge a counter removes nothing")
    func dodge() {
        let before = [Self.hub, Self.other]
        let after = before.map { fact in
            var fact = fact
            fact.name = "_\(fact.name)Impl"
            fact.qualifiedName = fact.name
            fact.symbol = "app.hidden.\(fact.name)"
            fact.path = "app/hidden.py"
            return fact
        }
        let total = AuditComparison(.sample(before), .sample(after), budget: { _ in 1 }).total
        #expect(total.tally(.removed, .merged, .added, .split).definitions == 0)
        #expect(total.tally(.renamedAndMoved).definitions == 2)
        #expect(total.before.counted == total.after.counted)
    }

    @Test("figures add up in every domain, whatever happens", arguments: 0..<40 as Range<UInt64>)
    func sums(seed: UInt64) {
        var random = SplitMix(seed: seed)
        func some() -> [ManagerFact] {
            (0..<Int.random(in: 0...12, using: &random)).map { _ in
                let name = ["A", "B", "SocketHub", "Cache"].randomElement(using: &random) ?? "A"
                let file = ["a", "b", "tests_c"].randomElement(using: &random) ?? "a"
                let members = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                    ["send", "stop", "close", "evict"].randomElement(using: &random) ?? "send"
                }
                return .sample(
                    "\(file).\(name)Manager", "\(file).py", line: Int.random(in: 1...3, using: &random),
                    members: Set(members).sorted().joined(separator: " "),
                    contents: "\(Int.random(in: 0...3, using: &random))",
                    domain: ["websocket", "cache"].randomElement(using: &random) ?? "cache",
                    role: Role.allCases.randomElement(using: &random) ?? .other)
            }.sorted { ($0.path, $0.line) < ($1.path, $1.line) }
        }
        let (before, after) = (some(), some())
        let comparison = AuditComparison(.sample(before), .sample(after), budget: { _ in 1 })
        #expect(comparison.changes.compactMap { $0.isGain ? nil : $0.before } == before)
        let survivors = comparison.changes.compactMap { $0.isLoss ? nil : $0.after }
        #expect(Set(survivors) == Set(after) && survivors.count == after.count)
        for row in comparison.domains + [comparison.total] {
            let (gained, lost) = (row.tally(.added, .split), row.tally(.removed, .merged))
            #expect(
                row.before.definitions + gained.definitions - lost.definitions + row.arrived.definitions
                    - row.left.definitions == row.after.definitions)
            #expect(
                row.before.counted + gained.counted - lost.counted + row.arrived.counted - row.left.counted
                    + row.becameCounted - row.becameUncounted == row.after.counted)
        }
        let same = AuditComparison(.sample(before), .sample(before), budget: { _ in 1 })
        #expect(same.changes.allSatisfy { $0.kind == .kept && !$0.isEdited })
    }
}
