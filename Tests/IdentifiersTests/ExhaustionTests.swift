import Foundation
import Glibc
import Identifiers
import TestKit
import Testing

/// Processes that have run out of something.
struct ExhaustionTests {
    @Test("C13: with all descriptors used, Foundation's UUID is one constant, and ours are IDs")
    func descriptors() async {
        await #expect(processExitsWith: .success) {
            var limit = rlimit(rlim_cur: 64, rlim_max: 64)
            precondition(unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
            while unsafe open("/dev/null", O_RDONLY) >= 0 {}
            var ours: Set<UnifiedID> = []
            for kind in KindTests.kinds { ours.formUnion(try UnifiedIDManager.generate(kind, count: 1000)) }
            precondition(ours.count == 13_000, "\(ours.count)")
            let secrets = (try Secret.generate(), try Secret.generate())
            precondition(secrets.0 != secrets.1)

            // swift-foundation, _FoundationCShims/uuid.c: opens /dev/urandom and does not look whether it could. When
            // this fails, that was repaired. Another thread may have closed a file meanwhile: so a few may be sound.
            let theirs = (0..<1000).map { _ in
                while unsafe open("/dev/null", O_RDONLY) >= 0 {}
                return UUID().uuidString
            }
            precondition(theirs.count { $0 == "00000000-0000-4000-8000-000000000000" } > 900)
        }
    }

    @Test("C13: without /dev", .enabled(if: geteuid() == 0, "chroot(2) needs root"))
    func noDevices() async throws {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            precondition(unsafe chroot(folder.path) == 0)
            precondition(unsafe chdir("/") == 0)
            let ids = try UnifiedIDManager.generate(.user, count: 1000)
            precondition(Set(ids).count == 1000)
            precondition(Set((0..<1000).map { _ in UUID() }).count == 1)
        }
    }

    @Test("C39: memory does not grow with the IDs made, nor with the threads that made them")
    func memory() async {
        await #expect(processExitsWith: .success) {
            // A leak shows in every round; what a new process loads besides shows in the first ones only.
            let grown = try leastGrowth {
                for _ in 0..<200_000 * effort { _ = try UnifiedIDManager.generateRequestID().description }
            }
            precondition(grown < 64 << 10, "\(grown) bytes")
            let grownByThreads = leastGrowth { for _ in 0..<10_000 { makeInThread() } }
            precondition(grownByThreads < 1 << 20, "\(grownByThreads) bytes")
        }
    }

    @Test("more threads than the pool has slots make IDs all the same")
    func manyThreads() async {
        await #expect(processExitsWith: .success) {
            let gate = Gate()
            let threads = (0..<1200).map { _ in
                let thread = Thread { gate.makeAndWait() }
                thread.stackSize = 64 << 10
                thread.start()
                return thread
            }
            gate.waitForAll(threads.count)
            precondition(gate.distinct == threads.count)
        }
    }
}

/// Holds threads until each has made an ID.
private final class Gate: @unchecked Sendable {
    // Sound: the condition's lock guards both.
    private let condition = NSCondition()
    private var ids: Set<UnifiedID> = []
    private var arrived = 0

    var distinct: Int { ids.count }

    func makeAndWait() {
        let id = try? UnifiedIDManager.generateSpanID()
        condition.lock()
        if let id { ids.insert(id) }
        arrived += 1
        condition.broadcast()
        while arrived < 1200 { condition.wait() }
        condition.unlock()
    }

    func waitForAll(_ count: Int) {
        condition.lock()
        while arrived < count { condition.wait() }
        condition.unlock()
    }
}

private func leastGrowth(_ work: () throws -> Void) rethrows -> Int {
    var least = Int.max
    for _ in 0..<4 {
        let before = residentBytes()
        try work()
        least = min(least, residentBytes() - before)
    }
    return least
}

private func makeInThread() {
    var thread = pthread_t()
    let status = unsafe pthread_create(
        &thread, nil,
        { _ in
            _ = try? UnifiedIDManager.generateRequestID()
            return nil
        }, nil)
    precondition(status == 0)
    pthread_join(thread, nil)
}

/// proc(5), the second figure of statm, in pages of 4 KiB.
private func residentBytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
}
