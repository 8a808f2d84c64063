/// Responses to requests that become no WebSocket. Each says `Connection: close`: one request a connection is served.
package enum HTTPResponse {
    /// Appends a whole response.
    ///
    /// - Parameters:
    ///   - fields: names and values, without line ends: a value with one is left out, lest it split the response.
    ///   - answersHead: whether the request's method was HEAD, which gets no body.
    package static func write(
        status: Int, fields: [(String, String)] = [], body: [UInt8], answersHead: Bool = false,
        into output: inout [UInt8]
    ) {
        output += "HTTP/1.1 \(status) \(phrase(status))\r\n".utf8
        for (name, value) in fields where !value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 }) {
            output += "\(name): \(value)\r\n".utf8
        }
        output += "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n".utf8
        if !answersHead { output += body }
    }

    /// RFC 9110 §15, RFC 6585 §5.
    private static func phrase(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 417: "Expectation Failed"
        case 426: "Upgrade Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        default: "Refused"
        }
    }
}
