import Connections
import Glibc
import Testing
import WebSocketFraming
import WebSocketTransport

extension TransportTests {
    /// Attacks, each in a process of its own, so that no other test's memory counts.
    @Suite("Attacks", .serialized)
    struct Attacks {
        @Test(
            "a handshake that dribbles is cut when its time is over, and so is a silent one",
            arguments: [true, false])
        func slowHandshake(_ dribbles: Bool) async throws {
            try await TestServer.run(options: .changed { $0.handshakeTimeout = 150 }) { server in
                let socket = try TestSocket(port: server.port)
                var request = HTTPRequest()
                request["X"] = String(repeating: "x", count: 10_000)
                for byte in request.bytes {
                    if dribbles { try socket.send([byte]) }
                    if try socket.wait(for: POLLIN, milliseconds: 5) { break }
                }
                #expect(try HTTPAnswer(head: socket).status == 408)
                while try !socket.receive().isEmpty {}
                server.expectRest()
            }
        }

        @Test(
            "a message in 300,000 pieces, of a byte or of none, ends with 1009 at the limit of pieces",
            arguments: [1, 0])
        func fragmentFlood(_ size: Int) async {
            await #expect(processExitsWith: .success) { [size = size as Int] in
                try await TestServer.run(options: .changed { $0.maxMessagesPerSecond = nil }) { server in
                    let client = try server.client()
                    let piece = TestClient.frame(
                        .continuation, Array(repeating: 0x61, count: size), isFinal: false)
                    let flood = piece.repeated(300_000)
                    let growth = try server.growth {
                        try client.socket.send(TestClient.frame(.text, [0x61], isFinal: false))
                        try client.sendUntilAnswered(flood)
                        #expect(try client.ending() == .close(.messageTooBig))
                    }
                    #expect(growth < TestServer.allowance)
                }
            }
        }

