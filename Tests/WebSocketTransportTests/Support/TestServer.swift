import Connections
import Glibc
import Testing
import WebSocketTransport

/// A server on a port of its own.
struct TestServer {
    let port: Int
    let manager: WebSocketManager
    let server: WebSocketServer
    /// The one that the server was given, where it was none of the test's own.
    let application: TestApplication

    /// Serves while `body` runs, on a thread that it may block. Afterwards all connections have ended, and whatever
    /// ended them, the manager's tables are empty, every scope was cleaned, and the application has heard of each end
    /// once.
    static func run(
        manager: WebSocketManager = WebSocketManager(), authenticator: any Authenticator = TestUsers(),
        application: (any WebSocketApplication)? = nil, options: ServerOptions = .changed { _ in },
        _ body: (TestServer) async throws -> Void
    ) async throws {
        let recorder = TestApplication()
        let server = WebSocketServer(
            manager: manager, options: options, authenticator: authenticator,
            application: application ?? recorder)
        let port = try await server.start().port
        let fixture = TestServer(port: port, manager: manager, server: server, application: recorder)
        do {
            try await withTaskExecutorPreference(BlockingThread()) { try await body(fixture) }
        } catch {
            Issue.record(error)
        }
        try await server.shutDown()
        fixture.expectRest()
        #expect(recorder.faults.isEmpty, "an end that was told not once")
    }

    /// That nothing is left of any connection.
    func expectRest(sourceLocation: SourceLocation = #_sourceLocation) {
        let statistics = manager.statistics
        #expect(statistics.connections == 0, sourceLocation: sourceLocation)
        #expect(statistics.scopesCreated == statistics.scopesCleaned, sourceLocation: sourceLocation)
        #expect(statistics.waiting == 0, sourceLocation: sourceLocation)
        if manager.options.historyEvents == 0 {
            #expect(statistics.users == 0 && statistics.topics == 0, sourceLocation: sourceLocation)
        }
    }

    /// Waits until that holds.
    func eventually(
        _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ holds: () throws -> Bool
    ) throws {
        let deadline = ContinuousClock.now + .milliseconds(Int(TestSocket.patience))
        while try !holds() {
            try #require(ContinuousClock.now < deadline, what, sourceLocation: sourceLocation)
            usleep(1000)
        }
    }

    func client(_ user: String = "alice", query: String = "") throws -> TestClient {
        try TestClient(user, port: port, query: query)
    }
}

extension ServerOptions {
    /// A port of the kernel's choice, time limits that are looked at every 20 ms, and what a test wants otherwise.
    static func changed(_ change: (inout ServerOptions) -> Void) -> ServerOptions {
        var options = ServerOptions()
        options.port = 0
        options.tickInterval = 20
        change(&options)
        return options
    }
}
