import Identifiers

// Legacy IDs: what the reference reads of them.

extension ReferenceIDs {
    /// Nil for operations that are not about legacy IDs.
    static func legacyAnswer(_ call: Call) -> Answer? {
        switch call.operation {
        case "readings": .value(.list(UnifiedIDManager.legacyReadings(of: call.text).map(facts)))
        default: nil
        }
    }

    private static func facts(_ reading: LegacyReading) -> Value {
        [
            "form": .text(reading.form.rawValue), "kind": reading.kind.map { .text($0.name) } ?? nil,
            "milliseconds": reading.milliseconds.map(Value.integer) ?? nil,
            "thread": reading.thread.map(Value.text) ?? nil, "user": reading.user.map(Value.text) ?? nil,
        ]
    }
}
