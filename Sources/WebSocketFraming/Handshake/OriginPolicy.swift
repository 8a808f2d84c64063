/// Which pages may open a WebSocket here: browsers send cookies with every handshake, wherever the page is from
/// (cross-site hijacking; RFC 6455 §10.2).
public struct OriginPolicy: Sendable, Hashable {
    /// A pattern that names no origin.
    public struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
        public let pattern: String

        public var description: String {
            "\"\(pattern)\" is no origin; write scheme://host[:port], scheme://*.host[:port], or null"
        }
    }

    private enum Rule: Sendable, Hashable {
        case anyOrigin
        case sameHost
        case listed([Pattern], allowsNull: Bool)
    }

    /// An origin, or all of the subdomains of one.
    private struct Pattern: Sendable, Hashable {
        var origin: Origin
        var isWildcard: Bool
    }

    private let rule: Rule
    /// Whether a handshake without an origin goes on: clients that are no browsers send none, browsers always do. To be
    /// false where a cookie or an address says who the user is.
    public var allowsMissing: Bool

    private init(rule: Rule, allowsMissing: Bool) {
        self.rule = rule
        self.allowsMissing = allowsMissing
    }

    /// Pages of the host that the handshake itself goes to, and clients that are no browsers.
    public static let sameHost = OriginPolicy(rule: .sameHost, allowsMissing: true)

    /// Every page of the world: only where no cookie or address says who the user is.
    public static let any = OriginPolicy(rule: .anyOrigin, allowsMissing: true)

    /// Pages of the listed origins.
    ///
    /// - Parameter patterns: `https://a.example`, `http://localhost:8080`, `https://*.a.example` for all names below
    ///   `a.example` but not itself, `null` for pages without an origin.
    /// - Throws: for the first pattern that is none of these.
    public init(listed patterns: [String], allowsMissing: Bool = true) throws(PatternError) {
        var parsed: [Pattern] = []
        for pattern in patterns where pattern != "null" {
            let isWildcard = pattern.contains("://*.")
            let plain =
                isWildcard ? pattern.replacing("://*.", with: "://", maxReplacements: 1) : pattern
            guard let origin = Origin(plain) else { throw PatternError(pattern: pattern) }
            parsed.append(Pattern(origin: origin, isWildcard: isWildcard))
        }
        rule = .listed(parsed, allowsNull: patterns.contains("null"))
        self.allowsMissing = allowsMissing
    }

    /// Whether a handshake may go on.
    ///
    /// - Parameters:
    ///   - origin: the value of its `Origin`; nil where there is none.
    ///   - host: the value of its `Host`.
    public func allows(_ origin: String?, host: String) -> Bool {
        guard let origin else { return allowsMissing }
        switch rule {
        case .anyOrigin: return true
        case .sameHost:
            guard let page = Origin(origin) else { return false }
            return Origin("\(page.scheme)://\(host)") == page
        case .listed(let patterns, let allowsNull):
            if origin == "null" { return allowsNull }
            guard let page = Origin(origin) else { return false }
            return patterns.contains { pattern in
                guard pattern.isWildcard else { return pattern.origin == page }
                return pattern.origin.scheme == page.scheme && pattern.origin.port == page.port
                    && page.host.hasSuffix("." + pattern.origin.host)
                    && page.host.utf8.count > pattern.origin.host.utf8.count + 1
            }
        }
    }
}
