import Connections
import Foundation
import Synchronization
import WebSocketTransport

/// What was meant: every event that was sent to a user or a topic, by its offset. The model that sockets are held to.
final class Ledger: WebSocketApplication {
    /// The events of one user or topic.
    final class Stream: Sendable {
        let name: String
        private let events = Mutex<[Int32]>([])

        init(_ name: String) { self.name = name }

        var count: UInt64 { events.withLock { UInt64($0.count) } }

        func event(at offset: UInt64) -> Int? {
            events.withLock { offset > 0 && offset <= $0.count ? Int($0[Int(offset) - 1]) : nil }
        }

        func record(_ event: Int, at offset: UInt64?) {
            events.withLock { Self.record(event, at: offset, in: &$0) }
        }

        /// Sends, joins and leaves of one topic come one after another, so that it is known who is in for which.
        ///
        /// - Parameter change: gets how many events there are, and gives the offset of one that it has sent.
        func inOrder<Result>(
            _ event: Int = 0, _ change: (_ count: UInt64) throws -> (offset: UInt64?, result: Result)
        ) rethrows -> Result {
            try events.withLock { events in
                let (offset, result) = try change(UInt64(events.count))
                Self.record(event, at: offset, in: &events)
                return result
            }
        }

        private static func record(_ event: Int, at offset: UInt64?, in events: inout [Int32]) {
            guard let offset, offset > 0 else { return }
            // Senders record in any order what the manager has put in one.
            while events.count < offset { events.append(-1) }
            events[Int(offset) - 1] = Int32(event)
        }
    }

    let users: [Stream]
    let topics: [Stream]
    let service: Service
    private let nextEvent = Atomic(1)
    private let identities = Mutex<[String: ConnectionID]>([:])
    private let firstFault = Mutex<String?>(nil)
    /// Calls that named the wrong user, and were refused.
    let blocked = Atomic<UInt64>(0)
    let denied = Atomic<UInt64>(0)

    init(users: Int, topics: Int, service: Service) {
        self.users = (0..<users).map { Stream("user\($0)") }
        self.topics = (0..<topics).map { Stream("topic\($0)") }
        self.service = service
    }

    /// Who may join what: two of three.
    static func mayJoin(_ user: String, _ topic: String) -> Bool {
        let (user, topic) = (Int(user.dropFirst(4)) ?? 0, Int(topic.dropFirst(5)) ?? 0)
        return (user + topic) % 3 != 0
    }

    var fault: String? { firstFault.withLock { $0 } }

    func fail(_ what: String) { firstFault.withLock { $0 = $0 ?? what } }

    func newEvent() -> Int { nextEvent.wrappingAdd(1, ordering: .relaxed).oldValue }

    /// The manager's name of a connection.
    func identity(of connection: String) -> ConnectionID? { identities.withLock { $0[connection] } }

    /// Any connection of any user, ended ones too.
    func anyIdentity(_ number: Int) -> (text: String, id: ConnectionID)? {
        identities.withLock { identities in
            guard !identities.isEmpty else { return nil }
            let index = identities.index(identities.startIndex, offsetBy: number % identities.count)
            return (identities[index].key, identities[index].value)
        }
    }

    // MARK: The application

    func connected(_ connection: ServerConnection) {
        identities.withLock { $0[connection.id.description] = connection.id }
    }

    func disconnected(_ id: ConnectionID, userID: String) {
        identities.withLock { $0[id.description] = nil }
    }

    /// A message that claims to be of another user and connection, told to the user it is of.
    private struct Message: Decodable {
        let n: Int
        let userID: String

        private enum CodingKeys: String, CodingKey {
            case n
            case userID = "user_id"
        }
    }

    func received(_ message: RawSpan, isText: Bool, on connection: ServerConnection) {
        let bytes = Inbox.bytes(message)
        guard let parsed = try? JSONDecoder().decode(Message.self, from: Data(bytes)),
            let payload = try? JSONPayload(bytes)
        else { return fail("a message came that no client has sent") }
        let addressee = service.addressee(connection.userID, parsed.userID)
        do {
            let offset = try service.toUser(addressee, payload).offset
            users.first { $0.name == addressee }?.record(parsed.n, at: offset)
        } catch {
            fail("an answer was not sent: \(error)")
        }
    }
}
