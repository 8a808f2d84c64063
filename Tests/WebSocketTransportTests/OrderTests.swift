import Connections
import Testing
import WebSocketFraming
import WebSocketTransport

extension TransportTests {
    /// Answers each message by events and words of its own in turn, and the message `end` by the end as well.
    private struct Talkative: WebSocketApplication {
        func received(_ message: RawSpan, isText: Bool, on connection: ServerConnection) {
            let (manager, id, user) = (connection.manager, connection.id, connection.userID)
            for _ in 0..<3 {
                try? manager.sendScopedEvent(
                    connectionID: id, eventType: "event", payload: .null, userID: user)
                connection.reply(message, isText: isText)
            }
            try? manager.sendScopedEvent(connectionID: id, eventType: "event", payload: .null, userID: user)
            if message.byteCount == 3 { manager.close(id) }
        }
    }

    @Test("events, words of the service's own and the close frame come in the order in which they were sent")
    func order() async throws {
        try await TestServer.run(application: Talkative()) { server in
            let client = try server.client()
            // In one read, and each in its own.
            try client.socket.send(TestClient.frame(.text, Array("word".utf8)).repeated(5))
            var due: [String] = []
            for _ in 0..<5 { due += ["event", "word", "event", "word", "event", "word", "event"] }
            for what in due { #expect(try word(client.next()) == what) }
            try client.send("end")
            for what in ["event", "end", "event", "end", "event", "end", "event"] {
                #expect(try word(client.next()) == what)
            }
            #expect(try client.next() == .close(.normal))
            #expect(try client.next() == .end)
        }
    }

    private func word(_ received: TestClient.Received) -> String {
        guard case .text(let text) = received else { return "\(received)" }
        return text.hasPrefix("{") ? "event" : text
    }
}
