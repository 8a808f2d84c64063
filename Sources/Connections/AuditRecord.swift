/// One refusal, for the audit trail. Texts are as they came: who writes them to a log escapes them.
public struct AuditRecord: Sendable, Hashable {
    /// Why something was refused.
    public enum Reason: Sendable, Hashable {
        case recipientMismatch
        case missingUser
        case topicDenied
        case otherUser
    }

    /// Why it was refused.
    public let reason: Reason
    /// The connection that was to be reached or changed.
    public let connection: ConnectionID
    /// Whom the connection belongs to; nil before authentication.
    public let owner: String?
    /// Whom the refused call named.
    public let requester: String
    /// The event's type, or the topic's name.
    public let subject: String
}
