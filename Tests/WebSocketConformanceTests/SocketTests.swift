import Conformance
import Connections
import RuleFiles
import Testing
import WebSocketConformance
import WebSocketTransport

@Suite("A server over a socket", .serialized)
struct SocketTests {
    /// Everybody is who the token says.
    private struct Anybody: Authenticator {
        func authenticate(_ credentials: Credentials) -> Authentication {
            guard let token = credentials.token, token != "nobody-s", let identity = Identity(userID: token)
            else {
                return .refused
            }
            return .accepted(identity)
        }
    }

    /// The requirements by their outcomes, for a server with that service.
    private func outcomes(
        _ application: (WebSocketManager) -> any WebSocketApplication
    ) async throws -> [String: Outcome] {
        let manager = WebSocketManager(authorizeTopic: { _, _ in true })
        var options = ServerOptions()
        options.port = 0
        let server = WebSocketServer(
            manager: manager, options: options, adminPort: 0, authenticator: Anybody(),
            application: application(manager))
        let ports = try await server.start()
        var tried = try SocketFile.read(
            path: "serve.yml", text: Self.configuration(ports.port, ports.adminPort ?? 0))
        // The server shares its threads with all tests.
        tried.patience = 100_000
        let subject = SocketSubject(tried)
        var runner = Runner()
        runner.scale = 0.002
        var outcomes: [String: Outcome] = [:]
        if case .value(let description) = await runner.greet(subject, contract: "websocket") {
            for result in await runner.run(
                try ReferenceTests.requirements(), on: subject, described: description)
            {
                outcomes[result.requirement.id] = result.outcome
            }
        }
        await subject.end()
        try await server.shutDown()
        return outcomes
    }

    @Test("ssot's own server keeps what can be tried, and what cannot is not applicable")
    func server() async throws {
        let outcomes = try await outcomes { EventService(manager: $0) }
        var passed = 0
        for (id, outcome) in outcomes {
            switch outcome {
            case .pass: passed += 1
            case .notApplicable: continue
            case .fail(let failure): Issue.record("\(id): \(failure)")
            }
        }
        #expect(passed >= 22)
        for id in [
            "isolation-holds-in-every-order", "message-names-no-recipient",
            "topic-event-reaches-members-only",
            "user-event-reaches-all-own-connections", "claimed-user-is-ignored", "ping-is-answered",
            "malformed-message-harms-nobody", "closing-twice-cleans-once",
        ] {
            #expect(outcomes[id] == .pass)
        }
    }

    /// Sends to whom a message names.
    private struct Believing: WebSocketApplication {
        let service: EventService
        let manager: WebSocketManager

        func received(_ message: RawSpan, isText: Bool, on connection: ServerConnection) {
            // Sound: the span is read during the closure only.
            let text = unsafe message.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
            for named in ["alice", "bob", "Alice", "alice2"] where text.contains(#""user_id":"\#(named)""#) {
                _ = try? manager.send(toUser: named, eventType: "event", payload: JSONPayload(string: "leak"))
            }
            service.received(message, isText: isText, on: connection)
        }
    }

    @Test("a server that believes its clients is found out over the socket")
    func believing() async throws {
        let outcomes = try await outcomes { Believing(service: EventService(manager: $0), manager: $0) }
        let failed = outcomes.filter { if case .fail = $0.value { true } else { false } }.keys.sorted()
        #expect(failed == ["isolation-holds-in-every-order", "message-names-no-recipient"])
    }

    @Test("a server that nobody can reach, or that lets nobody in, is not tried")
    func unreachable() async throws {
        let manager = WebSocketManager()
        var options = ServerOptions()
        options.port = 0
        let server = WebSocketServer(
            manager: manager, options: options, adminPort: 0, authenticator: Anybody(),
            application: EventService(manager: manager))
        let ports = try await server.start()
        func greeting(_ users: String) async throws -> String {
            let text = Self.configuration(ports.port, 1).replacing("users: any", with: "users: \(users)")
            let subject = SocketSubject(try SocketFile.read(path: "serve.yml", text: text))
            let greeting = await Runner().greet(subject, contract: "websocket")
            await subject.end()
            return "\(greeting)"
        }
        #expect(try await greeting("any").contains("\"name\""))
        #expect(try await greeting("{alice: nobody-s}") == "refused: status 401")
        try await server.shutDown()
        #expect(try await greeting("any").hasPrefix("lost: "))
    }

    private static func configuration(_ port: Int, _ adminPort: Int) -> String {
        """
        url: ws://127.0.0.1:\(port)/?thread={thread}
        users: any
        headers: {Authorization: "Bearer {token}"}
        ready: '"type":"welcome"'
        connection-member: connection_id
        quiet-milliseconds: 30
        calls:
          publish: {send: '{"type":"publish","event":"{type}","payload":{payload}{claims}}'}
          send-to-user: {send: '{"type":"publish","event":"{type}","payload":{payload}}'}
          join: {send: '{"type":"join","topic":"{topic}"}', yes: '"joined"', no: '"denied"'}
          leave: {send: '{"type":"leave","topic":"{topic}"}'}
          send-to-topic: {send: '{"type":"publish","topic":"{topic}","event":"{type}","payload":{payload}}'}
          stats:
            request: GET http://127.0.0.1:\(adminPort)/stats
            read: {connections: connections, scopes-created: scopes_created, scopes-cleaned: scopes_cleaned}
        events: {type: type, payload: payload, user: user_id, ignore: [welcome, joined, denied, error]}
        """
    }
}
