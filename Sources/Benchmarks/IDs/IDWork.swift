import Foundation
import Glibc
import Identifiers

/// The paths of the ID manager that have a bar, and what they took.
struct IDWork {
    let name: String
    /// Nanoseconds and allocations an ID.
    let limit: Double
    var allocationLimit: Double = 0
    let timing: CallTiming

    var isWithin: Bool { timing.nanoseconds <= limit && timing.allocations <= allocationLimit + 0.01 }

    /// All paths of one thread.
    static func measureAll() throws -> [IDWork] {
        let text = try UnifiedIDManager.generateRequestID().description
        let trace = try UnifiedIDManager.generateTraceID().description
        return [
            IDWork(
                name: "value, ordered kind", limit: 15,
                timing: try .best { count in
                    var sum: UInt64 = 0
                    for _ in 0..<count { sum &+= try UnifiedIDManager.generateRequestID().low }
                    return sum
                }),
            IDWork(
                name: "value, random kind", limit: 15,
                timing: try .best { count in
                    var sum: UInt64 = 0
                    for _ in 0..<count { sum &+= try UnifiedIDManager.generateUserID().low }
                    return sum
                }),
            IDWork(
                name: "bytes into a buffer", limit: 25,
                timing: try .best(of: 2000) { count in
                    // One buffer a batch, as a writer of a log has it.
                    let bytes = try [UInt8](capacity: count * 90) { output in
                        for _ in 0..<count {
                            try UnifiedIDManager.generateRequestID().write(.typeID, into: &output)
                        }
                    }
                    return UInt64(bytes[bytes.count - 1])
                }),
            IDWork(
                name: "String", limit: 60, allocationLimit: 1,
                timing: try .best { count in
                    var sum: UInt64 = 0
                    for _ in 0..<count {
                        sum &+= UInt64(try UnifiedIDManager.generateRequestID().description.utf8.count)
                    }
                    return sum
                }),
            IDWork(
                name: "String, trace", limit: 60, allocationLimit: 1,
                timing: try .best { count in
                    var sum: UInt64 = 0
                    for _ in 0..<count {
                        sum &+= UInt64(try UnifiedIDManager.generateTraceID().description.utf8.count)
                    }
                    return sum
                }),
            IDWork(
                name: "parse", limit: 35,
                timing: try .best { count in
                    var sum: UInt64 = 0
                    for _ in 0..<count { sum &+= try UnifiedIDManager.parse(text).low }
                    return sum
                }),
            IDWork(
                name: "parse, trace", limit: 35,
                timing: try .best { count in
                    var sum: UInt64 = 0
                    for _ in 0..<count { sum &+= try UnifiedIDManager.parse(trace, as: .trace).low }
                    return sum
                }),
        ]
    }

    /// Strings made by two threads at once: the processor time of the slower thread by the number of all IDs. That is
    /// the wall time where each thread has a core.
    static func measurePair() -> Double {
        var best = Double.infinity
        for _ in 0..<20 {
            let count = 200_000
            let times = ThreadTimes()
            let threads = (0..<2).map { _ in
                joinableThread {
                    let timing = CallTiming.best(batches: 1, of: count) { count in
                        var sum: UInt64 = 0
                        for _ in 0..<count {
                            let text = try? UnifiedIDManager.generateRequestID().description
                            sum &+= UInt64(text?.utf8.count ?? 0)
                        }
                        return sum
                    }
                    times.add([timing.nanoseconds])
                }
            }
            for thread in threads { thread.join() }
            best = min(best, (times.all.max() ?? .infinity) / 2)
        }
        return best
    }

    /// The time under which 99.99 % of the calls stay, on 8 threads, in nanoseconds of wall time.
    static func measureTail() -> Double {
        let count = 100_000
        let times = ThreadTimes()
        let threads = (0..<8).map { _ in
            joinableThread {
                var own: [Double] = []
                own.reserveCapacity(count)
                for _ in 0..<count {
                    let start = ContinuousClock.now
                    let text = try? UnifiedIDManager.generateRequestID().description
                    own.append(seconds(start.duration(to: .now)) * 1e9)
                    consume(UInt64(text?.utf8.count ?? 0))
                }
                times.add(own)
            }
        }
        for thread in threads { thread.join() }
        let sorted = times.all.sorted()
        return sorted[sorted.count * 9999 / 10_000]
    }
}

/// The times that several threads measured.
private final class ThreadTimes: @unchecked Sendable {
    // Sound: the lock guards it.
    private let lock = NSLock()
    private var times: [Double] = []

    var all: [Double] { lock.withLock { times } }

    func add(_ more: [Double]) { lock.withLock { times += more } }
}

/// A thread that can be waited for.
struct JoinableThread {
    fileprivate let done: DispatchSemaphore

    func join() { done.wait() }
}

/// Starts a thread.
func joinableThread(_ work: @escaping @Sendable () -> Void) -> JoinableThread {
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
        work()
        done.signal()
    }
    return JoinableThread(done: done)
}
