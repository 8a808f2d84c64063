import Connections
import Foundation
import Testing

@testable import WebSocketTransport

extension TransportTests {
    @Test(
        "the pages for monitoring stand on a port of their own, and show what the manager and the transport count"
    )
    func pages() async throws {
        let manager = WebSocketManager()
        let server = WebSocketServer(
            manager: manager, options: .changed { _ in }, adminPort: 0, authenticator: TestUsers(),
            application: TestApplication())
        let ports = try await server.start()
        let admin = try #require(ports.adminPort)
        try await withTaskExecutorPreference(BlockingThread()) {
            let refused = try TestSocket(port: ports.port)
            try refused.send(Array("NONSENSE\r\n\r\n".utf8))
            #expect(try HTTPAnswer(head: refused).status == 400)
            let client = try TestClient("alice", port: ports.port)

            #expect(try page("/health", admin).body == #"{"status":"ok"}"# + "\n")
            let text = try page("/stats", admin).body
            let stats = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Int])
            #expect(stats["scoped_connections"] == 1 && stats["handshakes_refused"] == 1)
            let metrics = try page("/metrics", admin).body.split(separator: "\n")
            #expect(metrics.contains("ssot_scopes_created_total 1"))
            #expect(metrics.contains("# TYPE ssot_handshakes_refused_total counter"))
            #expect(metrics.filter { !$0.hasPrefix("#") }.count == stats.count)
            #expect(try page("/secrets", admin).status == 404)
            #expect(try page("/stats", ports.port).status == 426, "and not where the clients are")
            _ = client
        }
        try await server.shutDown()
    }

    private func page(_ path: String, _ port: Int) throws -> (status: Int, body: String) {
        let socket = try TestSocket(port: port)
        try socket.send(Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8))
        let answer = try HTTPAnswer(head: socket)
        var body = answer.surplus
        while case let more = try socket.receive(), !more.isEmpty { body += more }
        return (answer.status, String(decoding: body, as: UTF8.self))
    }
}
