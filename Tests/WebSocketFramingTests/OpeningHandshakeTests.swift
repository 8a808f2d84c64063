import Testing
import WebSocketFraming

func handshake(_ fields: [String: String?], extra: String = "") throws(HandshakeRefusal) -> OpeningHandshake {
    var all: [String: String?] = [
        "Host": "server.example.com", "Upgrade": "websocket", "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13",
    ]
    all.merge(fields) { $1 }
    let lines = all.sorted { $0.key < $1.key }.compactMap { name, value in value.map { "\(name): \($0)\r\n" }
    }
    return try OpeningHandshake.validate(
        read("GET /chat HTTP/1.1\r\n" + lines.joined() + extra + "\r\n").head)
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// Changed fields of the RFC's request, and the status they get.
struct Change: Sendable, CustomTestStringConvertible {
    var name: String
    var fields: [String: String?]
    var extra = ""
    var status: Int

    var testDescription: String { name }

    static let rules = [
        Change(name: "as the RFC has it", fields: [:], status: 101),
        Change(
            name: "lists and case",
            fields: ["Upgrade": "h2c, WebSocket", "Connection": "keep-alive,  UPGRADE"],
            status: 101),
        Change(
            name: "Connection in two fields", fields: ["Connection": "keep-alive"],
            extra: "connection: upgrade\r\n", status: 101),
        Change(name: "no Upgrade", fields: ["Upgrade": nil], status: 426),
        Change(name: "another Upgrade", fields: ["Upgrade": "h2c"], status: 426),
        Change(name: "Upgrade that only contains it", fields: ["Upgrade": "xwebsocket"], status: 426),
        Change(name: "no Connection", fields: ["Connection": nil], status: 426),
        Change(name: "Connection without it", fields: ["Connection": "keep-alive"], status: 426),
        Change(name: "version 12", fields: ["Sec-WebSocket-Version": "12"], status: 426),
        Change(name: "version list", fields: ["Sec-WebSocket-Version": "13, 8"], status: 426),
        Change(name: "no version", fields: ["Sec-WebSocket-Version": nil], status: 400),
        Change(name: "two versions", fields: [:], extra: "Sec-WebSocket-Version: 13\r\n", status: 400),
        Change(name: "no key", fields: ["Sec-WebSocket-Key": nil], status: 400),
        Change(name: "short key", fields: ["Sec-WebSocket-Key": "c2hvcnQ="], status: 400),
        Change(
            name: "key of 17 bytes", fields: ["Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQQ="], status: 400),
        Change(
            name: "key that is not base64", fields: ["Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25j*Q=="],
            status: 400),
        Change(
            name: "two keys", fields: [:], extra: "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
            status: 400),
        Change(name: "two Origins", fields: ["Origin": "a"], extra: "Origin: b\r\n", status: 400),
        Change(name: "subprotocols", fields: ["Sec-WebSocket-Protocol": "a, b ,c"], status: 101),
        Change(name: "a subprotocol twice", fields: ["Sec-WebSocket-Protocol": "a, b, a"], status: 400),
        Change(
            name: "a subprotocol twice, in two fields", fields: ["Sec-WebSocket-Protocol": "a"],
            extra: "Sec-WebSocket-Protocol: a\r\n", status: 400),
        Change(name: "no subprotocol", fields: ["Sec-WebSocket-Protocol": " , "], status: 400),
        Change(name: "a subprotocol with a blank", fields: ["Sec-WebSocket-Protocol": "a b"], status: 400),
        Change(
            name: "an unknown extension", fields: ["Sec-WebSocket-Extensions": "x; a=1; b=\"c\""], status: 101
        ),
        Change(name: "malformed extensions", fields: ["Sec-WebSocket-Extensions": "x; =1"], status: 400),
        Change(name: "an open quote", fields: ["Sec-WebSocket-Extensions": "x; a=\"b"], status: 400),
        Change(name: "a quoted blank", fields: ["Sec-WebSocket-Extensions": "x; a=\"b c\""], status: 400),
        Change(
            name: "no extension before parameters", fields: ["Sec-WebSocket-Extensions": "; a"], status: 400),
    ]
}

@Suite struct OpeningHandshakeTests {
    @Test("A change of the RFC's request gets its status", arguments: Change.rules)
    func rule(_ change: Change) {
        var status = 101
        do throws(HandshakeRefusal) {
            _ = try handshake(change.fields, extra: change.extra)
        } catch {
            status = error.status
        }
        #expect(status == change.status)
    }

    @Test("HEAD opens no WebSocket")
    func head() throws {
        let head = try read("HEAD / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n")
            .head
        #expect(throws: HandshakeRefusal(status: 405, reason: "only GET is served")) {
            try OpeningHandshake.validate(head)
        }
    }

    @Test("The accepting response has the RFC's key (§1.3), the subprotocol chosen, the extension agreed on")
    func accepts() throws {
        let opened = try handshake([
            "Sec-WebSocket-Protocol": "chat, superchat", "Origin": "http://example.com",
            "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
        ])
        #expect(
            OpeningHandshake.acceptKey(for: "dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(opened.origin == "http://example.com")
        #expect(opened.subprotocols == ["chat", "superchat"])
        var bytes: [UInt8] = []
        opened.writeAcceptance(
            subprotocol: "superchat",
            deflate: DeflateAgreement(offers: opened.extensions, options: DeflateOptions()), into: &bytes)
        #expect(
            text(bytes) == """
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                Sec-WebSocket-Protocol: superchat\r
                Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=12\r
                \r

                """)
    }

    @Test("A subprotocol that was not offered cannot be chosen")
    func unofferedSubprotocol() async {
        await #expect(processExitsWith: .failure) {
            var bytes: [UInt8] = []
            try handshake(["Sec-WebSocket-Protocol": "chat"]).writeAcceptance(
                subprotocol: "other", into: &bytes)
        }
    }

    @Test("A refusal names the version, closes, and has the length of its body")
    func refuses() {
        var bytes: [UInt8] = []
        #expect(throws: HandshakeRefusal.self) { try handshake(["Sec-WebSocket-Version": "8"]) }
        HandshakeRefusal(status: 426, reason: "WebSocket version 13 is required").write(into: &bytes)
        #expect(
            text(bytes) == """
                HTTP/1.1 426 Upgrade Required\r
                Content-Type: text/plain; charset=utf-8\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Content-Length: 33\r
                Connection: close\r
                \r
                WebSocket version 13 is required

                """)
    }

    @Test("A response cannot be split by a value with a line end")
    func responseSplitting() {
        var bytes: [UInt8] = []
        HTTPResponse.write(status: 200, fields: [("A", "b\r\nC: d"), ("E", "f")], body: [0x67], into: &bytes)
        #expect(text(bytes) == "HTTP/1.1 200 OK\r\nE: f\r\nContent-Length: 1\r\nConnection: close\r\n\r\ng")
    }
}

