import Connections
import Foundation
import Testing
import WebSocketFraming
import WebSocketTransport

extension TransportTests {
    /// How many times to connect and abort: `CHURN_CYCLES`, or few enough for every day.
    static let churnCycles = ProcessInfo.processInfo.environment["CHURN_CYCLES"].flatMap { Int($0) } ?? 20_000

    @Test("connections that come and go leave neither memory nor descriptors nor entries behind")
    func churn() async {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent]
        ) { [cycles = TransportTests.churnCycles as Int] in
            let manager = WebSocketManager(authorizeTopic: { _, _ in true })
            try await TestServer.run(manager: manager, application: ChurnApplication()) { server in
                func turn(_ cycle: Int) throws {
                    let socket = try TestSocket(port: server.port)
                    switch cycle % 10 {
                    case 0:  // before the handshake
                        break
                    case 1:  // within the handshake
                        try socket.send(Array(HTTPRequest().bytes.dropLast(5)))
                    case 2:  // refused
                        try socket.send(HTTPRequest(token: "wrong").bytes)
                        _ = try HTTPAnswer(head: socket)
                    case 3:  // within a message
                        try socket.send(HTTPRequest(token: "user\(cycle % 97)").bytes)
                        _ = try HTTPAnswer(head: socket)
                        try socket.send(
                            Array(TestClient.frame(.text, Array(repeating: 0, count: 500)).dropLast(9)))
                    case 4:  // in good order
                        let client = try server.client("user\(cycle % 97)")
                        try client.sendClose()
                        _ = try client.ending()
                        // No port is to be kept for it.
                        client.socket.abort()
                    default:
                        let client = try server.client("user\(cycle % 97)")
                        client.socket.abort()
                    }
                    socket.abort()
                }
                func half() throws -> (memory: Int, descriptors: Int) {
                    for cycle in 0..<(cycles / 2) { try turn(cycle) }
                    try server.eventually("all have ended") { manager.statistics.connections == 0 }
                    server.expectRest()
                    return (Held.residentBytes, Held.descriptorCount)
                }
                try turn(9)
                let descriptors = Held.descriptorCount
                let first = try half()
                let second = try half()
                print(
                    "churn: \(cycles) cycles, \(manager.statistics.scopesCreated) scopes, resident \(first.memory >> 10) KiB, then \(second.memory >> 10) KiB"
                )
                try server.eventually("descriptors are given back") { Held.descriptorCount <= descriptors }
                #expect(second.memory - first.memory < max(first.memory / 50, 1 << 20))
            }
        }
        print(String(decoding: result?.standardOutputContent ?? [], as: UTF8.self))
    }

    /// Joins a topic, sends to it, and keeps nothing.
    private struct ChurnApplication: WebSocketApplication {
        func connected(_ connection: ServerConnection) {
            let (manager, id) = (connection.manager, connection.id)
            try? manager.sendScopedEvent(
                connectionID: id, eventType: "hello", payload: .null, userID: connection.userID)
            Task {
                await manager.join("topic", connectionID: id)
                _ = try? manager.send(toTopic: "topic", eventType: "joined", payload: .null)
            }
        }

        func received(_ message: RawSpan, isText: Bool, on connection: ServerConnection) {}
    }
}
