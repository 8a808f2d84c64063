/// The request by which a client opens a WebSocket (RFC 6455 §4.1).
struct UpgradeRequest: Sendable {
    var target = "/"
    var host = "127.0.0.1"
    var fields: [(name: String, value: String)] = []

    var bytes: [UInt8] {
        let own = [
            ("Host", host), ("Connection", "Upgrade"), ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ]
        let lines = ["GET \(target) HTTP/1.1"] + (own + fields).map { "\($0.0): \($0.1)" } + ["", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }
}

/// The head of what a server answers a request with.
struct HTTPAnswer: Sendable {
    let status: Int
    /// Names in lower case.
    let fields: [(name: String, value: String)]

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// - Returns: the head, and where what follows it begins; nil where it is not whole yet.
    static func read(_ bytes: [UInt8]) -> (answer: HTTPAnswer, end: Int)? {
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: "\r\n\r\n".utf8) }) else {
            return nil
        }
        // As bytes: to Swift, a carriage return and a line feed are one character.
        let lines = bytes[..<end].split(separator: 0x0A).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (
                name: parts.first?.lowercased() ?? "",
                value: parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
            )
        }
        return (HTTPAnswer(status: status, fields: fields), end + 4)
    }
}
