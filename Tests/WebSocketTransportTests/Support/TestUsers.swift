import Connections
import WebSocketTransport

/// Who the token names: `alice` is alice. `wrong` is nobody, `alice@5000` ends 5,000 ms after 1970, and `later:alice`
/// is asked for elsewhere.
struct TestUsers: Authenticator {
    var acceptsFirstMessage = false
    /// Answers what is asked for elsewhere.
    var later: @Sendable (String) async -> Identity? = { TestUsers.identity($0) }

    func authenticate(_ credentials: Credentials) -> Authentication {
        guard let token = credentials.token else { return .refused }
        if token.hasPrefix("later:") {
            let (name, later) = (String(token.dropFirst(6)), later)
            return .pending { await later(name) }
        }
        return Self.identity(token).map { .accepted($0) } ?? .refused
    }

    static func identity(_ token: String) -> Identity? {
        let parts = token.split(separator: "@")
        guard let name = parts.first, name != "wrong" else { return nil }
        return Identity(userID: String(name), expiresAt: parts.count > 1 ? Int64(parts[1]) : nil)
    }
}
