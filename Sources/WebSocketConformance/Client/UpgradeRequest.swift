internal import WebSocketFraming

/// The request by which a client opens a WebSocket (RFC 6455 §4.1).
struct UpgradeRequest: Sendable {
    var target = "/"
    var host = "127.0.0.1"
    var fields: [(name: String, value: String)] = []
    /// Anew for each connection, so that no answer to another will do (RFC 6455 §4.1).
    let key = Self.randomKey()

    /// Sixteen bytes in base64: 21 letters of six bits, one of two, and two fillers.
    private static func randomKey() -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let whole = (0..<21).map { _ in letters[Int.random(in: 0..<64)] }
        return String(whole + [letters[16 * Int.random(in: 0..<4)], "=", "="])
    }

    var bytes: [UInt8] {
        let own = [
            ("Host", host), ("Connection", "Upgrade"), ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", key),
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

    /// Why a client must not take the connection for opened (RFC 6455 §4.1); nil where it must.
    func fault(key: String) -> String? {
        guard self["sec-websocket-accept"] == OpeningHandshake.acceptKey(for: key) else {
            return "Sec-WebSocket-Accept does not answer the key"
        }
        guard self["upgrade"]?.lowercased() == "websocket" else { return "no Upgrade to websocket" }
        guard self["connection"]?.lowercased().contains("upgrade") ?? false else {
            return "no Connection: Upgrade"
        }
        return self["sec-websocket-extensions"] == nil ? nil : "extensions that nobody asked for"
    }

    /// In bytes.
    static let longestHead = 64 << 10

    /// - Returns: the head, and where what follows it begins; nil where it is not whole yet.
    static func read(_ bytes: [UInt8]) -> (answer: HTTPAnswer, end: Int)? {
        let mark = Array("\r\n\r\n".utf8)
        guard let end = bytes.prefix(longestHead).indices.first(where: { bytes[$0...].starts(with: mark) })
        else { return nil }
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
