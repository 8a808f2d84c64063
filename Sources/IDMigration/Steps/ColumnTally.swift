/// What one pass met in one place of a table.
package struct ColumnTally: Sendable, Hashable, Codable {
    package var name: ColumnName
    package var kind: String
    /// Values by legacy form; `unified` for those that are, `blank` for nothing but white space.
    package var forms: [String: Int] = [:]
    package var unknown = 0
    package var ambiguous = 0
    /// The first unknown or ambiguous values, disguised.
    package var samples: [String] = []
    /// The time that the values hold, in milliseconds since 1970.
    package var earliest: Int64?
    package var latest: Int64?
    /// The longest value that will stand here, and what the column holds at the most.
    package var longest = 0
    package var width: Int?

    private static let sampleLimit = 5

    init(name: ColumnName, kind: String) {
        self.name = name
        self.kind = kind
    }

    package var refused: Int { unknown + ambiguous }

    mutating func note(_ outcome: Translator.Outcome, _ value: ArraySlice<UInt8>) {
        switch outcome {
        case .blank: forms["blank", default: 0] += 1
        case .unknown:
            unknown += 1
            sample(value, "")
        case .ambiguous(let readings):
            ambiguous += 1
            sample(value, ": " + readings.joined(separator: " or "))
        case .mapped(let entry):
            forms[entry.form, default: 0] += 1
            longest = max(longest, entry.unified.count)
            if let time = entry.milliseconds {
                earliest = min(earliest ?? time, time)
                latest = max(latest ?? time, time)
            }
        }
    }

    private mutating func sample(_ value: ArraySlice<UInt8>, _ note: String) {
        guard samples.count < Self.sampleLimit else { return }
        let sample = Self.disguised(value) + note
        if !samples.contains(sample) { samples.append(sample) }
    }

    /// The shape of a value without what it says of a person: letters become `a`, digits `9`.
    static func disguised(_ value: ArraySlice<UInt8>) -> String {
        let shape = value.prefix(40).map { byte -> UInt8 in
            switch byte {
            case 0x30...0x39: UInt8(ascii: "9")
            case 0x41...0x5A: UInt8(ascii: "A")
            case 0x61...0x7A, 0x80...: UInt8(ascii: "a")
            case 0x20...0x7E: byte
            default: UInt8(ascii: "?")
            }
        }
        return String(decoding: shape, as: UTF8.self) + (value.count > 40 ? "…" : "")
    }
}
