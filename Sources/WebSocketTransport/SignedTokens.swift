internal import Connections
internal import Crypto
internal import Foundation

/// JSON Web Tokens signed with HMAC-SHA256 (RFC 7519, RFC 7515 "HS256"): `sub` is the user, `exp` when it ends.
///
/// No other algorithm is known, so that no header can choose a weaker one or none. `nbf` is honoured; a token without
/// `exp` is refused.
public struct SignedTokens: Authenticator {
    private let key: SymmetricKey
    private let leeway: Int64
    private let firstMessage: Bool
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - secret: at least 32 bytes, as RFC 7518 §3.2 demands.
    ///   - leeway: milliseconds by which clocks may differ.
    ///   - now: milliseconds since 1970.
    /// - Returns: nil for a secret that is too short.
    public init?(
        secret: [UInt8], leeway: Int64 = 30_000, acceptsFirstMessage: Bool = true,
        now: (@Sendable () -> Int64)? = nil
    ) {
        guard secret.count >= 32 else { return nil }
        key = SymmetricKey(data: secret)
        self.leeway = leeway
        firstMessage = acceptsFirstMessage
        self.now = now ?? { WallClock.milliseconds() }
    }

    /// As it was made.
    public var acceptsFirstMessage: Bool { firstMessage }

    /// Accepts a token whose signature and time hold.
    public func authenticate(_ credentials: Credentials) -> Authentication {
        guard let token = credentials.token, let identity = identity(of: token) else { return .refused }
        return .accepted(identity)
    }

    private struct Header: Decodable {
        let alg: String
        let crit: [String]?
    }

    private struct Claims: Decodable {
        let sub: String
        let exp: Double
        let nbf: Double?
    }

    /// Whose token it is; nil for one that is not ours, not valid now, or no token.
    func identity(of token: String) -> Identity? {
        guard token.utf8.count <= 8192 else { return nil }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let signature = Self.decode(parts[2]),
            // In constant time.
            HMAC<SHA256>.isValidAuthenticationCode(
                signature, authenticating: Data("\(parts[0]).\(parts[1])".utf8), using: key),
            let header = Self.decode(parts[0]).flatMap({ try? JSONDecoder().decode(Header.self, from: $0) }),
            header.alg == "HS256", header.crit == nil,
            let claims = Self.decode(parts[1]).flatMap({ try? JSONDecoder().decode(Claims.self, from: $0) }),
            let end = Self.milliseconds(claims.exp), end + leeway > now()
        else { return nil }
        if let begin = claims.nbf {
            guard let begin = Self.milliseconds(begin), begin - leeway <= now() else { return nil }
        }
        return Identity(userID: claims.sub, expiresAt: end + leeway)
    }

    /// A token for trying out, and for tests.
    public func token(for userID: String, expiresAt: Int64) -> String {
        struct Made: Encodable {
            let sub: String
            let exp: Int64
        }
        let claims = (try? JSONEncoder().encode(Made(sub: userID, exp: expiresAt / 1000))) ?? Data()
        let signed = "\(Self.encode(Data(#"{"alg":"HS256","typ":"JWT"}"#.utf8))).\(Self.encode(claims))"
        let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: key)
        return "\(signed).\(Self.encode(Data(code)))"
    }

    private static func milliseconds(_ seconds: Double) -> Int64? {
        Int64(exactly: (seconds * 1000).rounded(.down)).flatMap { $0.magnitude < 1 << 52 ? $0 : nil }
    }

    /// Base64url without padding (RFC 7515 §2).
    private static func decode(_ text: Substring) -> Data? {
        guard !text.contains(where: { $0 == "+" || $0 == "/" || $0 == "=" }) else { return nil }
        var standard = String(text).replacing("-", with: "+").replacing("_", with: "/")
        standard += String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        return Data(base64Encoded: standard)
    }

    private static func encode(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=", with: "")
    }
}
