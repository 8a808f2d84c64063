/// Why a request is answered with an HTTP status and the end of its connection.
public struct HandshakeRefusal: Error, Hashable, Sendable {
    /// The HTTP status.
    public let status: Int
    /// Words for the client and the log.
    public let reason: String

    public init(status: Int, reason: String) {
        self.status = status
        self.reason = reason
    }

    static func badRequest(_ reason: String) -> HandshakeRefusal {
        HandshakeRefusal(status: 400, reason: reason)
    }

    static let methodNotAllowed = HandshakeRefusal(status: 405, reason: "only GET is served")
    static let contentTooLarge = HandshakeRefusal(status: 413, reason: "no request body is taken")
    static let requestLineTooLong = HandshakeRefusal(status: 414, reason: "request line too long")
    static let expectationFailed = HandshakeRefusal(status: 417, reason: "no expectation is met")
    static let upgradeRequired = HandshakeRefusal(status: 426, reason: "a WebSocket upgrade is required")
    static let versionRequired = HandshakeRefusal(status: 426, reason: "WebSocket version 13 is required")
    static let tooManyFields = HandshakeRefusal(status: 431, reason: "too many header fields")
    static let headTooLarge = HandshakeRefusal(status: 431, reason: "header fields too large")
    static let versionNotSupported = HandshakeRefusal(status: 505, reason: "only HTTP/1.1 is served")

    /// Appends the whole response, after which the connection is to be closed.
    package func write(into output: inout [UInt8]) {
        var fields = [("Content-Type", "text/plain; charset=utf-8")]
        switch status {
        case 405: fields.append(("Allow", "GET"))
        // RFC 6455 §4.2.2 and RFC 9110 §15.5.22.
        case 426: fields += [("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13")]
        case 401: fields.append(("WWW-Authenticate", "Bearer"))
        default: break
        }
        HTTPResponse.write(
            status: status, fields: fields, body: Array((reason + "\n").utf8), into: &output)
    }
}
