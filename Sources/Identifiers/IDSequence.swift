internal import Synchronization

/// The order of a process's IDs: one atomic word of 46 bits of milliseconds and an 18-bit counter, which only grows.
///
/// Whatever the clock does, each value is greater than every one before it, across all threads (RFC 9562 §6.2, fixed
/// counter). A new millisecond starts the counter at 17 random bits, so that a reader of IDs cannot count them, and
/// that processes do not run in step; at least 131,072 values fit above. Where they do not suffice, or the clock went
/// back, the milliseconds run ahead of the clock.
struct IDSequence: ~Copyable, Sendable {
    /// The last millisecond that 46 bits hold: in the year 4199.
    static let lastMillisecond: Int64 = 1 << 46 - 1

    private let word = Atomic<UInt64>(0)

    /// The next value.
    ///
    /// - Parameters:
    ///   - milliseconds: what the clock shows, since 1970.
    ///   - seed: random bits, asked for where a millisecond begins.
    /// - Throws: `clockOutOfRange`, and what `seed` throws.
    @inline(__always)
    func next(
        at milliseconds: Int64, seed: () throws(IDError) -> UInt64
    ) throws(IDError) -> UInt64 {
        guard milliseconds >= 0, milliseconds <= Self.lastMillisecond else {
            throw .clockOutOfRange(milliseconds: milliseconds)
        }
        let now = UInt64(milliseconds)
        // Relaxed: the word itself is all that threads share, and its changes have one order.
        var old = word.load(ordering: .relaxed)
        while true {
            if old >> 18 >= now {
                let next = word.wrappingAdd(1, ordering: .relaxed).newValue
                // Only the counter of the last millisecond of all can leave the word.
                guard next != 0 else { throw .clockOutOfRange(milliseconds: milliseconds) }
                return next
            }
            let first = now << 18 | (try seed()) & 0x1_ffff
            let (done, current) = word.compareExchange(expected: old, desired: first, ordering: .relaxed)
            if done { return first }
            old = current
        }
    }
}
