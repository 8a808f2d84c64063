import Connections
import Synchronization
import Testing
import WebSocketFraming
import WebSocketTransport

extension TransportTests {
    private func authenticate(_ token: String) -> String { #"{"type":"authenticate","token":"\#(token)"}"# }

    // MARK: At the handshake

    @Test(
        "a bearer token in the header says who it is, however its scheme is written",
        arguments: ["Bearer", "bearer", "BEARER"])
    func header(_ scheme: String) async throws {
        try await TestServer.run { server in
            var request = HTTPRequest(token: nil)
            request["Authorization"] = "\(scheme) alice"
            let client = try TestClient(port: server.port, request)
            #expect(try Welcomed(client.next()).userID == "alice")
        }
    }

    @Test("a token among the subprotocols says who it is, and is never told back")
    func subprotocol() async throws {
        try await TestServer.run(options: .changed { $0.subprotocols = ["chat"] }) { server in
            for (offer, chosen) in [("bearer.alice", nil), ("bearer.alice, chat", "chat")] {
                var request = HTTPRequest(token: nil)
                request["Sec-WebSocket-Protocol"] = offer
                let client = try TestClient(port: server.port, request)
                #expect(client.answer["sec-websocket-protocol"] == chosen)
                #expect(try Welcomed(client.next()).userID == "alice")
            }
        }
    }

    @Test("neither query nor path nor cookie says who it is")
    func spoofed() async throws {
        try await TestServer.run { server in
            var request = HTTPRequest(token: "alice")
            request.target = "/bob?user=bob&user_id=bob&token=bob"
            request["Cookie"] = "user=bob"
            request["X-User-ID"] = "bob"
            let client = try TestClient(port: server.port, request)
            #expect(try Welcomed(client.next()).userID == "alice")
        }
    }

    @Test("an answer that takes long is waited for, and a client that sends meanwhile loses nothing")
    func pending() async throws {
        try await TestServer.run { server in
            let early = TestClient.frame(.text, Array("early".utf8))
            let client = try TestClient(port: server.port, HTTPRequest(token: "later:alice"), early: early)
            #expect(try Welcomed(client.next()).userID == "alice")
            #expect(try client.next() == .text("early"))
            let answer = #expect(throws: HTTPAnswer.self) {
                try TestClient(port: server.port, HTTPRequest(token: "later:wrong"))
            }
            #expect(answer?.status == 401)
        }
    }

    @Test("an answer that never comes ends with the handshake's time")
    func unanswered() async throws {
        let question = Mutex<CheckedContinuation<Identity?, Never>?>(nil)
        let waiting = TestUsers(later: { _ in
            await withCheckedContinuation { continuation in question.withLock { $0 = continuation } }
        })
        try await TestServer.run(authenticator: waiting, options: .changed { $0.handshakeTimeout = 100 }) {
            server in
            let answer = #expect(throws: HTTPAnswer.self) {
                try TestClient(port: server.port, HTTPRequest(token: "later:alice"))
            }
            #expect(answer?.status == 408)
            // An answer that comes too late opens nothing.
            question.withLock { $0 }?.resume(returning: Identity(userID: "alice"))
            server.expectRest()
        }
        #expect(question.withLock { $0 } != nil)
    }

    // MARK: By message

    @Test("the first message says who it is, where there was no token, and nothing is told before")
    func firstMessage() async throws {
        try await TestServer.run(authenticator: TestUsers(acceptsFirstMessage: true)) { server in
            for token in ["alice", "later:alice"] {
                let client = try TestClient(port: server.port, HTTPRequest(token: nil))
                #expect(try client.pending().isEmpty)
                // The second message comes with the first, and is for who that says.
                try client.socket.send(
                    TestClient.frame(.text, Array(authenticate(token).utf8))
                        + TestClient.frame(.text, Array("second".utf8)))
                #expect(try Welcomed(client.next()).userID == "alice")
                #expect(try client.next() == .text("second"))
            }
        }
    }

    @Test(
        "a first message that says nobody ends the connection with 1008, unheard by the application",
        arguments: [
            #"{"type":"authenticate","token":"wrong"}"#, #"{"type":"authenticate","token":"later:wrong"}"#,
            #"{"type":"authenticate","token":7}"#, #"{"type":"authenticate",}"#, "hello", "",
        ])
    func wrongFirstMessage(_ message: String) async throws {
        try await TestServer.run(authenticator: TestUsers(acceptsFirstMessage: true)) { server in
            let client = try TestClient(port: server.port, HTTPRequest(token: nil))
            try client.send(message)
            #expect(try client.next() == .close(.policyViolation))
            #expect(server.application.beginnings == 0)
            server.expectRest()
        }
    }

    @Test("a client that says nothing is closed with 1008 when its time is over; pings are not an answer")
    func silentFirstMessage() async throws {
        try await TestServer.run(
            authenticator: TestUsers(acceptsFirstMessage: true),
            options: .changed { $0.authenticationTimeout = 100 }
        ) { server in
            let client = try TestClient(port: server.port, HTTPRequest(token: nil))
            try client.send(.ping)
            #expect(try client.next() == .pong([]))
            #expect(try client.next() == .close(.policyViolation))
        }
    }

    // MARK: Later

    @Test("a credential that ends closes the connection with 1008, and no other")
    func expiry() async throws {
        try await TestServer.run { server in
            let now = WallClock.milliseconds()
            let short = try server.client("alice@\(now + 60_000)")
            let long = try server.client("alice@\(now + 120_000)")
            server.manager.expire(now: now + 59_999)
            try short.send("still here")
            #expect(try short.next() == .text("still here"))
            server.manager.expire(now: now + 60_000)
            #expect(try short.next() == .close(.policyViolation))
            try long.send("still here")
            #expect(try long.next() == .text("still here"))
        }
    }

    @Test("a credential that ends is seen by the server's own clock")
    func expiryByTime() async throws {
        try await TestServer.run { server in
            let client = try server.client("alice@\(WallClock.milliseconds() + 200)")
            #expect(try client.next() == .close(.policyViolation))
        }
    }

    @Test("a new credential of the same user takes the old one's place", arguments: ["", "later:"])
    func reauthentication(_ prefix: String) async throws {
        try await TestServer.run { server in
            let now = WallClock.milliseconds()
            let client = try server.client("alice@\(now + 60_000)")
            try client.send(authenticate("\(prefix)alice@\(now + 120_000)"))
            // Its answer is that all goes on.
            try client.send("after")
            #expect(try client.next() == .text("after"))
            server.manager.expire(now: now + 119_999)
            try client.send("still here")
            #expect(try client.next() == .text("still here"))
            server.manager.expire(now: now + 120_000)
            #expect(try client.next() == .close(.policyViolation))
        }
    }

    @Test(
        "another user's credential, or nobody's, ends the connection with 1008, and changes nobody's identity",
        arguments: ["bob", "later:bob", "wrong"])
    func otherUser(_ token: String) async throws {
        let records = Mutex<[AuditRecord]>([])
        let manager = WebSocketManager(audit: { record in records.withLock { $0.append(record) } })
        try await TestServer.run(manager: manager) { server in
            let client = try server.client()
            try client.send(authenticate(token))
            #expect(try client.next() == .close(.policyViolation))
        }
        let kept = records.withLock { $0 }
        #expect(kept.map(\.reason) == (token == "wrong" ? [] : [.otherUser]))
        #expect(kept.allSatisfy { $0.owner == "alice" && $0.requester == "bob" })
    }
}
