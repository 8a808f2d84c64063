internal import Synchronization

// Legacy IDs, and the calls of the manager that this one replaces which dealt in them.

extension UnifiedIDManager {
    /// All ways in which a text may have been meant as a legacy ID, with the facts that it carries.
    ///
    /// None for IDs of today's form, and for what no known system made. More than one means that the text is ambiguous:
    /// what stores or migrates it must ask, not choose.
    public static func legacyReadings(of text: String) -> [LegacyReading] {
        LegacyGrammar.readings(of: text.utf8Span.span)
    }

    /// All ways in which bytes may have been meant as a legacy ID.
    public static func legacyReadings(of bytes: Span<UInt8>) -> [LegacyReading] {
        LegacyGrammar.readings(of: bytes)
    }

    /// A legacy run as the former manager read it: with its thread, of the form with a time first.
    ///
    /// It chose where `legacyReadings(of:)` reports several readings.
    public static func parseRunID(_ text: String) -> LegacyReading? {
        legacyReadings(of: text).first { $0.form == .runOfThread || $0.form == .shortRun }
    }

    /// The thread inside a legacy run; nil for runs of today's form, which hold none.
    public static func extractThreadID(_ run: String) -> String? { parseRunID(run)?.thread }

    /// Whether the text is a run, of today's form or a legacy one.
    public static func validateRunID(_ text: String) -> Bool {
        isValid(text, as: .run) || parseRunID(text) != nil
    }

    /// Whether the text is a thread of today's form, or one that legacy runs may hold: letters, digits, `_` and `-`, not
    /// `_run_`, at most 255.
    public static func validateThreadID(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(256))
        guard (1...255).contains(bytes.count), LegacyText.isDigit(bytes[0]) || LegacyText.isLetter(bytes[0]),
            bytes.allSatisfy({ LegacyText.isWord($0) || $0 == UInt8(ascii: "-") })
        else { return false }
        let mark = Array("_run_".utf8)
        return !bytes.indices.contains { bytes[$0...].starts(with: mark) }
    }

    /// A legacy thread without `thread_` in front. Threads of today's form stay as they are: there it is the kind.
    public static func normalizeThreadID(_ text: String) -> String {
        isValid(text, as: .thread) ? text : LegacyGrammar.withoutPrefix(text)
    }

    /// Whether a legacy run is one of that thread. False for runs of today's form, which do not tell.
    public static func validateIDPair(run: String, thread: String) -> Bool {
        guard let own = extractThreadID(run), !own.isEmpty, !thread.isEmpty else { return false }
        return own.utf8.elementsEqual(normalizeThreadID(thread).utf8)
    }

    /// The thread by what is known: that inside the run, else the thread, else the chat's.
    public static func extractThreadID(
        run: String?, thread: String?, chatThread: String? = nil
    ) -> String? {
        if let run, let inner = extractThreadID(run) { return inner }
        return [thread, chatThread].lazy.compactMap { $0 }.first { !$0.isEmpty }.map(normalizeThreadID)
    }

    // MARK: Deprecated

    /// A run of that thread, by the name of former code. What it is called with is in no ID.
    @available(*, deprecated, message: "call generateRunID(threadID:)")
    public static func generateRunID(
        threadID: String, context: String, file: String = #fileID, line: Int = #line
    ) throws(IDError) -> UnifiedID {
        DeprecatedCalls.note(file, line)
        return try generateRunID(threadID: threadID)
    }

    /// The thread that a legacy run names; nil where it names none.
    @available(*, deprecated, renamed: "extractThreadID(_:)")
    public static func extractThreadIDFromRunID(
        _ run: String, file: String = #fileID, line: Int = #line
    ) -> String? {
        DeprecatedCalls.note(file, line)
        return extractThreadID(run)
    }

    /// The places that still call deprecated functions, as `file:line`, each once, in order.
    public static var deprecatedCallSites: [String] { DeprecatedCalls.sites.withLock { $0.sorted() } }
}

private enum DeprecatedCalls {
    static let sites = Mutex<Set<String>>([])

    static func note(_ file: String, _ line: Int) {
        _ = sites.withLock { $0.insert("\(file):\(line)") }
    }
}
