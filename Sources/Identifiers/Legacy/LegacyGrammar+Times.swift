// L10: a time is all that tells one from the next.

extension LegacyGrammar {
    static func times(_ text: LegacyText) -> [LegacyReading] {
        guard let (milliseconds, used) = time(text) else { return [] }
        let end = text.count - used
        let kind = end > 0 ? kind(text.joined(0..<1)) : nil
        return [
            LegacyReading(.timeOnly, kind).with {
                $0.milliseconds = milliseconds
                $0.prefix = end > 0 && kind != .run ? text.joined(0..<end) : nil
                $0.user = end > 1 && kind == .run ? text.joined(1..<end) : nil
            }
        ]
    }

    /// The time at the text's end, and how many parts it takes.
    private static func time(_ text: LegacyText) -> (milliseconds: Int64, parts: Int)? {
        let last = text.last
        if let time = LegacyText.milliseconds(last) { return (time, 1) }
        if last.count == 10, let seconds = LegacyText.number(last) { return (Int64(seconds) * 1000, 1) }
        if let time = decimal(last) ?? isoTime(last) { return (time, 1) }
        if text.count > 1, LegacyText.isDigits(last, 6...6), LegacyText.isDigits(text.fromEnd(1), 8...8) {
            let date = Array(text.fromEnd(1))
            let clock = Array(last)
            let time = moment(
                (date[0..<4], date[4..<6], date[6..<8]), (clock[0..<2], clock[2..<4], clock[4..<6]))
            return time.map { ($0, 2) }
        }
        return nil
    }

    /// Seconds since 1970 with a fraction: `1693430400.123`.
    private static func decimal(_ part: ArraySlice<UInt8>) -> Int64? {
        let halves = part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard halves.count == 2, halves[0].count == 10, LegacyText.isDigits(halves[1], 1...9),
            let seconds = LegacyText.number(halves[0])
        else { return nil }
        return Int64(seconds) * 1000 + thousandths(halves[1])
    }

    private static func thousandths(_ digits: ArraySlice<UInt8>) -> Int64 {
        let three =
            Array(digits.prefix(3)) + [UInt8](repeating: UInt8(ascii: "0"), count: max(0, 3 - digits.count))
        return Int64(LegacyText.number(three[...]) ?? 0)
    }

    /// `2025-09-08T12:34:56`, with or without a fraction, `Z` or an offset (ISO 8601).
    private static func isoTime(_ part: ArraySlice<UInt8>) -> Int64? {
        var bytes = Array(part)
        guard bytes.count >= 19, bytes.count <= 35 else { return nil }
        for (index, byte) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")]
        where bytes[index] != Array(byte.utf8)[0] { return nil }
        guard
            var time = moment(
                (bytes[0..<4], bytes[5..<7], bytes[8..<10]), (bytes[11..<13], bytes[14..<16], bytes[17..<19]))
        else { return nil }
        bytes.removeFirst(19)
        if bytes.first == UInt8(ascii: ".") {
            let fraction = bytes[1...].prefix(while: LegacyText.isDigit)
            guard (1...9).contains(fraction.count) else { return nil }
            time += thousandths(fraction)
            bytes.removeFirst(1 + fraction.count)
        }
        if bytes.isEmpty || bytes == [UInt8(ascii: "Z")] { return time }
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
            [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[0]),
            let hours = LegacyText.number(bytes[1..<3]), let minutes = LegacyText.number(bytes[4..<6])
        else { return nil }
        let offset = Int64(hours * 60 + minutes) * 60_000
        return bytes[0] == UInt8(ascii: "+") ? time - offset : time + offset
    }

    private typealias Digits = ArraySlice<UInt8>

    /// Milliseconds since 1970 of a date and a time in UTC; nil where there is no such moment.
    private static func moment(_ date: (Digits, Digits, Digits), _ clock: (Digits, Digits, Digits)) -> Int64?
    {
        guard let year = LegacyText.number(date.0), let month = LegacyText.number(date.1),
            let day = LegacyText.number(date.2), let hour = LegacyText.number(clock.0),
            let minute = LegacyText.number(clock.1), let second = LegacyText.number(clock.2),
            (1970...2999).contains(year), (1...12).contains(month), (1...31).contains(day), hour < 24,
            minute < 60,
            second < 61
        else { return nil }
        // Days since 1970 by the civil calendar, years taken to begin in March (Hinnant, chrono algorithms).
        let shifted = Int64(year) - (month <= 2 ? 1 : 0)
        let dayOfYear = (153 * ((Int64(month) + 9) % 12) + 2) / 5 + Int64(day) - 1
        let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        return ((days * 24 + Int64(hour)) * 60 + Int64(minute)) * 60_000 + Int64(second) * 1000
    }
}
