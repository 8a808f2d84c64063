import CMalloc

/// How the process takes memory from the system.
enum Memory {
    /// Tells the C library to grow one heap in large steps for all threads, and to give nothing back before the end.
    /// By itself it gives each thread a heap that grows page by page, with a system call each: an eighth of the
    /// processor time of a scan.
    static func growInLargeSteps() {
        _ = mallopt(M_ARENA_MAX, 1)
        _ = mallopt(M_TOP_PAD, 16 << 20)
        _ = mallopt(M_TRIM_THRESHOLD, .max)
        // The steps above end the library's own raising of this limit: large arrays would come and go as mappings.
        _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
    }
}
