import CAllocations
import Glibc

/// What one call of something short took.
struct CallTiming {
    /// Nanoseconds of processor time; the least of all batches, since others only add.
    var nanoseconds: Double
    /// Calls for memory.
    var allocations: Double

    /// Runs batches of work on this thread.
    ///
    /// - Parameter work: does it so many times, and gives something that depends on all of them.
    static func best(
        batches: Int = 60, of count: Int = 50_000, _ work: (Int) throws -> UInt64
    ) rethrows -> CallTiming {
        var best = CallTiming(nanoseconds: .infinity, allocations: .infinity)
        for _ in 0..<batches {
            let allocations = callocations_count()
            let start = threadTime()
            let value = try work(count)
            let time = threadTime() - start
            let made = callocations_count() - allocations
            consume(value)
            best.nanoseconds = min(best.nanoseconds, time / Double(count))
            best.allocations = min(best.allocations, Double(made) / Double(count))
        }
        return best
    }

    private static func threadTime() -> Double {
        var time = timespec()
        // Sound: the C function writes to the struct during the call only.
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}

/// Takes a result that nobody needs, so that the work for it is done.
@inline(never)
func consume(_ value: UInt64) {
    if value == 0x5707_b10c { print("") }
}
