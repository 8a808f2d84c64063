import Connections
import Glibc
import Testing
import WebSocketFraming
import WebSocketTransport

extension TransportTests {
    /// How a connection may end, and what its client reads last.
    enum WayOut: String, CaseIterable, CustomTestStringConvertible {
        case clientCloses = "the client's close frame"
        case reset = "a reset"
        case endOfStream = "an end of stream without a close frame"
        case pingTimeout = "a ping without answer"
        case idle = "silence"
        case slowMessage = "a message that takes too long"
        case protocolError = "a wrong frame"
        case eviction = "a newer connection of the user"
        case expiry = "the credential's end"
        case serviceCloses = "the service's word"
        case userIsClosed = "the service's word on the user"
        case cleanup = "the scope's cleaning, and then a reset"
        case slowConsumer = "a full queue"

        var testDescription: String { rawValue }

        /// What the client reads at the end; nil where there is none to read it.
        var lastWord: TestClient.Received? {
            switch self {
            case .clientCloses: .close(CloseCode(rawValue: 4321))
            case .reset, .cleanup: nil
            case .endOfStream: .end
            case .pingTimeout: .close(.internalError)
            case .idle: .close(.goingAway)
            case .protocolError: .close(.protocolError)
            case .slowMessage, .eviction, .expiry: .close(.policyViolation)
            case .serviceCloses, .userIsClosed: .close(.normal)
            case .slowConsumer: .close(.tryAgainLater)
            }
        }

        func take(_ client: TestClient, _ server: TestServer) throws {
            switch self {
            case .clientCloses: try client.sendClose(CloseCode(rawValue: 4321))
            case .reset: client.socket.abort()
            case .endOfStream: client.socket.endOutput()
            case .pingTimeout, .idle: break
            case .slowMessage: try client.socket.send(Array(TestClient.frame(.text, [1, 2, 3]).dropLast()))
            case .protocolError: try client.socket.send([0xFF, 0xFF])
            case .eviction: _ = try server.client()
            case .expiry: server.manager.expire(now: .max)
            case .serviceCloses: for id in server.application.open { server.manager.close(id) }
            case .userIsClosed: server.manager.close(user: "alice", .normal)
            case .cleanup:
                for id in server.application.open {
                    #expect(server.manager.cleanupConnectionScope(id))
                    #expect(!server.manager.cleanupConnectionScope(id))
                }
                client.socket.abort()
            case .slowConsumer:
                let event = JSONPayload(string: String(repeating: "x", count: 60_000))
                while try server.manager.send(toUser: "alice", eventType: "e", payload: event).disconnected
                    == 0
                {}
            }
        }
    }

