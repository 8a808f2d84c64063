// L1, L2 and what looks like them, and L12: runs and threads that were made in pairs.

extension LegacyGrammar {
    static func runs(_ text: LegacyText) -> [LegacyReading] {
        guard endsShort(text) else { return [] }
        if text.part(0, is: "thread") { return runsOfThreads(text) }
        guard text.part(0, is: "run"), text.count > 2 else { return [] }
        let start = text.parts[1..<text.count - 1].firstIndex { !$0.isEmpty } ?? text.count - 1
        var readings = [short(.shortRun, .run, text).with { $0.thread = text.joined(start..<text.count - 1) }]
        if let inner = innerThread(text, start..<text.count - 1) {
            readings.append(short(.shortRun, .run, text).with { $0.thread = inner })
        }
        if let time = LegacyText.milliseconds(text.fromEnd(1)) {
            readings.append(
                short(.timed, .run, text).with {
                    $0.milliseconds = time
                    $0.thread = text.count > 3 ? text.joined(1..<text.count - 2) : nil
                })
        } else if text.count > 3, LegacyText.isDigits(text.fromEnd(1), 1...5) {
            // The time modulo 100 seconds: it says nothing.
            readings.append(
                short(.counted, .run, text).with {
                    $0.thread = withoutPrefix(text.joined(1..<text.count - 2))
                })
        }
        return readings
    }

    private static func runsOfThreads(_ text: LegacyText) -> [LegacyReading] {
        let end = text.count - 3
        guard end > 1, text.part(end, is: "run"), LegacyText.isDigits(text.fromEnd(1), 1...14),
            let time = LegacyText.number(text.fromEnd(1)), time < 1 << 46
        else { return [] }
        var readings = [
            short(.runOfThread, .run, text).with {
                $0.milliseconds = Int64(time)
                $0.thread = withoutPrefix(text.joined(1..<end))
            }
        ]
        if let inner = innerThread(text, 1..<end) {
            readings.append(short(.runOfThread, .run, text).with { $0.thread = withoutPrefix(inner) })
        }
        return readings
    }

    /// What a reader takes for the thread that stops at the first `_run_`; nil where the thread has none.
    private static func innerThread(_ text: LegacyText, _ range: Range<Int>) -> String? {
        guard range.count > 2 else { return nil }
        return (range.lowerBound + 1..<range.upperBound - 1).first { text.part($0, is: "run") }.map {
            text.joined(range.lowerBound..<$0)
        }
    }

    /// Without `thread_` in front, however often it stands there.
    static func withoutPrefix(_ thread: String) -> String {
        var rest = thread.utf8[...]
        while rest.starts(with: "thread_".utf8) { rest = rest.dropFirst(7) }
        return String(decoding: rest, as: UTF8.self)
    }

    /// L12: `thread_OP_N_h8`, `run_OP_N_h8`, `req_OP_N_h8`, `WORD_N_h8` of a known word, and with a time.
    static func pairs(_ text: LegacyText) -> [LegacyReading] {
        guard endsShort(text), text.count > 2, let kind = kind(text.joined(0..<1)), kind != .connection else {
            return []
        }
        if let counted = timedCounter(text, kind, prefixCount: 1) { return [counted] }
        let isRun = text.part(0, is: "run")
        guard LegacyText.isDigits(text.fromEnd(1), 1...10), let counter = LegacyText.number(text.fromEnd(1)),
            !(isRun && text.count < 4),
            !(text.part(0, is: "thread") && text.fromEnd(2).elementsEqual("run".utf8) && text.count > 4)
        else { return [] }
        let middle = text.count > 3 ? text.joined(1..<text.count - 2) : nil
        var readings = [
            short(.counted, kind, text).with {
                $0.counter = counter
                $0.prefix = middle
            }
        ]
        if text.fromEnd(1).count == 10 {
            readings.append(short(.timeOnly, kind, text).with { $0.milliseconds = Int64(counter) * 1000 })
        }
        return readings
    }

    /// L12: `PREFIX_MS_COUNTER_h8`, whose prefix may end in a user.
    static func timedCounter(_ text: LegacyText, _ kind: IDKind?, prefixCount: Int) -> LegacyReading? {
        let end = text.count - 3
        guard end >= 1, endsShort(text), let time = LegacyText.milliseconds(text.fromEnd(2)),
            LegacyText.isDigits(text.fromEnd(1), 1...10), let counter = LegacyText.number(text.fromEnd(1))
        else { return nil }
        return short(.counted, kind, text).with {
            $0.milliseconds = time
            $0.counter = counter
            $0.prefix = text.joined(0..<min(prefixCount, end))
            $0.user = end > prefixCount ? text.joined(prefixCount..<end) : nil
        }
    }
}
