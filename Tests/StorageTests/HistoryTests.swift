import Digests
import Findings
import Storage
import Testing

struct HistoryTests {
    @Test("the history of a root has the figures of each of its scans, oldest first")
    func history() throws {
        let folder = try TemporaryFolder()
        let store = try AuditDatabase(path: folder.path + "/a.sqlite")
        let first = try store.record(ExampleScan.record)
        var other = ExampleScan.record
        other.context.root = "/elsewhere"
        _ = try store.record(other)
        var changed = ExampleScan.record
        changed.inputs = try #require(Digest([UInt8](repeating: 7, count: 32)))
        changed.audit.managers.removeAll { $0.domain == "session" }
        changed.audit.findings = [
            Finding(
                rule: "r", severity: .error, symbol: "s", qualifiedName: "s", path: "a.py", line: 1,
                message: "m")
        ]
        let last = try store.record(changed)

        let history = try store.history(root: "/tree", through: last)
        #expect(history.map(\.scan.id) == [first, last])
        #expect(history.map { $0.domains.first { $0.domain == "session" }?.counted } == [42, nil])
        let sockets = try #require(history[0].domains.first { $0.domain == "websocket" })
        // Two count; 9 of their 11 references reach the canonical one.
        #expect(sockets.counted == 2 && sockets.references == 11 && sockets.toCanonical == 9)
        #expect(history[0].scan.budgets["cache"] == 2)
        #expect(history.map(\.findings) == [ExampleScan.record.audit.findings.count, 1])
        #expect(try store.history(root: "/tree", through: first).count == 1)
        #expect(try store.scan(last)?.context.root == "/tree")
        #expect(try store.scan(99) == nil)
    }

    @Test("scans of equal inputs have equal figures, each its own time and commit")
    func sharedAudit() throws {
        let folder = try TemporaryFolder()
        let store = try AuditDatabase(path: folder.path + "/a.sqlite")
        _ = try store.record(ExampleScan.record)
        var again = ExampleScan.record
        again.context.commit = "def456"
        let last = try store.record(again)
        let history = try store.history(root: "/tree", through: last)
        #expect(history.map(\.scan.context.commit) == ["abc123", "def456"])
        #expect(history[0].domains == history[1].domains)
    }
}