@Suite struct DeflateAgreementTests {
    /// Offers and the answer, empty where none can be met; with options that limit nothing.
    static let rules: [(offer: String, answer: String)] = [
        ("permessage-deflate", "permessage-deflate"),
        ("x, permessage-deflate", "permessage-deflate"),
        ("x-webkit-deflate-frame", ""),
        ("permessage-deflate; server_no_context_takeover", "permessage-deflate; server_no_context_takeover"),
        ("permessage-deflate; client_no_context_takeover", "permessage-deflate; client_no_context_takeover"),
        ("permessage-deflate; server_max_window_bits=10", "permessage-deflate; server_max_window_bits=10"),
        (
            "permessage-deflate; server_max_window_bits=\"10\"",
            "permessage-deflate; server_max_window_bits=10"
        ),
        ("permessage-deflate; server_max_window_bits=8", "permessage-deflate; server_max_window_bits=8"),
        ("permessage-deflate; client_max_window_bits", "permessage-deflate"),
        ("permessage-deflate; client_max_window_bits=9", "permessage-deflate; client_max_window_bits=9"),
        ("permessage-deflate; server_max_window_bits", ""),
        ("permessage-deflate; server_max_window_bits=7", ""),
        ("permessage-deflate; server_max_window_bits=16", ""),
        ("permessage-deflate; server_max_window_bits=010", ""),
        ("permessage-deflate; client_max_window_bits=0", ""),
        ("permessage-deflate; server_no_context_takeover=1", ""),
        ("permessage-deflate; server_no_context_takeover; server_no_context_takeover", ""),
        ("permessage-deflate; unknown", ""),
        ("permessage-deflate; unknown, permessage-deflate", "permessage-deflate"),
        (
            "permessage-deflate; server_max_window_bits=7, permessage-deflate; client_max_window_bits=11",
            "permessage-deflate; client_max_window_bits=11"
        ),
    ]

    @Test("An offer gets its answer", arguments: rules)
    func rule(_ rule: (offer: String, answer: String)) throws {
        var options = DeflateOptions()
        (options.serverWindowBits, options.clientWindowBits) = (15, 15)
        let offers = try handshake(["Sec-WebSocket-Extensions": rule.offer]).extensions
        #expect(DeflateAgreement(offers: offers, options: options)?.answer ?? "" == rule.answer)
    }

    @Test("Options limit both windows, the client's only where it can be limited")
    func options() throws {
        var options = DeflateOptions()
        (options.serverWindowBits, options.clientWindowBits) = (11, 10)
        (options.serverKeepsContext, options.clientKeepsContext) = (false, false)
        let both = try handshake([
            "Sec-WebSocket-Extensions":
                "permessage-deflate; client_max_window_bits; server_max_window_bits=14"
        ]).extensions
        let agreed = try #require(DeflateAgreement(offers: both, options: options))
        #expect((agreed.serverWindowBits, agreed.clientWindowBits) == (11, 10))
        #expect(
            agreed.answer
                == "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=11; client_max_window_bits=10"
        )
        let plain = try handshake(["Sec-WebSocket-Extensions": "permessage-deflate"]).extensions
        #expect(DeflateAgreement(offers: plain, options: options)?.clientWindowBits == 15)
    }
}
