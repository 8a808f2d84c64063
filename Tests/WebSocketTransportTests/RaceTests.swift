import Connections
import Dispatch
import Glibc
import Testing
import WebSocketFraming
import WebSocketTransport

extension TransportTests {
    @Test("ends that race one another are told once, and leave nothing")
    func racingEnds() async throws {
        var limits = ManagerOptions()
        limits.maxConnectionsPerUser = 2
        limits.userLimitPolicy = .closeOldest
        let manager = WebSocketManager(options: limits, authorizeTopic: { _, _ in true })
        try await TestServer.run(manager: manager, options: .changed { $0.eventLoops = 2 }) { server in
            let (rounds, port) = (300, server.port)
            for _ in 0..<rounds {
                let client = try TestClient("alice@9000000000000000", port: port)
                let other = try TestClient("bob@9000000000000000", port: port)
                try server.eventually("both are told") { server.application.open.count >= 2 }
                let ids = server.application.open
                for id in ids { await manager.join("topic", connectionID: id) }
                let (first, second) = (client.socket.descriptor, other.socket.descriptor)
                let ways: [@Sendable () -> Void] = [
                    { TestSocket.reset(first) },
                    { _ = shutdown(second, Int32(SHUT_WR)) },
                    { for id in ids { manager.close(id) } },
                    { manager.expire(now: .max) },
                    { for id in ids { manager.cleanupConnectionScope(id) } },
                    { _ = try? TestClient("alice", port: port) },
                    {
                        for _ in 0..<20 {
                            _ = try? manager.send(toTopic: "topic", eventType: "e", payload: .null)
                        }
                    },
                    { for id in ids { manager.leave("topic", connectionID: id) } },
                ]
                DispatchQueue.concurrentPerform(iterations: ways.count) { ways[$0]() }
                try server.eventually("all have ended") {
                    server.application.open.isEmpty && manager.statistics.connections == 0
                }
                server.expectRest()
            }
            #expect(server.application.faults.isEmpty)
            #expect(server.application.beginnings >= 2 * rounds)
        }
    }

    @Test("clients that connect while the server shuts down are let in and closed, or refused; none is left")
    func racingShutDown() async throws {
        for round in 0..<10 {
            try await TestServer.run(options: .changed { ($0.eventLoops, $0.closeTimeout) = (2, 200) }) {
                server in
                let (port, clients) = (server.port, DispatchGroup())
                for index in 0..<4 {
                    DispatchQueue.global().async(group: clients) {
                        while let client = try? TestClient("user\(index)", port: port) {
                            _ = try? client.ending()
                        }
                    }
                }
                try server.eventually("some are in") { server.application.beginnings > round % 4 }
                try await server.server.shutDown()
                clients.wait()
            }
        }
    }

    @Test("a client that leaves while it is asked who it is leaves nothing")
    func goneWhileAsked() async throws {
        try await TestServer.run(authenticator: TestUsers(acceptsFirstMessage: true)) { server in
            for round in 0..<200 {
                let socket = try TestSocket(port: server.port)
                var request = HTTPRequest(token: round % 2 == 0 ? "later:alice" : nil)
                request.target = "/\(round)"
                try socket.send(request.bytes)
                if round % 2 == 1 {
                    _ = try HTTPAnswer(head: socket)
                    try socket.send(
                        TestClient.frame(.text, Array(#"{"type":"authenticate","token":"later:alice"}"#.utf8))
                    )
                }
                if round % 3 == 0 { socket.close() } else { socket.abort() }
            }
            try server.eventually("all are gone") { server.manager.statistics.connections == 0 }
        }
    }
}
