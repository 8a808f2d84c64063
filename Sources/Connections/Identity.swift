/// Who is at the other end of a connection, as authentication found it. No message of the peer changes it.
public struct Identity: Sendable, Hashable {
    /// Compared byte by byte: "é" in one scalar and in two are two users.
    public let userID: String
    /// When the credential ends, in milliseconds since 1970; nil for one that does not.
    public var expiresAt: Int64?

    /// - Returns: nil for an empty user.
    public init?(userID: String, expiresAt: Int64? = nil) {
        guard !userID.isEmpty else { return nil }
        self.userID = userID
        self.expiresAt = expiresAt
    }
}
