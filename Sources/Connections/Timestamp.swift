internal import Glibc

/// The time of an event's envelope: `2026-11-25T00:49:41.123Z` (RFC 3339), written anew once a millisecond at most.
struct Timestamp {
    private var milliseconds: Int64 = -1
    private(set) var text: [UInt8] = Array("1970-01-01T00:00:00.000Z".utf8)

    static let length = 24

    mutating func set(_ now: Int64) {
        guard now != milliseconds else { return }
        let second = now / 1000
        if second != milliseconds / 1000 || milliseconds < 0 { write(second: second) }
        milliseconds = now
        write(Int(now % 1000), digits: 3, at: 20)
    }

    private mutating func write(second: Int64) {
        let (day, rest) = (Int(second / 86_400), Int(second % 86_400))
        let (year, month, dayOfMonth) = Self.date(day)
        write(year, digits: 4, at: 0)
        write(month, digits: 2, at: 5)
        write(dayOfMonth, digits: 2, at: 8)
        write(rest / 3600, digits: 2, at: 11)
        write(rest / 60 % 60, digits: 2, at: 14)
        write(rest % 60, digits: 2, at: 17)
    }

    private mutating func write(_ number: Int, digits: Int, at offset: Int) {
        var rest = number
        for index in stride(from: offset + digits - 1, through: offset, by: -1) {
            text[index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }

    /// The Gregorian date of a day since 1 January 1970 (Howard Hinnant, "chrono-compatible low-level date
    /// algorithms", civil_from_days).
    static func date(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }
}

/// The time of day.
package enum WallClock {
    /// Milliseconds since 1970, as of the kernel's last tick, 1 to 4 ms ago: 7 ns.
    package static func milliseconds() -> Int64 {
        var time = timespec()
        // Sound: the C function writes to the struct during the call only, and cannot fail for this clock.
        _ = unsafe clock_gettime(CLOCK_REALTIME_COARSE, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
