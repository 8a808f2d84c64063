/// A request as a client sends it: a sound opening handshake, until a test changes it.
struct HTTPRequest: Sendable {
    var method = "GET"
    var target = "/"
    var version = "HTTP/1.1"
    var fields = [
        ("Host", "127.0.0.1"), ("Connection", "Upgrade"), ("Upgrade", "websocket"),
        ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ]

    /// - Parameter token: whose the connection shall be; nil for nobody's.
    init(token: String? = "alice") {
        if let token { self["Authorization"] = "Bearer \(token)" }
    }

    /// The first value of that field; setting replaces all.
    subscript(name: String) -> String? {
        get { fields.first { $0.0 == name }?.1 }
        set {
            fields.removeAll { $0.0 == name }
            if let newValue { fields.append((name, newValue)) }
        }
    }

    var bytes: [UInt8] {
        let lines = ["\(method) \(target) \(version)"] + fields.map { "\($0): \($1)" } + ["", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }
}

/// The head of what a server answered.
struct HTTPAnswer: Error {
    let status: Int
    private let fields: [(name: String, value: String)]
    /// What came behind the head.
    let surplus: [UInt8]

    /// Reads to the end of the head.
    init(head socket: TestSocket) throws {
        var bytes: [UInt8] = []
        while true {
            if let end = bytes.indices.first(where: { bytes[$0...].starts(with: "\r\n\r\n".utf8) }) {
                let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
                status = Int(lines.first?.split(separator: " ").dropFirst().first ?? "") ?? 0
                fields = lines.dropFirst().map { line in
                    let parts = line.split(separator: ":", maxSplits: 1)
                    return (parts[0].lowercased(), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
                }
                surplus = Array(bytes[(end + 4)...])
                return
            }
            let more = try socket.receive()
            if more.isEmpty { throw TestSocket.Failure.reset }
            bytes += more
        }
    }

    /// - Parameter name: in lower case.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
}
