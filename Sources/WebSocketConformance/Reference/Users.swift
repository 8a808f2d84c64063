internal import Connections
internal import WebSocketTransport

/// Whom a token names: the user's bytes and the end of the credential, as only the subject writes them.
struct Users: Authenticator {
    let acceptsFirstMessage = false

    static func token(of user: String, expiresAt: Int64?) -> String {
        let digits = user.utf8.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        return digits + "." + (expiresAt.map(String.init) ?? "")
    }

    func authenticate(_ credentials: Credentials) -> Authentication {
        guard let token = credentials.token, let dot = token.firstIndex(of: "."),
            let user = Self.text(token[..<dot]),
            let identity = Identity(userID: user, expiresAt: Int64(token[token.index(after: dot)...]))
        else { return .refused }
        return .accepted(identity)
    }

    private static func text(_ digits: Substring) -> String? {
        let digits = Array(digits.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(byte)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