    @Test("a connection ends wholly and once, in every way", arguments: WayOut.allCases)
    func wayOut(_ way: WayOut) async throws {
        var limits = ManagerOptions()
        limits.maxConnectionsPerUser = 1
        limits.userLimitPolicy = .closeOldest
        try await TestServer.run(
            manager: WebSocketManager(options: limits, authorizeTopic: { _, _ in true }),
            options: .changed { options in
                if way == .pingTimeout { (options.heartbeatInterval, options.pongTimeout) = (60, 100) }
                if way == .idle { options.idleTimeout = 100 }
                if way == .slowMessage { options.messageTimeout = 100 }
            }
        ) { server in
            let client = try TestClient("alice@9000000000000000", port: server.port, receiveBuffer: 4096)
            let other = try server.client("bob")
            if way != .idle {
                try other.send("here")
                #expect(try other.next() == .text("here"))
            }
            for id in server.application.open { await server.manager.join("topic", connectionID: id) }
            try way.take(client, server)
            if let lastWord = way.lastWord {
                #expect(try client.ending() == lastWord)
                if lastWord != .end { #expect(try client.ending() == .end) }
            }
            // The client has not closed yet, nor has the close timeout passed.
            try server.eventually("the end is told") { server.application.ends >= 1 }
            if [.reset, .endOfStream, .protocolError, .userIsClosed, .clientCloses, .slowConsumer].contains(
                way)
            {
                // Nobody else is touched.
                #expect(server.manager.statistics.users == 1 && server.application.ends == 1)
                try other.send("still here")
                #expect(try other.next() == .text("still here"))
            }
        }
    }

    @Test("a client that answers pings stays, and one that sends anything else")
    func heartbeats() async throws {
        try await TestServer.run(options: .changed { ($0.heartbeatInterval, $0.pongTimeout) = (40, 2000) }) {
            server in
            let client = try server.client()
            for _ in 0..<10 {
                #expect(try client.next() == .ping)
                try client.send(.pong)
            }
            #expect(try client.next() == .ping)
            try client.send("here")
            #expect(try client.next() == .text("here"))
            #expect(server.application.ends == 0)
        }
    }

    @Test("what waited comes before the close frame, when the server shuts down", arguments: [1, 50])
    func shutDown(_ events: Int) async throws {
        try await TestServer.run { server in
            let clients = try (0..<20).map { try server.client("user\($0 % 7)") }
            for user in 0..<7 {
                for _ in 0..<events {
                    try server.manager.send(toUser: "user\(user)", eventType: "last", payload: .null)
                }
            }
            async let ended: Void = server.server.shutDown()
            for client in clients {
                for _ in 0..<events {
                    guard case .text = try client.next() else {
                        return #expect(Bool(false), "an event was lost")
                    }
                }
                #expect(try client.next() == .close(.goingAway))
                #expect(try client.next() == .end)
                client.socket.close()
            }
            try await ended
            #expect(throws: TestSocket.Failure.self) { try TestSocket(port: server.port) }
        }
    }

    @Test("clients that answer nothing do not hold up the end of the server")
    func stubbornClients() async throws {
        try await TestServer.run(options: .changed { $0.closeTimeout = 100 }) { server in
            let clients = try (0..<5).map { _ in try server.client() }
            let halfOpen = try TestSocket(port: server.port)
            try server.eventually("all are let in") { server.manager.statistics.connections == 6 }
            try await server.server.shutDown()
            #expect(server.application.ends == 5)
            for client in clients { #expect(try client.ending() == .close(.goingAway)) }
            #expect(try HTTPAnswer(head: halfOpen).status == 503)
        }
    }

    @Test("a cancelled server closes its connections like one that is shut down")
    func cancelled() async throws {
        var options = ServerOptions()
        options.port = try freePort()
        let manager = WebSocketManager()
        let application = TestApplication()
        let server = WebSocketServer(
            manager: manager, options: options, authenticator: TestUsers(), application: application)
        let running = Task { try await server.run() }
        try await withTaskExecutorPreference(BlockingThread()) { [port = options.port] in
            let client = try connect(port: port)
            running.cancel()
            // The client takes its time, and is waited for.
            #expect(try client.ending() == .close(.goingAway))
            #expect(try client.ending() == .end)
            client.socket.close()
        }
        try await running.value
        #expect(application.ends == 1 && application.faults.isEmpty && manager.statistics.connections == 0)
    }

    @Test("a server that cannot listen on one of its ports listens on none")
    func portTaken() async throws {
        try await TestServer.run { taken in
            var options = ServerOptions()
            options.port = try freePort()
            let server = WebSocketServer(
                manager: WebSocketManager(), options: options, adminPort: taken.port,
                authenticator: TestUsers(),
                application: TestApplication())
            await #expect(throws: (any Error).self) { try await server.start() }
            #expect(throws: TestSocket.Failure.self) { try TestSocket(port: options.port) }
        }
    }

    @Test("options that are reloaded hold for connections that begin then; those that are open keep theirs")
    func reload() async throws {
        try await TestServer.run { server in
            let old = try server.client()
            var options = ServerOptions()
            options.frameLimits = FrameLimits(maxMessageBytes: 10)
            server.server.reload(options)
            let new = try server.client()
            for client in [old, new] { try client.send("more than ten bytes") }
            #expect(try old.next() == .text("more than ten bytes"))
            #expect(try new.next() == .close(.messageTooBig))
        }
    }

    private func freePort() throws -> Int {
        // Bound and left: the kernel gives ports of its own choice in turn.
        try PortProbe().port
    }

    /// A client of a server that is about to listen.
    private func connect(port: Int) throws -> TestClient {
        let deadline = ContinuousClock.now + .milliseconds(Int(TestSocket.patience))
        while true {
            do {
                return try TestClient("alice", port: port)
            } catch TestSocket.Failure.system(call: "connect", errno: let code) {
                if ContinuousClock.now > deadline {
                    throw TestSocket.Failure.system(call: "connect", errno: code)
                }
                usleep(1000)
            }
        }
    }
}
