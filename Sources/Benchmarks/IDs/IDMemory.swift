import Foundation
import Glibc
import Identifiers

/// How much the resident set grows, in bytes.
enum IDMemory {
    /// By ten million IDs on one thread.
    static func growthByIDs() throws -> Int {
        try growth { for _ in 0..<10_000_000 { consume(try UnifiedIDManager.generateRequestID().low) } }
    }

    /// By 10,000 threads that make one ID each, one after another.
    static func growthByThreads() throws -> Int {
        for _ in 0..<100 { runShortThread() }
        return growth { for _ in 0..<10_000 { runShortThread() } }
    }

    private static func growth(_ work: () throws -> Void) rethrows -> Int {
        _ = residentBytes()
        let before = residentBytes()
        try work()
        return residentBytes() - before
    }

    private static func runShortThread() {
        var thread = pthread_t()
        // Sound: the closure captures nothing, and the thread is joined before its variable ends.
        let status = unsafe pthread_create(
            &thread, nil,
            { _ in
                _ = try? UnifiedIDManager.generateRequestID()
                return nil
            }, nil)
        precondition(status == 0, "a thread can be made")
        pthread_join(thread, nil)
    }

    /// The second figure of proc(5)'s statm, in pages.
    private static func residentBytes() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }
}
