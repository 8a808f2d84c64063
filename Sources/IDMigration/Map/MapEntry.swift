/// One line of the map: what became of one legacy identifier, and what it knew that the new one does not say.
package struct MapEntry: Sendable, Hashable {
    /// The prefix of the kind: `run`.
    package var kind: String
    package var legacy: [UInt8]
    package var unified: [UInt8]
    package var rule: MappingRule
    /// The legacy form: `L1`, `uuid`.
    package var form: String
    /// Milliseconds since 1970 that the legacy identifier held.
    package var milliseconds: Int64?
    /// The thread and the user whose names the legacy identifier held.
    package var thread: [UInt8]?
    package var user: [UInt8]?
}

/// How a legacy identifier becomes a unified one. Each is a pure function of kind, bytes and key.
package enum MappingRule: String, Sendable, Hashable, Codable, CaseIterable {
    /// It is unified already.
    case unchanged
    /// The same 128 bits in the kind's own text.
    case reencoded
    /// A UUID of version 8: its time, or 0, and 74 bits of HMAC-SHA256 of kind and legacy bytes.
    case keyed
}
