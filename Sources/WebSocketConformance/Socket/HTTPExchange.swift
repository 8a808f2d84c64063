internal import Conformance

/// One plain HTTP request and its answer (RFC 9112), on a connection of its own.
enum HTTPExchange {
    /// In bytes.
    private static let longestAnswer = 16 << 20

    static func send(
        method: String, host: String, port: Int, target: String, body: String, milliseconds: Int
    ) throws -> (status: Int, body: [UInt8]) {
        let socket = try ClientSocket(host: host, port: port)
        defer { socket.close() }
        let type = body.isEmpty ? "" : "Content-Type: application/json\r\n"
        var output = Array(
            "\(method) \(target) HTTP/1.1\r\nHost: \(host):\(port)\r\nConnection: close\r\n\(type)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
                .utf8)
        var input: [UInt8] = []
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(milliseconds)
        while clock.now < end {
            if !output.isEmpty {
                guard let rest = socket.send(output) else { break }
                output = rest
            }
            ClientSocket.wait(for: [socket], milliseconds: 50)
            guard let bytes = socket.receive() else { continue }
            if bytes.isEmpty { break }
            input += bytes
            if let (answer, start) = HTTPAnswer.read(input) {
                if let length = answer["content-length"].flatMap({ Int($0) }), input.count - start >= length {
                    break
                }
                if input.count > longestAnswer {
                    throw Stop(.lost("an answer of more than \(longestAnswer) bytes"))
                }
            } else if input.count > HTTPAnswer.longestHead {
                throw Stop(.lost("a head of more than \(HTTPAnswer.longestHead) bytes"))
            }
        }
        guard let (answer, start) = HTTPAnswer.read(input) else {
            throw Stop(.lost("no answer to \(method) \(target)"))
        }
        return (answer.status, Array(input[start...]))
    }
}
