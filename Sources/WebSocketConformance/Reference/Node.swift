internal import Conformance
internal import Connections
internal import NIOEmbedded
internal import Synchronization
internal import WebSocketTransport

/// One manager of the reference with its server, and what both have told.
final class Node: Sendable {
    let manager: WebSocketManager
    let server: DrivenServer
    private let log: Log

    /// - Throws: ``Stop`` for an option that the manager does not have.
    init(_ options: NodeOptions, loop: NIOAsyncTestingEventLoop, now: Int64) async throws {
        let log = Log()
        let topics = options.topics
        let manager = WebSocketManager(
            enableConnectionScoping: options.isScoped, options: options.manager,
            authorizeTopic: { user, topic in topics[topic].map { $0.contains(user) } ?? true },
            audit: { record in log.refusals.withLock { $0.append(record) } })
        let application = Application(service: EventService(manager: manager), log: log)
        let server = options.server
        self.manager = manager
        self.log = log
        self.server = try await loop.executeInContext {
            DrivenServer(
                manager: manager, options: server, authenticator: Users(), application: application,
                loop: loop, now: now)
        }
    }

    /// The manager's own name of a connection; nil where it has never had one of that text.
    func connectionID(_ text: String) -> ConnectionID? { log.ids.withLock { $0[text] } }

    var refusals: [AuditRecord] { log.refusals.withLock { $0 } }

    private final class Log: Sendable {
        let ids = Mutex<[String: ConnectionID]>([:])
        let refusals = Mutex<[AuditRecord]>([])
    }

    /// The service of `ssot serve`, and a note of every connection.
    private struct Application: WebSocketApplication {
        let service: EventService
        let log: Log

        func connected(_ connection: ServerConnection) {
            log.ids.withLock { $0[connection.id.description] = connection.id }
        }

        func received(_ message: RawSpan, isText: Bool, on connection: ServerConnection) {
            service.received(message, isText: isText, on: connection)
        }
    }
}
