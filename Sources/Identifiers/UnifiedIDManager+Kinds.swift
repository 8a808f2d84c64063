// The thirteen calls of the manager that this one replaces, by their names. What they once put into an ID stays out of
// it: users, threads and prefixes are accepted, so that callers need not change, and not written.

extension UnifiedIDManager {
    /// - Parameters:
    ///   - userID: not part of the ID: IDs end up in logs and URLs.
    ///   - prefix: not part of the ID: its kind has one.
    public static func generateConnectionID(
        userID: String = "", prefix: String = "conn"
    ) throws(IDError) -> UnifiedID { try generate(.connection) }

    /// An ID of a message.
    public static func generateMessageID() throws(IDError) -> UnifiedID { try generate(.message) }

    /// - Parameter userID: not part of the ID.
    public static func generateSessionID(userID: String? = nil) throws(IDError) -> UnifiedID {
        try generate(.session)
    }

    /// An ID of a request.
    public static func generateRequestID() throws(IDError) -> UnifiedID { try generate(.request) }

    /// An ID of a trace.
    public static func generateTraceID() throws(IDError) -> UnifiedID { try generate(.trace) }

    /// An ID of a span.
    public static func generateSpanID() throws(IDError) -> UnifiedID { try generate(.span) }

    /// An ID of a correlation.
    public static func generateCorrelationID() throws(IDError) -> UnifiedID { try generate(.correlation) }

    /// An ID of an entry of an audit log.
    public static func generateAuditID() throws(IDError) -> UnifiedID { try generate(.audit) }

    /// An ID of a context.
    public static func generateContextID() throws(IDError) -> UnifiedID { try generate(.context) }

    /// - Parameter prefix: not part of the ID.
    public static func generateUserID(prefix: String = "user") throws(IDError) -> UnifiedID {
        try generate(.user)
    }

    /// - Parameter prefix: not part of the ID.
    public static func generateTestID(prefix: String = "test") throws(IDError) -> UnifiedID {
        try generate(.test)
    }

    /// - Parameter threadID: not part of the ID: store it beside the run.
    public static func generateRunID(threadID: String = "") throws(IDError) -> UnifiedID {
        try generate(.run)
    }

    /// An ID of a thread.
    public static func generateThreadID() throws(IDError) -> UnifiedID { try generate(.thread) }
}
