import Testing
import WebSocketFraming

@Suite struct OriginPolicyTests {
    static let listed: [(origin: String?, allowed: Bool)] = [
        ("https://example.com", true), ("https://EXAMPLE.com", true), ("HTTPS://example.com:443", true),
        ("http://localhost:8080", true), ("https://a.sub.example", true), ("https://b.a.sub.example", true),
        ("http://[::1]:9000", true),
        ("http://example.com", false), ("https://example.com:444", false), ("https://example.com:80", false),
        ("https://evil-example.com", false), ("https://example.com.evil.test", false),
        ("https://a.example.com", false), ("https://user@example.com", false),
        ("https://example.com/", false),
        ("https://example.com@evil.test", false), ("https://example.com.", false),
        ("https://example.com:", false),
        ("https://example.com:65979", false), ("https://example.com:+443", false),
        ("https://example.com, https://a", false),
        ("https://sub.example", false), ("https://evilsub.example", false), ("https://.sub.example", false),
        ("http://a.sub.example", false), ("https://a.sub.example:444", false), ("http://localhost", false),
        ("null", false), ("", false), ("example.com", false), ("https://", false), ("://example.com", false),
        ("https://exаmple.com", false), ("file://", false), (nil, false),
    ]

    @Test("A list allows what equals it by scheme, host and port", arguments: listed)
    func list(_ rule: (origin: String?, allowed: Bool)) throws {
        let policy = try OriginPolicy(
            listed: [
                "https://example.com", "http://localhost:8080", "https://*.sub.example", "http://[::1]:9000",
            ],
            allowsMissing: false)
        #expect(policy.allows(rule.origin, host: "example.com") == rule.allowed)
    }

    static let hosts: [(origin: String?, host: String, allowed: Bool)] = [
        ("https://a.example", "a.example", true), ("https://a.example", "A.example:443", true),
        ("http://a.example:8080", "a.example:8080", true), ("http://[::1]:81", "[::1]:81", true),
        ("https://b.example", "a.example", false), ("http://a.example", "a.example:8080", false),
        ("http://a.example:8080", "a.example", false), ("null", "null", false), (nil, "a.example", true),
    ]

    @Test("The same host is the host and port of the handshake", arguments: hosts)
    func sameHost(_ rule: (origin: String?, host: String, allowed: Bool)) {
        #expect(
            OriginPolicy.sameHost.allows(rule.origin, host: rule.host) == rule.allowed)
    }

    @Test("Pages without an origin, and clients that send none, are allowed where this is said")
    func nullAndMissing() throws {
        let policy = try OriginPolicy(listed: ["null"], allowsMissing: true)
        #expect(policy.allows("null", host: "a"))
        #expect(policy.allows(nil, host: "a"))
        #expect(!policy.allows("https://a", host: "a"))
        #expect(OriginPolicy.any.allows("https://evil.test", host: "a"))
    }

    @Test(
        "A pattern that names no origin is refused",
        arguments: ["example.com", "*", "https://*", "https://a.*.b", "https://a/b", "https://a:b", ""])
    func patterns(_ pattern: String) {
        #expect(throws: OriginPolicy.PatternError.self) {
            try OriginPolicy(listed: [pattern], allowsMissing: false)
        }
    }
}
