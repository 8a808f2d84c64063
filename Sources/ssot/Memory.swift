import CMalloc
import Foundation

/// How the process takes memory from the system.
enum Memory {
    /// Tells the C library to grow its heaps in large steps, one a processor, and to give nothing back before the end.
    /// By itself it grows them page by page, with a system call each: an eighth of the processor time of a scan. With one
    /// heap for all threads these wait for one another: a twelfth of the time that passes.
    static func growInLargeSteps() {
        _ = mallopt(M_ARENA_MAX, Int32(clamping: ProcessInfo.processInfo.activeProcessorCount + 1))
        // As large as a thread's heap can be: it is taken whole then, and a page counts when it is first used.
        _ = mallopt(M_TOP_PAD, 64 << 20)
        _ = mallopt(M_TRIM_THRESHOLD, .max)
        // The steps above end the library's own raising of this limit: large arrays would come and go as mappings.
        _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
    }
}
