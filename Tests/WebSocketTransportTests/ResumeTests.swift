import Connections
import Dispatch
import Glibc
import Synchronization
import Testing
import WebSocketTransport

extension TransportTests {
    /// Events of a client that comes back, each once and in order, whichever connection brought it.
    private struct Follower {
        let user: String
        var client: TestClient
        var epoch = ""
        var offset: UInt64 = 0
        var faults: [String] = []

        init(_ user: String, on server: TestServer) throws {
            self.user = user
            client = try server.client(user)
            epoch = client.welcome?.epoch ?? ""
            offset = client.welcome?.offset ?? 0
        }

        mutating func take(_ received: TestClient.Received) throws {
            guard case .text(let text) = received else { return faults.append("\(user): \(received)") }
            let event = try ReceivedEvent(text)
            if event.offset != offset + 1 || event.epoch != epoch || event.payload?.to != user {
                faults.append("\(user): after \(offset) came \(text)")
            }
            offset = event.offset ?? 0
        }

        mutating func comeBack(on server: TestServer) throws {
            client = try server.client(user, query: "?epoch=\(epoch)&offset=\(offset)")
            if client.welcome?.recovered != true || client.welcome?.offset != offset {
                faults.append("\(user): \(String(describing: client.welcome)) at \(offset)")
            }
        }
    }

    @Test("500 clients are cut at once and come back at once while events go on: no gap, no duplicate")
    func reconnectStorm() async throws {
        var limits = ManagerOptions()
        limits.historyEvents = 1024
        let manager = WebSocketManager(options: limits)
        try await TestServer.run(manager: manager) { server in
            let users = (0..<500).map { "user\($0)" }
            var followers = try users.map { try Follower($0, on: server) }
            // A sender of its own, which knows nothing of the storm.
            let sent = Mutex([UInt64](repeating: 0, count: users.count))
            let sender = DispatchGroup()
            let goesOn = Atomic(true)
            DispatchQueue.global().async(group: sender) {
                var n = 0
                while goesOn.load(ordering: .relaxed) {
                    let index = n % users.count
                    guard let payload = try? JSONPayload(json: #"{"n":\#(n),"to":"\#(users[index])"}"#),
                        let offset = try? manager.send(toUser: users[index], eventType: "e", payload: payload)
                            .offset
                    else {
                        Issue.record("an event was not sent")
                        return
                    }
                    sent.withLock { $0[index] = offset }
                    n += 1
                    if n % 50 == 0 { usleep(10_000) }
                }
            }
            defer {
                goesOn.store(false, ordering: .relaxed)
                sender.wait()
            }
            for _ in 0..<3 {
                for index in followers.indices {
                    for received in try followers[index].client.pending() {
                        try followers[index].take(received)
                    }
                    followers[index].client.socket.abort()
                }
                for index in followers.indices { try followers[index].comeBack(on: server) }
            }
            goesOn.store(false, ordering: .relaxed)
            sender.wait()
            let due = sent.withLock { $0 }
            for index in followers.indices {
                while followers[index].offset < due[index], followers[index].faults.isEmpty {
                    try followers[index].take(followers[index].client.next())
                }
            }
            #expect(followers.flatMap(\.faults).prefix(3) == [])
            #expect(due.reduce(0, +) > 1500)
            #expect(manager.statistics.resumed == 1500 && manager.statistics.resumeFailed == 0)
        }
    }

    @Test("a client that asks for what is no longer kept, or never was, is told so, and gets what comes")
    func lost() async throws {
        var limits = ManagerOptions()
        limits.historyEvents = 5
        let manager = WebSocketManager(options: limits)
        try await TestServer.run(manager: manager) { server in
            let first = try server.client()
            let epoch = try #require(first.welcome?.epoch)
            for _ in 0..<10 { try manager.send(toUser: "alice", eventType: "e", payload: .null) }
            for (query, recovered) in [
                ("?epoch=\(epoch)&offset=5", true), ("?epoch=\(epoch)&offset=4", false),
                ("?epoch=\(epoch)&offset=11", false), ("?epoch=0000000000000001&offset=10", false),
                ("?epoch=\(epoch)&offset=-1", nil), ("?epoch=\(epoch)", nil), ("?offset=5", nil),
                ("?epoch=x&offset=5", nil),
            ] {
                let client = try server.client(query: query)
                #expect(client.welcome?.recovered == recovered, "\(query)")
                #expect(client.welcome?.offset == (recovered == true ? 5 : 10), "\(query)")
            }
        }
    }

    @Test("a client that authenticates by message resumes from where its handshake says")
    func resumedByMessage() async throws {
        var limits = ManagerOptions()
        limits.historyEvents = 5
        let manager = WebSocketManager(options: limits)
        try await TestServer.run(manager: manager, authenticator: TestUsers(acceptsFirstMessage: true)) {
            server in
            let epoch = try #require(try server.client().welcome?.epoch)
            try manager.send(toUser: "alice", eventType: "missed", payload: .null)
            var request = HTTPRequest(token: nil)
            request.target = "/?epoch=\(epoch)&offset=0"
            let client = try TestClient(port: server.port, request)
            try client.send(#"{"type":"authenticate","token":"alice"}"#)
            #expect(try Welcomed(client.next()).recovered == true)
            let text = try client.text()
            #expect(try ReceivedEvent(text).type == "missed")
        }
    }
}
