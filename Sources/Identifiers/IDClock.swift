internal import Glibc

/// What the time in an ID is read from. It is the wall clock either way: order comes from the counter.
public enum IDClock: Sendable {
    /// The kernel's time at its last tick, 1 to 10 ms ago (`CLOCK_REALTIME_COARSE`): 7 ns.
    case coarse
    /// The time now (`CLOCK_REALTIME`): 25 ns.
    case precise

    /// Milliseconds since 1970.
    @inline(__always)
    var milliseconds: Int64 {
        var time = timespec()
        // Sound: the C function writes to the struct during the call only. It cannot fail for these clocks.
        _ = unsafe clock_gettime(self == .coarse ? CLOCK_REALTIME_COARSE : CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
