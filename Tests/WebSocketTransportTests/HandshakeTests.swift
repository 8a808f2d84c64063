import Connections
import Testing
import WebSocketFraming
import WebSocketTransport

extension TransportTests {
    /// The probes of a handshake that must be refused, each with the status that is due.
    struct Probe: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let status: Int
        let request: [UInt8]

        init(_ name: String, _ status: Int, _ change: (inout HTTPRequest) -> Void) {
            var request = HTTPRequest()
            change(&request)
            self.init(name, status, request.bytes)
        }

        init(_ name: String, _ status: Int, _ request: [UInt8]) {
            testDescription = name
            self.status = status
            self.request = request
        }

        static let sound = HTTPRequest().bytes

        /// A sound request in which one piece is another.
        static func replacing(_ old: String, with new: String) -> [UInt8] {
            Array(String(decoding: sound, as: UTF8.self).replacing(old, with: new).utf8)
        }

        static let all = [
            Probe("another site's origin", 403) { $0["Origin"] = "http://evil.example" },
            Probe("an origin that begins with the host", 403) {
                $0["Origin"] = "http://127.0.0.1.evil.example"
            },
            Probe("an origin of another port", 403) { $0["Origin"] = "http://127.0.0.1:8081" },
            Probe("an opaque origin", 403) { $0["Origin"] = "null" },
            Probe("two origins", 400) { $0.fields += [("Origin", "http://127.0.0.1"), ("Origin", "null")] },
            Probe("version 12", 426) { $0["Sec-WebSocket-Version"] = "12" },
            Probe("no version", 400) { $0["Sec-WebSocket-Version"] = nil },
            Probe("a short key", 400) { $0["Sec-WebSocket-Key"] = "c2hvcnQ=" },
            Probe("two keys", 400) { $0.fields.append(("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")) },
            Probe("no key", 400) { $0["Sec-WebSocket-Key"] = nil },
            Probe("no Connection", 426) { $0["Connection"] = nil },
            Probe("no Upgrade", 426) { $0["Upgrade"] = nil },
            Probe("HTTP/1.0", 505) { $0.version = "HTTP/1.0" },
            Probe("POST", 405) { $0.method = "POST" },
            Probe("two Hosts", 400) { $0.fields.append(("Host", "127.0.0.1")) },
            Probe("no Host", 400) { $0["Host"] = nil },
            Probe("a header of 64 KiB", 431) { $0["X"] = String(repeating: "x", count: 1 << 16) },
            Probe("a thousand headers", 431) { $0.fields += (0..<1000).map { ("X\($0)", "") } },
            Probe("a target of 9,000 bytes", 414) { $0.target += String(repeating: "x", count: 9000) },
            Probe("an absolute target", 400) { $0.target = "http://127.0.0.1/" },
            Probe("a body", 413) { $0["Content-Length"] = "5" },
            Probe("two kinds of length", 400) {
                $0.fields += [("Content-Length", "5"), ("Transfer-Encoding", "chunked")]
            },
            Probe("a subprotocol offered twice", 400) { $0["Sec-WebSocket-Protocol"] = "chat, chat" },
            Probe("a path that is not served", 404) { $0.target = "/elsewhere" },
            Probe("a token that is nobody's", 401) { $0["Authorization"] = "Bearer wrong" },
            Probe("no token", 401) { $0["Authorization"] = nil },
            Probe("bare line feeds", 400, replacing("\r\n", with: "\n")),
            Probe("a folded line", 400, replacing("Upgrade: websocket", with: "Upgrade:\r\n websocket")),
            Probe("a blank before a colon", 400, replacing("Host:", with: "Host :")),
            Probe("a zero byte", 400, replacing("websocket", with: "web\0socket")),
            Probe("a TLS greeting", 400, [0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0x0A, 0x0D, 0x0A]),
        ]
    }

    @Test(
        "a handshake that is not sound is refused with the status that is due, and the connection ends",
        arguments: Probe.all)
    func probes(_ probe: Probe) async throws {
        try await TestServer.run(options: .changed { $0.paths = ["/"] }) { server in
            let socket = try TestSocket(port: server.port)
            try socket.send(probe.request)
            let answer = try HTTPAnswer(head: socket)
            #expect(answer.status == probe.status)
            #expect(answer["connection"] == "close")
            if probe.status == 426 {
                #expect(answer["sec-websocket-version"] == "13" && answer["upgrade"] == "websocket")
            }
            if probe.status == 401 { #expect(answer["www-authenticate"] == "Bearer") }
            if probe.status == 405 { #expect(answer["allow"] == "GET") }
            while try !socket.receive().isEmpty {}
            // Before the client closes: a refused connection takes no place.
            server.expectRest()
            #expect(server.application.beginnings == 0)
        }
    }

    @Test(
        "a sound handshake is answered with the key's proof, and no subprotocol or extension that was not agreed on"
    )
    func sound() async throws {
        try await TestServer.run(options: .changed { $0.subprotocols = ["chat"] }) { server in
            var request = HTTPRequest()
            request["Origin"] = "http://127.0.0.1"
            request["Sec-WebSocket-Protocol"] = "superchat, otherchat"
            request["Sec-WebSocket-Extensions"] = "permessage-deflate"
            let client = try TestClient(port: server.port, request)
            // The example of RFC 6455 §1.3.
            #expect(client.answer["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            #expect(client.answer["sec-websocket-protocol"] == nil)
            #expect(client.answer["sec-websocket-extensions"] == nil)
            request["Sec-WebSocket-Protocol"] = "superchat, chat"
            let other = try TestClient(port: server.port, request)
            #expect(other.answer["sec-websocket-protocol"] == "chat")
        }
    }

    @Test("a frame that came with the handshake is read, and one that was cut in it too")
    func earlyFrame() async throws {
        try await TestServer.run { server in
            let frames =
                TestClient.frame(.text, Array("early".utf8)) + TestClient.frame(.text, Array("cut".utf8))
            let client = try TestClient(port: server.port, early: Array(frames.dropLast(2)))
            _ = try Welcomed(client.next())
            #expect(try client.next() == .text("early"))
            try client.socket.send(Array(frames.suffix(2)))
            #expect(try client.next() == .text("cut"))
        }
    }

    @Test("a handshake that comes byte by byte is read")
    func byteByByte() async throws {
        try await TestServer.run { server in
            let socket = try TestSocket(port: server.port)
            for byte in HTTPRequest().bytes { try socket.send([byte]) }
            #expect(try HTTPAnswer(head: socket).status == 101)
        }
    }
}
