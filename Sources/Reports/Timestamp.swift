import Verdicts

/// Moments in words, in UTC.
package enum Timestamp {
    /// `2026-11-24 21:55`.
    ///
    /// - Parameter milliseconds: since 1970.
    package static func text(_ milliseconds: Int64) -> String {
        let day = Day(milliseconds: milliseconds)
        let minute = Int((milliseconds - Int64(day.number) * 86_400_000) / 60_000)
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(day) \(padded(minute / 60)):\(padded(minute % 60))"
    }
}
