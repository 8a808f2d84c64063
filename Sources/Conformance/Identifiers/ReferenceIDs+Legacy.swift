import IDMigration
import Identifiers

// Legacy IDs, and the calls of the manager that the reference replaces.

extension ReferenceIDs {
    /// Nil for operations that are not about legacy IDs.
    static func legacyAnswer(_ call: Call) -> Answer? {
        switch call.operation {
        case "readings": .value(.list(UnifiedIDManager.legacyReadings(of: call.text).map(facts)))
        case "thread-of":
            .optional(
                UnifiedIDManager.extractThreadID(
                    run: call["run"]?.text, thread: call["thread"]?.text, chatThread: call["chat"]?.text),
                "nothing names a thread")
        case "normalise-thread": .value(.text(UnifiedIDManager.normalizeThreadID(call.text)))
        case "validate-thread": .value(.bool(UnifiedIDManager.validateThreadID(call.text)))
        case "pair-check":
            .value(
                .bool(
                    UnifiedIDManager.validateIDPair(
                        run: call["run"]?.text ?? "", thread: call["thread"]?.text ?? "")))
        case "migrate": migrate(call)
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

    private static let translator = try? Translator(key: Array("conformance key of no consequence".utf8))

    private static func migrate(_ call: Call) -> Answer {
        guard let translator, let kind = call.kind else { return .refused("no such kind") }
        return .optional(translator.unified(call.text, kind: kind), "unknown, or to be read in several ways")
    }

    /// Nil for operations that are not about former names.
    static func formerAnswer(_ call: Call) throws(IDError) -> Answer? {
        switch call.operation {
        case "former":
            return try former(call["name"]?.text ?? "").map { .value(.text($0.description)) }
                ?? .unsupported("no such name")
        case "deprecated":
            let calls: any DeprecatedCalls = FormerCalls()
            var made: [Value] = []
            for _ in 0..<(call["times"]?.integer ?? 1) { made.append(.text(try calls.run().description)) }
            let sites = UnifiedIDManager.deprecatedCallSites.filter { $0.contains("ReferenceIDs") }
            return .value(["values": .list(made), "warnings": .integer(Int64(sites.count))])
        default: return nil
        }
    }

    private static func former(_ name: String) throws(IDError) -> UnifiedID? {
        switch name {
        case "generate_run_id": try UnifiedIDManager.generateRunID(threadID: "user123")
        case "generate_thread_id": try UnifiedIDManager.generateThreadID()
        case "generate_connection_id": try UnifiedIDManager.generateConnectionID()
        case "generate_message_id": try UnifiedIDManager.generateMessageID()
        case "generate_session_id": try UnifiedIDManager.generateSessionID()
        case "generate_request_id": try UnifiedIDManager.generateRequestID()
        case "generate_trace_id": try UnifiedIDManager.generateTraceID()
        case "generate_span_id": try UnifiedIDManager.generateSpanID()
        case "generate_correlation_id": try UnifiedIDManager.generateCorrelationID()
        case "generate_audit_id": try UnifiedIDManager.generateAuditID()
        case "generate_context_id": try UnifiedIDManager.generateContextID()
        case "generate_user_id": try UnifiedIDManager.generateUserID()
        case "generate_test_id": try UnifiedIDManager.generateTestID()
        default: nil
        }
    }
}

/// A way to deprecated functions that the compiler does not warn about.
private protocol DeprecatedCalls {
    func run() throws(IDError) -> UnifiedID
}

private struct FormerCalls: DeprecatedCalls {
    @available(*, deprecated)
    func run() throws(IDError) -> UnifiedID {
        try UnifiedIDManager.generateRunID(threadID: "user123", context: "test")
    }
}

extension Answer {
    /// The text, or a refusal where there is none.
    fileprivate static func optional(_ text: String?, _ reason: String) -> Answer {
        text.map { .value(.text($0)) } ?? .refused(reason)
    }
}