        @Test("a message that never ends is cut at its size, whatever the pieces")
        func endlessMessage() async {
            await #expect(processExitsWith: .success) {
                try await TestServer.run { server in
                    let client = try server.client()
                    let piece = TestClient.frame(
                        .continuation, Array(repeating: 0x61, count: 60_000), isFinal: false)
                    let flood = piece.repeated(200)
                    let growth = try server.growth {
                        try client.socket.send(TestClient.frame(.text, [0x61], isFinal: false))
                        try client.sendUntilAnswered(flood)
                        #expect(try client.ending() == .close(.messageTooBig))
                    }
                    #expect(growth < TestServer.allowance)
                }
            }
        }

        @Test("a message of 64 KiB that inflates to 64 MiB ends with 1009 before memory is spent")
        func compressionBomb() async {
            await #expect(processExitsWith: .success) {
                var options = DeflateOptions()
                // The client does not read compressed messages.
                options.minMessageBytes = 1 << 20
                try await TestServer.run(options: .changed { $0.compression = options }) { server in
                    var request = HTTPRequest()
                    request["Sec-WebSocket-Extensions"] = "permessage-deflate"
                    let client = try TestClient(port: server.port, request)
                    #expect(
                        client.answer["sec-websocket-extensions"]?.hasPrefix("permessage-deflate") == true)
                    // Blocks that each stand alone, one after another: what RFC 7692 §7.2.1 strips is put back.
                    var deflater = Deflater(windowBits: 12, memoryLevel: 8, level: 9, keepsContext: false)
                    var block: [UInt8] = []
                    let zeros = [UInt8](repeating: 0, count: 1 << 16)
                    #expect(unsafe deflater.deflate(zeros.span.bytes, into: &block))
                    let bomb = (block + [0, 0, 0xFF, 0xFF]).repeated(1024)
                    #expect(bomb.count < 256 << 10)
                    let growth = try server.growth {
                        try client.sendUntilAnswered(TestClient.frame(.binary, bomb, isCompressed: true))
                        #expect(try client.ending() == .close(.messageTooBig))
                    }
                    #expect(growth < TestServer.allowance)
                }
            }
        }

        @Test("a client that sends 50 MB of pings and reads nothing is not read from, or closed")
        func pingFlood() async {
            await #expect(processExitsWith: .success) {
                for limit in [nil, 1000] {
                    try await TestServer.run(
                        manager: WebSocketManager(),
                        options: .changed { ($0.maxMessagesPerSecond, $0.tickInterval) = (limit, 1000) }
                    ) { server in
                        let client = try server.client()
                        let ping = TestClient.frame(.ping, Array(repeating: 7, count: 125))
                        let flood = ping.repeated(1000)
                        var sent = 0
                        let growth = try server.growth {
                            do {
                                // A server that reads no more lets the kernel's buffers fill, and stay full.
                                while sent < 50 << 20, try client.socket.wait(for: POLLOUT, milliseconds: 500)
                                {
                                    sent += try client.socket.trySend(flood)
                                }
                            } catch TestSocket.Failure.reset {
                                sent = 0
                            }
                        }
                        #expect(growth < TestServer.allowance)
                        if limit == nil {
                            // The last ping may have been cut, and what follows it would be read as its rest.
                            #expect(sent < 50 << 20, "pings without end were taken")
                        } else {
                            #expect(try client.ending() == .close(.policyViolation))
                        }
                    }
                }
            }
        }

        @Test("more messages in a second than are allowed end the connection with 1008, and as many do not")
        func messageRate() async throws {
            try await TestServer.run(
                options: .changed { ($0.maxMessagesPerSecond, $0.tickInterval) = (100, 60_000) }
            ) { server in
                let client = try server.client()
                for number in 0..<100 { try client.send("\(number)") }
                for number in 0..<100 { #expect(try client.next() == .text("\(number)")) }
                try client.send("one more")
                #expect(try client.next() == .close(.policyViolation))
            }
        }

        @Test("a reader that stops during a fan-out is closed with 1013; the others get all, in order")
        func slowReader() async {
            await #expect(processExitsWith: .success) {
                let manager = WebSocketManager(authorizeTopic: { _, _ in true })
                try await TestServer.run(manager: manager, options: .changed { $0.closeTimeout = 60_000 }) {
                    server in
                    let slow = try TestClient("slow", port: server.port, receiveBuffer: 4096)
                    let readers = try (0..<10).map { try server.client("user\($0)") }
                    for id in server.application.open { await manager.join("news", connectionID: id) }
                    let text = String(repeating: "x", count: 8000)
                    var closed = 0
                    let growth = try server.growth {
                        for number in 0..<1200 {
                            let payload = try JSONPayload(json: #"{"n":\#(number),"to":"news \#(text)"}"#)
                            closed += try manager.send(toTopic: "news", eventType: "e", payload: payload)
                                .disconnected
                            for reader in readers {
                                guard case .text(let text) = try reader.next() else {
                                    Issue.record("a reader's connection ended")
                                    return
                                }
                                if number % 100 == 0 { #expect(try ReceivedEvent(text).payload?.n == number) }
                            }
                        }
                    }
                    #expect(closed == 1 && manager.statistics.slowConsumersClosed == 1)
                    // One queue of 1 MiB, and what passes through ten sockets.
                    #expect(growth < 2 * TestServer.allowance)
                    #expect(try slow.ending() == .close(.tryAgainLater))
                }
            }
        }

        @Test(
            "2,000 sockets that say nothing take the places there are, and lose them when their time is over")
        func halfOpenSockets() async {
            await #expect(processExitsWith: .success) {
                var limits = ManagerOptions()
                limits.maxConnections = 2000
                try await TestServer.run(
                    manager: WebSocketManager(options: limits),
                    options: .changed { $0.handshakeTimeout = 3000 }
                ) { server in
                    let before = Held.residentBytes
                    let sockets = try (0..<2000).map { _ in try TestSocket(port: server.port) }
                    try server.eventually("all are let in") { server.manager.statistics.connections == 2000 }
                    #expect(Held.residentBytes - before < 2000 * (16 << 10))
                    let late = try TestSocket(port: server.port)
                    try late.send(HTTPRequest().bytes)
                    #expect(try HTTPAnswer(head: late).status == 503)
                    for socket in sockets { #expect(try HTTPAnswer(head: socket).status == 408) }
                    _ = try server.client()
                    #expect(server.manager.statistics.connectionsRefused == 1)
                }
            }
        }

        @Test("connections that one address may not have are refused with 429, and its others stay")
        func addressLimit() async throws {
            var limits = ManagerOptions()
            limits.maxConnectionsPerAddress = 3
            limits.maxConnectionsPerUser = 2
            try await TestServer.run(manager: WebSocketManager(options: limits)) { server in
                let first = try server.client()
                let second = try server.client()
                #expect(#expect(throws: HTTPAnswer.self) { try server.client() }?.status == 429)
                let other = try server.client("bob")
                #expect(#expect(throws: HTTPAnswer.self) { try server.client("carol") }?.status == 429)
                try first.sendClose()
                #expect(try first.ending() == .close(.normal))
                let carol = try server.client("carol")
                #expect(second.welcome?.userID == "alice" && carol.welcome?.userID == "carol")
                try other.send("still here")
                #expect(try other.next() == .text("still here"))
            }
        }
    }
}
