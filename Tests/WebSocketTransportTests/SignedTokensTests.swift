import Connections
import Crypto
import Foundation
import Testing

@testable import WebSocketTransport

@Suite("Signed tokens")
struct SignedTokensTests {
    private static let secret = Array("a secret of no less than 32 bytes".utf8)
    private static let now: Int64 = 1_700_000_000_000

    private func tokens(leeway: Int64 = 0) throws -> SignedTokens {
        let tokens = SignedTokens(secret: Self.secret, leeway: leeway, now: { Self.now })
        return try #require(tokens)
    }

    private static func encode(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// A token as another program would make it.
    private static func token(
        _ claims: String, header: String = #"{"alg":"HS256"}"#, secret: [UInt8] = secret
    ) -> String {
        let signed = "\(encode(header.utf8)).\(encode(claims.utf8))"
        let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: SymmetricKey(data: secret))
        return "\(signed).\(encode(code))"
    }

    @Test("a token says its user, and when it ends")
    func sound() throws {
        let exp = Self.now / 1000 + 60
        let made = Self.token(#"{"sub":"alice","exp":\#(exp),"nbf":\#(exp - 60),"aud":["x"]}"#)
        #expect(try tokens().identity(of: made) == Identity(userID: "alice", expiresAt: exp * 1000))
        let own = try tokens().token(for: "renée", expiresAt: Self.now + 5000)
        #expect(try tokens().identity(of: own) == Identity(userID: "renée", expiresAt: Self.now + 5000))
    }

    @Test("the example of RFC 7515, appendix A.1, has a true signature, and is refused for want of a user")
    func example() throws {
        let key = try #require(
            Data(
                base64Encoded:
                    "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ+EstJQLr/T+1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow=="
            ))
        let head = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
        let claims =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(head).\(claims)".utf8), using: SymmetricKey(data: key))
        #expect(Self.encode(code) == "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        let tokens = SignedTokens(secret: Array(key), now: { 0 })
        #expect(tokens != nil && tokens?.identity(of: "\(head).\(claims).\(Self.encode(code))") == nil)
    }

    static let refused: [(name: String, token: String)] = {
        let end = now / 1000 + 60
        let claims = #"{"sub":"alice","exp":\#(end)}"#
        let sound = token(claims)
        let parts = sound.split(separator: ".").map(String.init)
        return [
            ("no algorithm", token(claims, header: #"{"alg":"none"}"#)),
            ("no algorithm and no signature", "\(encode(#"{"alg":"none"}"#.utf8)).\(parts[1])."),
            ("another algorithm", token(claims, header: #"{"alg":"HS384"}"#)),
            ("an algorithm in lower case", token(claims, header: #"{"alg":"hs256"}"#)),
            ("a header without an algorithm", token(claims, header: "{}")),
            ("a header that must be understood", token(claims, header: #"{"alg":"HS256","crit":["exp"]}"#)),
            (
                "an empty list of what must be understood",
                token(claims, header: #"{"alg":"HS256","crit":[]}"#)
            ),
            ("another secret", token(claims, secret: Array("another secret of 32 bytes, or more".utf8))),
            (
                "another user's claims",
                "\(parts[0]).\(encode(#"{"sub":"bob","exp":\#(end)}"#.utf8)).\(parts[2])"
            ),
            ("a signature cut short", String(sound.dropLast())),
            ("no signature", "\(parts[0]).\(parts[1])."),
            ("two parts", "\(parts[0]).\(parts[1])"),
            ("four parts", sound + "." + parts[2]),
            ("a signature with padding", sound + "="),
            ("an end that has come", token(#"{"sub":"alice","exp":\#(now / 1000)}"#)),
            ("no end", token(#"{"sub":"alice"}"#)),
            ("an end in words", token(#"{"sub":"alice","exp":"never"}"#)),
            ("an end beyond all time", token(#"{"sub":"alice","exp":1e300}"#)),
            (
                "a beginning that has not come",
                token(#"{"sub":"alice","exp":\#(end),"nbf":\#(now / 1000 + 1)}"#)
            ),
            ("no user", token(#"{"exp":\#(end)}"#)),
            ("an empty user", token(#"{"sub":"","exp":\#(end)}"#)),
            ("a number for a user", token(#"{"sub":7,"exp":\#(end)}"#)),
            ("claims that are no object", token("[]")),
            ("no JSON", token("alice")),
            ("nothing", ""),
            ("9,000 bytes", token(#"{"sub":"\#(String(repeating: "a", count: 9000))","exp":\#(end)}"#)),
        ]
    }()

    @Test("a token is refused for", arguments: refused.indices)
    func refusals(_ index: Int) throws {
        let (name, token) = Self.refused[index]
        #expect(try tokens().identity(of: token) == nil, "\(name)")
    }

    @Test("clocks may differ by the leeway, and no more")
    func leeway() throws {
        let (early, late) = (Self.now / 1000 - 30, Self.now / 1000 + 30)
        let ended = Self.token(#"{"sub":"alice","exp":\#(early)}"#)
        let coming = Self.token(#"{"sub":"alice","exp":\#(late + 60),"nbf":\#(late)}"#)
        for token in [ended, coming] {
            #expect(try tokens(leeway: 30_000).identity(of: token) == nil || token == coming)
            #expect(try tokens(leeway: 31_000).identity(of: token) != nil)
            #expect(try tokens(leeway: 29_000).identity(of: token) == nil)
        }
    }

    @Test("a secret of less than 32 bytes is refused")
    func shortSecret() {
        #expect(SignedTokens(secret: Array(repeating: 1, count: 31)) == nil)
        #expect(SignedTokens(secret: Array(repeating: 1, count: 32)) != nil)
    }
}
