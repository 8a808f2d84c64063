/// What is to know about an ID before trusting it, in words.
public enum IDWeakness: Hashable, Sendable {
    case showsTime
    /// Versions 1, 2 and 6 of UUID.
    case showsHost
    /// Versions 3 and 5 of UUID, and digests.
    case computed
    /// All bits 0, or all 1.
    case constant
    case holdsUser
    case lacksKind
    /// So many readings.
    case ambiguous(Int)
    /// So many random bits at most, fewer than 64.
    case fewRandomBits(Int)
    case notUnique
    /// Of no kind that this process knows.
    case unknownPrefix
}

extension IDWeakness: CustomStringConvertible {
    /// In words, with the figures that make it one.
    public var description: String {
        switch self {
        case .showsTime: "shows when it was made"
        case .showsHost: "shows when and on which network card it was made"
        case .computed: "computed: who knows what from, knows the ID"
        case .constant: "one constant that anybody may use"
        case .holdsUser: "holds a user: personal data wherever the ID goes"
        case .lacksKind: "does not tell its kind: its column has to"
        case .ambiguous(let count): "can be meant in \(count) ways"
        case .fewRandomBits(let bits):
            "\(bits) random bits at most: two of \(Self.halfway(bits)) are equal more often than not"
        case .notUnique: "nothing keeps two from being equal"
        case .unknownPrefix: "of no kind that is known here"
        }
    }

    /// How many make a collision likelier than none (√(2 ln 2 · 2ⁿ)), to two digits.
    private static func halfway(_ bits: Int) -> String {
        let number = 1.1774 * Double(UInt64(1) << UInt64(bits)).squareRoot()
        var unit = 1.0
        while number / unit >= 100 { unit *= 10 }
        return String(Int((number / unit).rounded() * unit))
    }
}
