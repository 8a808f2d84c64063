internal import Connections

/// Tokens that are written down with their users: for trying out, and for tests.
public struct TokenTable: Authenticator {
    private let users: [String: String]
    private let firstMessage: Bool

    /// - Parameter users: each token with its user.
    public init(_ users: [String: String], acceptsFirstMessage: Bool = false) {
        self.users = users
        firstMessage = acceptsFirstMessage
    }

    /// As it was made.
    public var acceptsFirstMessage: Bool { firstMessage }

    /// Accepts a token of the table.
    public func authenticate(_ credentials: Credentials) -> Authentication {
        guard let token = credentials.token, let user = users[token], let identity = Identity(userID: user)
        else { return .refused }
        return .accepted(identity)
    }
}
