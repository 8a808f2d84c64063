// Forms without a prefix of their own: L9, L11, L13, L14, and L10 with whatever else may be anything.

extension LegacyGrammar {
    static func bare(_ text: LegacyText) -> [LegacyReading] {
        if let rest = text.rest(after: "org"), LegacyText.isHexadecimal(rest, 12) {
            return [digits(.derived, nil, rest)]
        }
        guard text.count == 1 else { return [] }
        let whole = text.last
        if let uuid = LegacyText.uuid(whole) {
            let reading = LegacyReading(.uuid, nil, randomBits: LegacyText.randomBits(uuid)).with {
                $0.uuid = uuid
            }
            guard whole.count == 32, uuid.high | uuid.low != 0 else { return [reading] }
            return [
                reading, LegacyReading(.trace, .trace, randomBits: 128).with { $0.uuid = uuid },
            ]
        }
        var readings: [LegacyReading] = []
        if LegacyText.isHexadecimal(whole, 16) {
            readings += [digits(.trace, .span, whole), derived(whole)]
        }
        if LegacyText.isHexadecimal(whole, 8) {
            readings += [digits(.uuid, nil, whole), derived(whole)]
        }
        if LegacyText.isDigits(whole, 15...21) {
            readings.append(LegacyReading(.foreign, .user, randomBits: 64))
        }
        if LegacyText.isDigits(whole, 12...15) || LegacyText.isDigits(whole, 1...7) {
            readings.append(LegacyReading(.derived, nil))
        }
        return readings + times(text)
    }

    /// A digest of something that may be known: its bits are not random.
    private static func derived(_ part: ArraySlice<UInt8>) -> LegacyReading {
        LegacyReading(.derived, nil).with { $0.suffix = LegacyText.lowercased(part) }
    }

    /// L13: placeholders that stood for users, and the patterns of tests that were stored as IDs.
    static func placeholders(_ text: LegacyText) -> [LegacyReading] {
        let whole = String(decoding: text.bytes, as: UTF8.self)
        func stem(_ word: String) -> Bool { whole.hasPrefix(word) && whole.utf8.count > word.utf8.count }
        let isWord = text.bytes.allSatisfy(LegacyText.isWord)
        if whole == "pending_auth" || whole == "awaiting_auth"
            || isWord && ["temp_auth_", "awaiting_auth_"].contains(where: stem)
            || isWord && stem("defensive_auth_") && text.count > 3 && !text.last.isEmpty
        {
            return [LegacyReading(.foreign, .user)]
        }
        let isInvented = ["non_existent_", "invalid_", "fake_", "dummy_", "sample_"].contains(where: stem)
        guard isWord && isInvented || isHyphenated(text) else { return [] }
        let words = text.bytes.split { !LegacyText.isLetter($0) }
        let named = words.compactMap { kind(String(decoding: $0, as: UTF8.self)) }.first { $0 != .test }
        return [LegacyReading(.foreign, named)]
    }

    /// `test-user-123`, `thread-456`, `e2e-staging_pipeline-v1.2`: a word, `-`, and more.
    private static func isHyphenated(_ text: LegacyText) -> Bool {
        let parts = text.bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last, !last.isEmpty,
            LegacyText.uuid(text.bytes[...]) == nil
        else { return false }
        if first.elementsEqual("e2e".utf8) {
            return text.bytes.allSatisfy {
                LegacyText.isWord($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
            }
        }
        guard !first.isEmpty, first.allSatisfy(LegacyText.isLetter) else { return false }
        if parts.count == 2 {
            return ["thread"].contains { first.elementsEqual($0.utf8) } && LegacyText.isDigits(last, 1...10)
        }
        let isPlain = { (byte: UInt8) in LegacyText.isLetter(byte) || LegacyText.isDigit(byte) }
        return !parts[1].isEmpty && parts[1].allSatisfy(isPlain)
            && parts[2...].joined().allSatisfy { isPlain($0) || $0 == UInt8(ascii: "_") }
    }

    static func clients(_ text: LegacyText) -> [LegacyReading] {
        let whole = text.bytes[...]
        if whole.starts(with: "TXN-".utf8), let time = LegacyText.milliseconds(whole.dropFirst(4)) {
            return [LegacyReading(.client, nil).with { $0.milliseconds = time }]
        }
        let isSmall = { (byte: UInt8) in
            LegacyText.isDigit(byte) || LegacyText.isLetter(byte) && byte & 0x20 != 0
        }
        if whole.starts(with: "SPAN-".utf8), whole.count > 5, whole.dropFirst(5).allSatisfy(isSmall) {
            return [LegacyReading(.client, .span, randomBits: min(46, (whole.count - 5) * 5))]
        }
        guard text.count > 2, (1...11).contains(text.last.count), text.last.allSatisfy(isSmall),
            !endsShort(text), let time = LegacyText.milliseconds(text.fromEnd(1))
        else { return [] }
        return [
            LegacyReading(.client, kind(text.joined(0..<1)), randomBits: min(46, text.last.count * 5)).with {
                $0.milliseconds = time
                $0.prefix = text.joined(0..<text.count - 2)
                $0.suffix = LegacyText.lowercased(text.last)
            }
        ]
    }

    /// What a text of this shape may be, whatever its first word.
    static func anything(_ text: LegacyText) -> [LegacyReading] {
        guard !text.parts[0].isEmpty else { return [] }
        if endsShort(text), text.count > 2 {
            if let time = LegacyText.milliseconds(text.fromEnd(1)) { return timed(text, time) }
            if let counted = timedCounter(text, kind(text.joined(0..<1)), prefixCount: text.count - 3) {
                return [counted]
            }
            guard let counter = LegacyText.number(text.fromEnd(1)), text.fromEnd(1).count <= 10 else {
                return []
            }
            var readings = [
                short(.counted, nil, text).with {
                    $0.counter = counter
                    $0.prefix = text.joined(0..<text.count - 2)
                }
            ]
            if text.fromEnd(1).count == 10 {
                readings.append(short(.timeOnly, nil, text).with { $0.milliseconds = Int64(counter) * 1000 })
            }
            return readings
        }
        let timed = text.count > 1 ? times(text) : []
        guard timed.isEmpty else { return timed }
        // `user_0`, `test_user_123`
        guard (2...3).contains(text.count), LegacyText.isDigits(text.last, 1...18),
            text.parts.dropLast().allSatisfy({ !$0.isEmpty && $0.allSatisfy(LegacyText.isLetter) })
        else { return [] }
        let words = text.parts.dropLast().map { String(decoding: $0, as: UTF8.self) }
        return [LegacyReading(.foreign, words.compactMap { kind($0) }.first { $0 != .test })]
    }

    /// `PREFIX_MS_h8` of a prefix that a caller chose; with two words, the second may be the user of a connection.
    private static func timed(_ text: LegacyText, _ time: Int64) -> [LegacyReading] {
        let end = text.count - 2
        let first = short(.timed, kind(text.joined(0..<1)), text).with {
            $0.milliseconds = time
            $0.prefix = text.joined(0..<end)
        }
        guard end > 1 else { return [first] }
        return [
            first,
            short(.connection, .connection, text).with {
                $0.milliseconds = time
                $0.prefix = text.joined(0..<1)
                $0.user = text.joined(1..<end)
            },
        ]
    }
}
