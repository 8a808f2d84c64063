import Classification

/// What a made value reads as, and how many of its characters are random: what a slice of it leaves.
struct TextShape: Sendable, Hashable {
    var kind: TextKind
    /// How many characters, where that is known.
    var length: Int?
    /// Where its first character stands in the whole that it was cut from.
    var offset = 0
    /// Whether a UUID's version and variant are among its digits.
    var isUUID = false

    static let uuid = TextShape(kind: .uuid, length: 36, isUUID: true)

    /// Random bits of the characters in a range, as far as the kind of text tells; nil where it does not.
    func bits(of range: Range<Int>) -> Double? {
        switch kind {
        case .uuid,
            .hexadecimal where isUUID:
            return range.reduce(0) { $0 + bitsOfUUID(at: $1 + offset) }
        case .hexadecimal: return 4 * Double(range.count)
        case .base64: return 6 * Double(range.count)
        case .decimal: return Double.log2of10 * Double(range.count)
        case .bytes: return 8 * Double(range.count)
        case .letters: return 5 * Double(range.count)
        case .opaque: return nil
        }
    }

    /// Random bits of one character of a UUID of version 4 (RFC 9562 §5.4): the version's digit has none, the
    /// variant's two.
    private func bitsOfUUID(at index: Int) -> Double {
        if kind == .uuid {
            switch index {
            case 8, 13, 18, 23: return 0
            case 14: return 0
            case 19: return 2
            default: return 4
            }
        }
        return index == 12 ? 0 : index == 16 ? 2 : 4
    }

    /// The characters that a slice with these bounds takes; nil where they are not known.
    func range(from lower: Int?, to upper: Int?) -> Range<Int>? {
        guard let length else {
            // Of a text of unknown length only a prefix is known.
            guard lower ?? 0 == 0, let upper, upper >= 0 else { return nil }
            return 0..<upper
        }
        func place(_ bound: Int) -> Int { min(max(0, bound < 0 ? length + bound : bound), length) }
        let start = place(lower ?? 0)
        return start..<max(start, place(upper ?? length))
    }

    /// What the format calls it: `8 hex`.
    var name: String {
        let count = length.map { "\($0) " } ?? ""
        switch kind {
        case .uuid: return length == 36 ? "uuid" : count + "hex"
        case .hexadecimal: return count + "hex"
        case .base64: return count + "base64"
        case .decimal: return count + (length == nil ? "number" : "digits")
        case .bytes: return count + "bytes"
        case .letters: return count + "letters"
        case .opaque: return "text"
        }
    }
}

extension Double {
    static let log2of10 = 3.321928094887362

    /// The logarithm to base 2 of a positive whole number, to a thousandth.
    static func log2(of number: Double) -> Double {
        guard number > 1, number.isFinite else { return 0 }
        // The exponent, and the mantissa's logarithm by repeated squaring.
        var mantissa = number.significand
        var result = Double(number.exponent)
        var step = 0.5
        for _ in 0..<12 {
            mantissa *= mantissa
            if mantissa >= 2 {
                mantissa /= 2
                result += step
            }
            step /= 2
        }
        return result
    }
}
