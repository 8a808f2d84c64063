import Glibc
import Testing

@testable import Identifiers

/// What fork(2) does to generators. Each test runs in a process of its own, which forks before it has other threads
/// that matter.
struct ForkTests {
    @Test("C11: a process and 8 children that it forks in the middle of work share no ID and no random part")
    func guarded() async {
        await #expect(processExitsWith: .success) {
            let run = try ForkRun(ForkRun.generator(wipes: true))
            precondition(run.distinctIDs == run.count && run.distinctParts == run.count, "\(run)")
        }
    }

    @Test("C11, negative control: without the guard of its pages, the same run repeats itself")
    func unguarded() async {
        await #expect(processExitsWith: .success) {
            let run = try ForkRun(ForkRun.generator(wipes: false))
            precondition(run.distinctIDs < run.count && run.distinctParts < run.count, "\(run)")
        }
    }

    @Test("C11: the manager's own generator, with threads that make IDs while it forks")
    func manager() async {
        await #expect(processExitsWith: .success) {
            for _ in 0..<2 {
                Task.detached { while true { _ = try UnifiedIDManager.generateMessageID() } }
            }
            for _ in 0..<5 {
                let run = try ForkRun(IDGenerator())
                precondition(run.distinctIDs == run.count && run.distinctParts == run.count, "\(run)")
            }
        }
    }
}

/// IDs that a process and its forked children make at once.
private struct ForkRun {
    static let each = 5000
    static let children = 8

    let count = Self.each * (Self.children + 1)
    private(set) var distinctIDs = 0
    /// Of the 56 random bits.
    private(set) var distinctParts = 0

    /// A generator whose clock stands still, so that nothing but its random part tells processes apart.
    static func generator(wipes: Bool) -> IDGenerator {
        let page = TestPage(wipes: wipes)
        return IDGenerator(ScriptedSources(milliseconds: { 1_800_000_000_000 }, random: page.next))
    }

    init(_ generator: IDGenerator) throws {
        for _ in 0..<100 { _ = try generator.generate(.message) }
        let size = count * 16
        let memory = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
        guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
            preconditionFailure("no memory")
        }
        let words = unsafe memory.bindMemory(to: UInt64.self, capacity: count * 2)

        func fill(_ part: Int) throws {
            for index in part * Self.each..<(part + 1) * Self.each {
                let id = try generator.generate(.message)
                unsafe words[2 * index] = id.high
                unsafe words[2 * index + 1] = id.low
            }
        }
        var children: [pid_t] = []
        for child in 1...Self.children {
            let id = fork()
            if id == 0 {
                let status: Int32 = (try? fill(child)) == nil ? 1 : 0
                _exit(status)
            }
            children.append(id)
        }
        try fill(0)
        for child in children {
            var status: Int32 = -1
            guard unsafe waitpid(child, &status, 0) == child, status == 0 else {
                preconditionFailure("a child ended with \(status)")
            }
        }
        var ids: Set<UnifiedID> = []
        var parts: Set<UInt64> = []
        for index in 0..<count {
            let (high, low) = unsafe (words[2 * index], words[2 * index + 1])
            ids.insert(try UnifiedID(.message, high: high, low: low))
            parts.insert(low & (1 << 56 - 1))
        }
        (distinctIDs, distinctParts) = (ids.count, parts.count)
        unsafe munmap(memory, size)
    }
}

/// fork(2), which the Glibc module withholds from Swift: its children may do next to nothing. Those of these tests do.
private func fork() -> pid_t {
    typealias Function = @convention(c) () -> pid_t
    guard let address = unsafe dlsym(nil, "fork") else { preconditionFailure("no fork") }
    return unsafe unsafeBitCast(address, to: Function.self)()
}
