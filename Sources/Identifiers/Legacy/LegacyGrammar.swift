/// Reads legacy IDs: every form in which they were stored, as far as it is known.
///
/// No row guesses: a text that can be meant in several ways gets several readings, and the caller decides, or refuses.
enum LegacyGrammar {
    /// All readings of the text; none where it is no legacy ID, or an ID of today's form.
    static func readings(of bytes: Span<UInt8>) -> [LegacyReading] {
        guard let text = LegacyText(bytes) else { return [] }
        let readings =
            runs(text) + threads(text) + connections(text) + sessions(text) + requests(text) + traces(text)
            + contexts(text) + pairs(text) + bare(text) + placeholders(text) + clients(text)
        // What any text of a shape may be is asked only where nothing more is known.
        return unique(readings.isEmpty ? anything(text) : readings)
    }

    private static func unique(_ readings: [LegacyReading]) -> [LegacyReading] {
        var seen: Set<LegacyReading> = []
        return readings.filter { seen.insert($0).inserted }
    }

    /// The kind that a word of a prefix names.
    static func kind(_ word: String) -> IDKind? {
        switch word {
        case "conn", "connection", "ws", "websocket": .connection
        case "msg", "message": .message
        case "sess", "session": .session
        case "req", "request": .request
        case "corr", "correlation": .correlation
        case "ctx", "context": .context
        case "audit", "user", "test", "run", "thread", "trace", "span": IDKind(named: word)
        default: nil
        }
    }

    /// A reading whose last part is 8 hexadecimal digits.
    static func short(_ form: LegacyForm, _ kind: IDKind?, _ text: LegacyText) -> LegacyReading {
        LegacyReading(form, kind, randomBits: 32).with { $0.suffix = LegacyText.lowercased(text.last) }
    }

    static func endsShort(_ text: LegacyText) -> Bool { LegacyText.isHexadecimal(text.last, 8) }

    // MARK: L3 to L8

    private static func threads(_ text: LegacyText) -> [LegacyReading] {
        let start = text.part(0, is: "thread") ? 1 : 0
        guard text.count == start + 3, text.part(start, is: "session"), endsShort(text),
            let time = LegacyText.milliseconds(text.fromEnd(1))
        else { return [] }
        return [short(.sessionThread, .thread, text).with { $0.milliseconds = time }]
    }

    private static func connections(_ text: LegacyText) -> [LegacyReading] {
        // `ws_` goes on with a word that is part of the prefix.
        let start = text.part(0, is: "conn") ? 1 : text.part(0, is: "ws") && text.count > 3 ? 2 : 0
        guard start > 0, endsShort(text) else { return [] }
        let prefix = text.joined(0..<start)
        if let time = LegacyText.milliseconds(text.fromEnd(1)) {
            return [
                short(.connection, .connection, text).with {
                    $0.milliseconds = time
                    $0.prefix = prefix
                    $0.user = text.count > start + 2 ? text.joined(start..<text.count - 2) : nil
                }
            ]
        }
        if let counted = timedCounter(text, .connection, prefixCount: start) { return [counted] }
        guard text.count > start + 1 else { return [] }
        return [
            short(.connection, .connection, text).with {
                $0.prefix = prefix
                $0.user = text.joined(start..<text.count - 1)
            }
        ]
    }

    private static func sessions(_ text: LegacyText) -> [LegacyReading] {
        guard let rest = text.rest(after: "sess") else { return [] }
        if let uuid = LegacyText.uuid(rest), rest.count == 32 {
            return [
                LegacyReading(.session, .session, randomBits: LegacyText.randomBits(uuid)).with {
                    $0.uuid = uuid
                }
            ]
        }
        guard endsShort(text), let time = LegacyText.milliseconds(text.fromEnd(1)) else { return [] }
        return [
            short(.session, .session, text).with {
                $0.milliseconds = time
                $0.user = text.count > 3 ? text.joined(1..<text.count - 2) : nil
            }
        ]
    }

    private static func requests(_ text: LegacyText) -> [LegacyReading] {
        guard let rest = text.rest(after: "req") else { return [] }
        if let uuid = LegacyText.uuid(rest) {
            return [
                LegacyReading(.request, .request, randomBits: LegacyText.randomBits(uuid)).with {
                    $0.uuid = uuid
                }
            ]
        }
        if LegacyText.isHexadecimal(rest, 8) { return [short(.request, .request, text)] }
        if LegacyText.isHexadecimal(rest, 12) { return [digits(.request, .request, rest)] }
        guard text.count == 3, endsShort(text), let time = LegacyText.milliseconds(text.parts[1]) else {
            return []
        }
        return [short(.request, .request, text).with { $0.milliseconds = time }]
    }

    private static func traces(_ text: LegacyText) -> [LegacyReading] {
        if let rest = text.rest(after: "trace") {
            if LegacyText.isHexadecimal(rest, 16) { return [digits(.trace, .trace, rest)] }
            guard let uuid = LegacyText.uuid(rest) else { return [] }
            return [
                LegacyReading(.trace, .trace, randomBits: LegacyText.randomBits(uuid)).with { $0.uuid = uuid }
            ]
        }
        guard let rest = text.rest(after: "span") else { return [] }
        return LegacyText.isHexadecimal(rest, 8) || LegacyText.isHexadecimal(rest, 16)
            ? [digits(.trace, .span, rest)] : []
    }

    private static func contexts(_ text: LegacyText) -> [LegacyReading] {
        if let rest = text.rest(after: "ctx"), LegacyText.isHexadecimal(rest, 16) {
            return [digits(.timed, .context, rest)]
        }
        guard text.count == 3, endsShort(text), let time = LegacyText.milliseconds(text.parts[1]),
            ["audit", "user", "test", "msg", "corr", "ctx"].contains(where: { text.part(0, is: $0) })
        else { return [] }
        return [
            short(.timed, kind(text.joined(0..<1)), text).with { $0.milliseconds = time }
        ]
    }

    /// Digits of a UUID of version 4: of 13 and more, one is always 4.
    static func digits(_ form: LegacyForm, _ kind: IDKind?, _ part: ArraySlice<UInt8>) -> LegacyReading {
        LegacyReading(form, kind, randomBits: part.count * 4 - (part.count > 12 ? 4 : 0)).with {
            $0.suffix = LegacyText.lowercased(part)
        }
    }
}
