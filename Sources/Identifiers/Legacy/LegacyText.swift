/// A text that may be a legacy ID, cut at each `_`. ASCII only, and at most 255 bytes, as columns hold.
struct LegacyText {
    let bytes: [UInt8]
    let parts: [ArraySlice<UInt8>]

    /// Nil where a byte is none of A to Z, a to z, 0 to 9 and `_ - . : + @`, or the text is an ID of today's form.
    init?(_ input: Span<UInt8>) {
        guard (1...255).contains(input.count) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(input.count)
        for index in input.indices {
            let byte = input[index]
            guard Self.isWord(byte) || "-.:+@".utf8.contains(byte) else { return nil }
            bytes.append(byte)
        }
        if let id = try? TypeID(bytes.span), !id.prefix.isEmpty { return nil }
        self.bytes = bytes
        parts = bytes.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    }

    var count: Int { parts.count }
    var last: ArraySlice<UInt8> { parts[count - 1] }

    /// The part so many places before the end; empty where there is none.
    func fromEnd(_ place: Int) -> ArraySlice<UInt8> { place < count ? parts[count - 1 - place] : [] }

    func part(_ index: Int, is word: String) -> Bool {
        index < count && parts[index].elementsEqual(word.utf8)
    }

    /// The parts of a range, joined again.
    func joined(_ range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        let slice = bytes[parts[range.lowerBound].startIndex..<parts[range.upperBound - 1].endIndex]
        return String(decoding: slice, as: UTF8.self)
    }

    /// What follows the first part and its `_`, where that part is the word.
    func rest(after word: String) -> ArraySlice<UInt8>? {
        part(0, is: word) && count > 1 ? bytes[parts[1].startIndex...] : nil
    }

    // MARK: Shapes of a part

    static func isHexadecimal(_ part: ArraySlice<UInt8>, _ count: Int) -> Bool {
        part.count == count && part.allSatisfy { isDigit($0) || ($0 | 0x20) &- UInt8(ascii: "a") < 6 }
    }

    static func isDigits(_ part: ArraySlice<UInt8>, _ counts: ClosedRange<Int>) -> Bool {
        counts.contains(part.count) && part.allSatisfy { isDigit($0) }
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    /// Letters, digits and `_`.
    static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) || byte == UInt8(ascii: "_") }

    /// The number that up to 18 digits are.
    static func number(_ part: ArraySlice<UInt8>) -> UInt64? {
        guard isDigits(part, 1...18) else { return nil }
        return part.reduce(0) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
    }

    /// Milliseconds since 1970, as 13 digits.
    static func milliseconds(_ part: ArraySlice<UInt8>) -> Int64? {
        part.count == 13 ? number(part).map { Int64($0) } : nil
    }

    static func lowercased(_ part: ArraySlice<UInt8>) -> String {
        String(decoding: part, as: UTF8.self).lowercased()
    }

    /// The bits of 32 digits, or of a UUID with hyphens; capitals count as small letters.
    static func uuid(_ part: ArraySlice<UInt8>) -> LegacyReading.UUIDBits? {
        var digits = Array(part)
        if digits.count == 36 {
            for index in [23, 18, 13, 8] {
                guard digits.remove(at: index) == UInt8(ascii: "-") else { return nil }
            }
        }
        guard isHexadecimal(digits[...], 32) else { return nil }
        let lower = digits.map { $0 | 0x20 }
        guard let high = try? Hexadecimal.decode(lower.span, 0..<16),
            let low = try? Hexadecimal.decode(lower.span, 16..<32)
        else { return nil }
        return LegacyReading.UUIDBits(high: high, low: low)
    }

    /// Random bits of a UUID: of version 4 there are 122, of one whose version is unknown at most 74.
    static func randomBits(_ uuid: LegacyReading.UUIDBits) -> Int {
        uuid.high >> 12 & 0xf == 4 && uuid.low >> 62 == 2 ? 122 : 74
    }
}
